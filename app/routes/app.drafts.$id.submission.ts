import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseSubmitDraftCommand } from "#app/domain/draft/draft-content.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { submitDraft } from "#app/use-cases/draft/submit-draft.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseSubmitDraftCommand({ ...Object(body.value), id: params.id });
    return command.ok ? submitDraft(ctx, command.value) : command;
  });
}
