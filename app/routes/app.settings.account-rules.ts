import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseSetAccountRuleCommand } from "#app/domain/journal/rules-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { setAccountRule } from "#app/use-cases/journal/set-account-rule.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseSetAccountRuleCommand(body.value);
    return command.ok ? setAccountRule(ctx, command.value) : command;
  });
}
