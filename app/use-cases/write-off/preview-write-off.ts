import { inShop } from "#app/db/in-shop-transaction.ts";
import type { Result } from "#app/domain/result.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { planWriteOff } from "#app/domain/write-off/plan-write-off.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { gatherFacts, readOurs } from "./gather-facts.ts";
import { rememberStock } from "./gather-stock.ts";

/** The plan a submit would commit, and nothing else. */
export async function previewWriteOff(
  ctx: ShopContext,
  command: WriteOffCommand,
): Promise<Result<WriteOffPlan>> {
  const ours = await inShop(ctx.database, ctx.shopId, (tx) => readOurs(tx, ctx, command));
  const facts = await gatherFacts(ctx, command, ours);
  await rememberStock(ctx, facts.stock.read);
  return planWriteOff(command, facts, ctx.clock.now());
}
