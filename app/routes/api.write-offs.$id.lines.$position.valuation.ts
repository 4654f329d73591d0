import { contextOfApi } from "#app/context.server.ts";
import { parseValuationCommand } from "#app/domain/write-off/task-commands.ts";
import { parseBody } from "#app/http/parse-body.ts";
import { door } from "#app/http/respond.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { positionOf } from "./api.write-offs.$id/position-of.ts";
import { respondSubmitted } from "./api.write-offs.$id/respond-submitted.ts";
import { withPlace } from "./api.write-offs.$id/with-place.ts";

export const loader = door({
  POST: async ({ request, params }) => {
    const ctx = await contextOfApi(request);
    const place = { documentId: params.id, position: positionOf(params.position) };
    const body = withPlace(await parseBody(request), place);
    const command = body.ok ? parseValuationCommand(body.value) : body;
    return respondSubmitted(ctx, command.ok ? await valueLine(ctx, command.value) : command);
  },
});

export const action = loader;
