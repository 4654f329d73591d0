import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseTagDocumentsCommand } from "#app/domain/incident/incident-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { tagDocuments } from "#app/use-cases/incident/tag-documents.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseTagDocumentsCommand(body.value);
    return command.ok ? tagDocuments(ctx, command.value) : command;
  });
}
