import { contextOfApi } from "#app/context.server.ts";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { parseWriteOffFilter } from "#app/queries/write-off-filter.ts";
import { writeOffList } from "#app/queries/write-off-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { respondSubmitted } from "./api.write-offs.$id/respond-submitted.ts";

export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const filter = parseWriteOffFilter(new URL(request.url).searchParams);
    if (!filter.ok) return respondProblems(filter.problems);
    return respond(
      await writeOffList(ctx, { filter: filter.value, seesCost: await seesCost(ctx, { ask: true }) }),
    );
  },
  POST: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const body = await parseBody(request);
    const command = body.ok ? parseWriteOffCommand(body.value) : body;
    return respondSubmitted(ctx, command.ok ? await submitWriteOff(ctx, command.value) : command);
  },
});

export const action = loader;
