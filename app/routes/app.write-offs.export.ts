import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseSelectionCommand } from "#app/domain/list/selection-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { grantDocumentsFile } from "#app/use-cases/list/grant-documents-file.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** Answers an address to fetch the file from. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseSelectionCommand(body.value) : body;
    return command.ok ? grantDocumentsFile(ctx, command.value) : command;
  });
}
