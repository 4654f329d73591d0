import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseChoiceCommand } from "#app/domain/book/connection-command.ts";
import { isUuid } from "#app/domain/ids.ts";
import { refuse } from "#app/domain/result.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { connectBook } from "#app/use-cases/book/connect-book.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const signInId = params.signInId ?? "";
    if (!isUuid(signInId)) return refuse({ code: "bad-id", at: ["signInId"] });
    const body = await parseBody(request);
    const command = body.ok ? parseChoiceCommand(body.value) : body;
    return command.ok ? connectBook(ctx, { signInId, ...command.value }) : command;
  });
}
