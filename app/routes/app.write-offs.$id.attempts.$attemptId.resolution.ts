import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseResolutionCommand } from "#app/domain/write-off/task-commands.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const place = { documentId: params.id, attemptId: params.attemptId };
    const command = parseResolutionCommand({ ...Object(body.value), ...place });
    return command.ok ? resolveAttempt(ctx, command.value) : command;
  });
}
