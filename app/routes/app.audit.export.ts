import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { parseAuditExport } from "#app/queries/audit-filter.ts";
import { grantAuditExport } from "#app/use-cases/audit/grant-audit-export.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseAuditExport(body.value) : body;
    return command.ok ? grantAuditExport(ctx, command.value) : command;
  });
}
