import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseColumnsCommand } from "#app/domain/list/view-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { chooseColumns } from "#app/use-cases/list/choose-columns.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseColumnsCommand(body.value);
    return command.ok ? chooseColumns(ctx, command.value) : command;
  });
}
