import { contextOfApi } from "#app/context.server.ts";
import { parseFlagCommand } from "#app/domain/draft/flag-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { flagUnsellable } from "#app/use-cases/draft/flag-unsellable.ts";

/** Puts goods on the list of their location; the answer says how many of them stand there now. */
export const loader = door({
  POST: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const body = await parseBody(request);
    const command = body.ok ? parseFlagCommand(body.value) : body;
    const flagged = command.ok ? await flagUnsellable(ctx, command.value) : command;
    if (!flagged.ok) return respondProblems(flagged.problems);
    const { draftLineId, quantity, first } = flagged.value;
    return respond({ flag: { draftLineId, quantity } }, first ? 201 : 200);
  },
});

export const action = loader;
