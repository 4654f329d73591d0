import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseApprovalCommand } from "#app/domain/approval/request-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseApprovalCommand({ ...Object(body.value), id: params.id });
    if (!command.ok) return command;
    const approved = await approveRequest(ctx, command.value);
    if (!approved.ok) return approved;
    const { documentId, outside } = approved.value;
    return { ok: true, value: { documentId, outside } };
  });
}
