import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseMakeTokenCommand } from "#app/domain/feed/token-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { makeFeedToken } from "#app/use-cases/feed/make-feed-token.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseMakeTokenCommand(body.value) : body;
    return command.ok ? makeFeedToken(ctx, command.value) : command;
  });
}
