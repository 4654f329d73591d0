import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseProofCommand } from "#app/domain/evidence/proof-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { grantProofPack } from "#app/use-cases/evidence/grant-proof-pack.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseProofCommand(body.value) : body;
    return command.ok ? grantProofPack(ctx, command.value) : command;
  });
}
