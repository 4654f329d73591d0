import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import { parseNameAccountCommand } from "#app/domain/reason/reason-command.ts";
import { ok, refuse } from "#app/domain/result.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { nameAccount } from "#app/use-cases/shop/name-account.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** What one press of the save bar holds. All are understood before the first is named. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const { accounts } = Object(body.value) as { accounts?: unknown };
    if (!Array.isArray(accounts) || accounts.length > ACCOUNT_ROLES.length) {
      return refuse({ code: "bad-field", at: ["accounts"] });
    }
    const commands = accounts.map(parseNameAccountCommand);
    const problems = commands.flatMap((command) => (command.ok ? [] : command.problems));
    if (problems.length > 0) return refuse(...problems);
    for (const command of commands) {
      const named = command.ok ? await nameAccount(ctx, command.value) : command;
      if (!named.ok) return named;
    }
    return ok({ named: commands.length });
  });
}
