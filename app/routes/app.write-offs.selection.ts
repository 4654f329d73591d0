import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { parseSelectionCommand } from "#app/domain/list/selection-command.ts";
import { ok } from "#app/domain/result.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { answerPage } from "#app/http/respond.ts";
import { selection } from "#app/queries/selection.ts";
import { parseWriteOffFilter } from "#app/queries/write-off-filter.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";

export { answered as clientAction } from "#app/components/answered.ts";

/** What is chosen, in numbers, before anything is done with it. */
export async function action({ request }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const body = await parseBody(request);
    const command = body.ok ? parseSelectionCommand(body.value) : body;
    if (!command.ok) return command;
    const sight = { seesCost: await seesCost(ctx, { ask: true }) };
    if ("ids" in command.value) return ok(await selection(ctx, { chosen: command.value, ...sight }));
    const filter = parseWriteOffFilter(new URLSearchParams(command.value.query));
    return filter.ok ? ok(await selection(ctx, { chosen: { filter: filter.value }, ...sight })) : filter;
  });
}
