import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseSignInCommand } from "#app/domain/book/connection-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { beginSignIn } from "#app/use-cases/book/sign-in.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseSignInCommand(body.value) : body;
    return command.ok ? beginSignIn(ctx, command.value.kind) : command;
  });
}
