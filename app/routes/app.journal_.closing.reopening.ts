import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseReopenCommand } from "#app/domain/journal/closing-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { reopenPeriod } from "#app/use-cases/journal/reopen-period.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseReopenCommand(body.value);
    return command.ok ? reopenPeriod(ctx, command.value) : command;
  });
}
