import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseMakeIncidentCommand } from "#app/domain/incident/incident-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { makeIncident } from "#app/use-cases/incident/make-incident.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseMakeIncidentCommand(body.value);
    return command.ok ? makeIncident(ctx, command.value) : command;
  });
}
