import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseRemoveViewCommand } from "#app/domain/list/view-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { removeView } from "#app/use-cases/list/remove-view.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseRemoveViewCommand(body.value);
    return command.ok ? removeView(ctx, command.value) : command;
  });
}
