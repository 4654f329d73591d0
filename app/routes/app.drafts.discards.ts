import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseDiscardFlagsCommand } from "#app/domain/draft/flag-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { discardFlags } from "#app/use-cases/draft/discard-flags.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseDiscardFlagsCommand(body.value);
    return command.ok ? discardFlags(ctx, command.value) : command;
  });
}
