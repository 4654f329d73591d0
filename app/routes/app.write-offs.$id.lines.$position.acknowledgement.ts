import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseAcknowledgeCommand } from "#app/domain/write-off/task-commands.ts";
import { answerPage } from "#app/http/respond.ts";
import { acknowledgeRefusal } from "#app/use-cases/write-off/acknowledge-refusal.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const command = parseAcknowledgeCommand({ documentId: params.id, position: Number(params.position) });
    return command.ok ? acknowledgeRefusal(ctx, command.value) : command;
  });
}
