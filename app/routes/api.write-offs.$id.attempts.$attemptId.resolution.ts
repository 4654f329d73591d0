import { contextOfApi } from "#app/context.server.ts";
import { parseResolutionCommand } from "#app/domain/write-off/task-commands.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door } from "#app/http/respond.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";
import { respondSubmitted } from "./api.write-offs.$id/respond-submitted.ts";
import { withPlace } from "./api.write-offs.$id/with-place.ts";

export const loader = door({
  POST: async ({ request, params }) => {
    const ctx = await contextOfApi(request);
    const place = { documentId: params.id, attemptId: params.attemptId };
    const body = withPlace(await parseBody(request), place);
    const command = body.ok ? parseResolutionCommand(body.value) : body;
    return respondSubmitted(ctx, command.ok ? await resolveAttempt(ctx, command.value) : command);
  },
});

export const action = loader;
