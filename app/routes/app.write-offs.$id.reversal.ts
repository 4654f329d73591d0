import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { ok } from "#app/domain/result.ts";
import { parseReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseReversalCommand({ ...Object(body.value), reverses: params.id });
    if (!command.ok) return command;
    const made = await reverseWriteOff(ctx, command.value);
    // How it is being sent is nobody's business.
    return made.ok ? ok({ documentId: made.value.documentId, requested: made.value.requested }) : made;
  });
}
