import type { LoaderFunctionArgs } from "@remix-run/node";
import { contextOfRequest } from "#app/context.server.ts";
import { isUuid } from "#app/domain/ids.ts";
import { ok, refuse } from "#app/domain/result.ts";
import { answerPage } from "#app/http/respond.ts";
import { toHeldView } from "#app/queries/held-view.ts";
import { lookAtDelivery } from "#app/use-cases/book/look-at-delivery.ts";

export { heard as clientLoader } from "#app/components/heard.ts";

/** Asked for by the page once it stands, so that a slow book keeps nobody from the rest of it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return answerPage(async () => {
    const { id = "" } = params;
    if (!isUuid(id)) return refuse({ code: "not-found" });
    const seen = await lookAtDelivery(ctx, { deliveryId: id });
    return seen.ok ? ok(toHeldView(seen.value)) : seen;
  });
}
