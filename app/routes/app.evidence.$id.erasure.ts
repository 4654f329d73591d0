import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseCause } from "#app/domain/evidence/evidence-command.ts";
import { isUuid } from "#app/domain/ids.ts";
import { refuse } from "#app/domain/result.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { eraseEvidence } from "#app/use-cases/evidence/erase-evidence.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const { id = "" } = params;
    if (!isUuid(id)) return refuse({ code: "not-found" });
    const body = await parseBody(request);
    const command = body.ok ? parseCause(body.value) : body;
    return command.ok ? eraseEvidence(ctx, { id, ...command.value }) : command;
  });
}
