import { contextOfApi } from "#app/context.server.ts";
import { parseReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { planView } from "#app/queries/plan-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { previewReversal } from "#app/use-cases/write-off/preview-reversal.ts";
import { withPlace } from "./api.write-offs.$id/with-place.ts";

export const loader = door({
  POST: async ({ request, params }) => {
    const ctx = await contextOfApi(request);
    const body = withPlace(await parseBody(request), { reverses: params.id });
    const command = body.ok ? parseReversalCommand(body.value) : body;
    const plan = command.ok ? await previewReversal(ctx, command.value) : command;
    if (!plan.ok) return respondProblems(plan.problems);
    const preview = await planView(ctx, plan.value, await seesCost(ctx, { ask: true }));
    return respond({ preview, problems: [] });
  },
});

export const action = loader;
