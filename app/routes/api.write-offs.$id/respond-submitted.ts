import type { RequestState } from "#app/domain/approval/request.ts";
import { invariant } from "#app/domain/invariant.ts";
import type { Result } from "#app/domain/result.ts";
import { respond, respondProblems } from "#app/http/respond.ts";
import { type WriteOffView, writeOffView } from "#app/queries/write-off-view.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

/** 201 for what is new, 200 for the same again, 202 while its effect is not known yet or somebody decides. */
export async function respondSubmitted(
  ctx: ShopContext,
  result: Result<{ documentId: string; first?: boolean; requested?: RequestState | null }>,
): Promise<Response> {
  if (!result.ok) return respondProblems(result.problems);
  const { documentId, requested } = result.value;
  if (requested) return respond({ outcome: "requested", request: { id: documentId, state: requested } }, 202);
  // Nobody is asked about cost here: one line costs Shopify one read and one write.
  const sight = await seesCost(ctx, { ask: false });
  const writeOff = await writeOffView(ctx, { documentId, seesCost: sight });
  invariant(writeOff, "a document that was submitted can be seen");
  const status = writeOff.state === "working" ? 202 : result.value.first ? 201 : 200;
  return respondView(writeOff, status);
}

export function respondView(writeOff: WriteOffView, status = 200): Response {
  return respond({ writeOff }, status);
}
