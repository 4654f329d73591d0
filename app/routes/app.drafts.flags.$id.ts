import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseChangeFlagCommand } from "#app/domain/draft/flag-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { changeFlag } from "#app/use-cases/draft/change-flag.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseChangeFlagCommand({ ...Object(body.value), id: params.id });
    return command.ok ? changeFlag(ctx, command.value) : command;
  });
}
