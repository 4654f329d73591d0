import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseMapAccountsCommand } from "#app/domain/book/mapping-command.ts";
import { isUuid } from "#app/domain/ids.ts";
import { refuse } from "#app/domain/result.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const bookId = params.id ?? "";
    if (!isUuid(bookId)) return refuse({ code: "bad-id", at: ["id"] });
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseMapAccountsCommand(body.value);
    return command.ok ? mapAccounts(ctx, { bookId, ...command.value }) : command;
  });
}
