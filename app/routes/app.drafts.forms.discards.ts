import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseDiscardDraftCommand } from "#app/domain/draft/draft-content.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { discardDraft } from "#app/use-cases/draft/discard-draft.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseDiscardDraftCommand(body.value);
    return command.ok ? discardDraft(ctx, command.value) : command;
  });
}
