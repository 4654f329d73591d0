import { inShop } from "#app/db/in-shop-transaction.ts";
import { findOriginal } from "#app/db/originals.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import type { ApprovalRule } from "#app/domain/approval/rule.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { Original } from "#app/domain/write-off/original.ts";
import { leftOfLine } from "#app/domain/write-off/original.ts";
import type { ReversalFacts } from "#app/domain/write-off/plan-reversal.ts";
import type { ReversalCommand } from "#app/domain/write-off/reversal-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { type GatheredStock, gatherStock } from "./gather-stock.ts";

type Gathered = ReversalFacts & {
  original: Original;
  stock: GatheredStock;
  approvalRules: ApprovalRule[];
};

export async function gatherReversal(ctx: ShopContext, command: ReversalCommand): Promise<Result<Gathered>> {
  const known = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const original = await findOriginal(tx, command.reverses);
    return original && { original, ...(await findPlanningSettings(tx)) };
  });
  if (!known) return refuse({ code: "not-found", at: ["reverses"] });
  const named = new Set(command.lines?.map((line) => line.position));
  const { kind, lines } = known.original;
  const places = lines.filter((line) =>
    command.lines ? named.has(line.position) : leftOfLine(line, kind) > 0,
  );
  const nothing = { items: [], locations: [], levels: [], vendorClock: null, read: null };
  const stock = places.length > 0 ? await gatherStock(ctx, places, "person") : nothing;
  return ok({ ...known, stock });
}
