import { contextOfApi } from "#app/context.server.ts";
import { parseReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door } from "#app/http/respond.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { respondSubmitted } from "./api.write-offs.$id/respond-submitted.ts";
import { withPlace } from "./api.write-offs.$id/with-place.ts";

export const loader = door({
  POST: async ({ request, params }) => {
    const ctx = await contextOfApi(request);
    const body = withPlace(await parseBody(request), { reverses: params.id });
    const command = body.ok ? parseReversalCommand(body.value) : body;
    return respondSubmitted(ctx, command.ok ? await reverseWriteOff(ctx, command.value) : command);
  },
});

export const action = loader;
