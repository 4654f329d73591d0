import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseGiveRoleCommand } from "#app/domain/approval/role-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { giveRole } from "#app/use-cases/people/give-role.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseGiveRoleCommand({ ...Object(body.value), userId: params.id });
    return command.ok ? giveRole(ctx, command.value) : command;
  });
}
