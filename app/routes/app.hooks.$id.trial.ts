import type { ActionFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { isUuid } from "#app/domain/ids.ts";
import { refuse } from "#app/domain/result.ts";
import { answerPage } from "#app/http/respond.ts";
import { testHook } from "#app/use-cases/hook/test-hook.ts";

export { answered as clientAction } from "#app/components/answered.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const hookId = params.id ?? "";
    return isUuid(hookId) ? testHook(ctx, { hookId }) : refuse({ code: "bad-id", at: ["id"] });
  });
}
