import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseChangeReasonCommand } from "#app/domain/reason/reason-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { changeReason } from "#app/use-cases/shop/change-reason.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseChangeReasonCommand({ ...Object(body.value), id: params.id });
    return command.ok ? changeReason(ctx, command.value) : command;
  });
}
