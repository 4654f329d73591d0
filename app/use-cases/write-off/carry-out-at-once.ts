import type { ShopContext } from "../shop-context.ts";
import { carryOut } from "./carry-out.ts";
import type { Begun } from "./held.ts";

/**
 * For a person who waits. What is committed stands, and so does its job: whatever goes wrong from here on is
 * the worker's to mend, and nothing to answer as if there were no document.
 */
export async function carryOutAtOnce(
  ctx: ShopContext,
  documentId: string,
  begun: Begun | null = null,
): Promise<void> {
  try {
    await carryOut(ctx, documentId, begun);
  } catch (error) {
    ctx.log.error({ error, documentId }, "A committed document was left to the worker");
  }
}
