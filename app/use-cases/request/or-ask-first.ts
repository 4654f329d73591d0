import type { Result } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Submitted } from "../write-off/commit-plan.ts";
import { type Asked, makeRequest } from "./make-request.ts";
import { NeedsSecond } from "./second-person.ts";

/** Commits, or makes a request of it where the commit found that the day holds too much already. */
export async function orAskFirst(
  ctx: ShopContext,
  asked: Omit<Asked, "reasons">,
  commit: () => Promise<Result<Submitted>>,
): Promise<Result<Submitted>> {
  try {
    return await commit();
  } catch (error) {
    if (!(error instanceof NeedsSecond)) throw error;
    return makeRequest(ctx, { ...asked, reasons: error.reasons });
  }
}
