import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { ok } from "#app/domain/result.ts";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { planView } from "#app/queries/plan-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    if (!body.ok) return body;
    const command = parseWriteOffCommand(body.value);
    if (!command.ok) return command;
    const plan = await previewWriteOff(ctx, command.value);
    return plan.ok ? ok(await planView(ctx, plan.value, await seesCost(ctx, { ask: true }))) : plan;
  });
}
