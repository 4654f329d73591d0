import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseAnswerCommand } from "#app/domain/approval/request-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { answerRequest } from "#app/use-cases/request/answer-request.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseAnswerCommand({ ...Object(body.value), id: params.id });
    return command.ok ? answerRequest(ctx, command.value, "send-back") : command;
  });
}
