import type { Result } from "#app/domain/result.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { planReversal } from "#app/domain/write-off/plan-reversal.ts";
import type { ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { gatherReversal } from "./gather-reversal.ts";

export async function previewReversal(
  ctx: ShopContext,
  command: ReversalCommand,
): Promise<Result<WriteOffPlan>> {
  const facts = await gatherReversal(ctx, command);
  return facts.ok ? planReversal(command, facts.value.original, facts.value, ctx.clock.now()) : facts;
}
