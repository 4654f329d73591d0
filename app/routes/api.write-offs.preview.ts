import { contextOfApi } from "#app/context.server.ts";
import { openQuestions, problemOfQuestion } from "#app/domain/write-off/question.ts";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { toWireProblem } from "#app/http/problems.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { planView } from "#app/queries/plan-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";

export const loader = door({
  POST: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const body = await parseBody(request);
    const command = body.ok ? parseWriteOffCommand(body.value) : body;
    const plan = command.ok ? await previewWriteOff(ctx, command.value) : command;
    if (!plan.ok) return respondProblems(plan.problems);
    const preview = await planView(ctx, plan.value, await seesCost(ctx, { ask: true }));
    const answered = command.ok ? (command.value.acknowledged ?? []) : [];
    const questions = openQuestions(plan.value.questions, answered).map(problemOfQuestion);
    return respond({ preview, problems: questions.map(toWireProblem) });
  },
});

export const action = loader;
