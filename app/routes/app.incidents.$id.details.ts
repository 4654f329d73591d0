import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseChangeIncidentCommand } from "#app/domain/incident/incident-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { changeIncident } from "#app/use-cases/incident/change-incident.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseChangeIncidentCommand({ ...Object(body.value), id: params.id });
    return command.ok ? changeIncident(ctx, command.value) : command;
  });
}
