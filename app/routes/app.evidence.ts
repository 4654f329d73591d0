import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseAddEvidence } from "#app/domain/evidence/evidence-command.ts";
import { parseUpload } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { addEvidence } from "#app/use-cases/evidence/add-evidence.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const upload = await parseUpload(request);
    if (!upload.ok) return upload;
    const command = parseAddEvidence(upload.value.fields);
    return command.ok ? addEvidence(ctx, command.value, upload.value.bytes) : command;
  });
}
