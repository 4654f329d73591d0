import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseChangeCommand } from "#app/domain/approval/request-command.ts";
import { isUuid } from "#app/domain/ids.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { askUnderIncident } from "#app/use-cases/request/ask-under-incident.ts";
import { changeRequest } from "#app/use-cases/request/change-request.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const incident = new URL(request.url).searchParams.get("incident");
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseChangeCommand(body.value, params.id ?? "");
    if (!command.ok) return command;
    const changed = await changeRequest(ctx, command.value);
    if (!changed.ok || incident === null) return changed;
    const incidentId = isUuid(incident) ? incident : null;
    const placed = await askUnderIncident(ctx, { id: changed.value.id, incidentId });
    return placed.ok ? changed : placed;
  });
}
