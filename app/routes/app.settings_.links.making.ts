import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseMakeLinkCommand } from "#app/domain/approval/link-command.ts";
import { ok } from "#app/domain/result.ts";
import { env } from "#app/env.server.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { makeReportLink } from "#app/use-cases/report/make-report-link.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** The token stands in the query: logs keep the path alone. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseMakeLinkCommand(body.value) : body;
    if (!command.ok) return command;
    const made = await makeReportLink(ctx, command.value);
    return made.ok ? ok({ address: `${env.shopifyAppUrl}/report?link=${made.value.token}` }) : made;
  });
}
