import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseBareCommand } from "#app/domain/book/connection-command.ts";
import { isUuid } from "#app/domain/ids.ts";
import { refuse } from "#app/domain/result.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { disconnectBook } from "#app/use-cases/book/disconnect-book.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const bookId = params.id ?? "";
    if (!isUuid(bookId)) return refuse({ code: "bad-id", at: ["id"] });
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseBareCommand(body.value);
    return command.ok ? disconnectBook(ctx, { bookId }) : command;
  });
}
