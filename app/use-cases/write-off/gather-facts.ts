import { hasEvidence } from "#app/db/evidence.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findLastKnownCosts } from "#app/db/mirrors.ts";
import { listAccountRules, listReasons } from "#app/db/reasons.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { findWatched } from "#app/db/signals.ts";
import { isZeroAmount } from "#app/domain/money.ts";
import type { WriteOffFacts } from "#app/domain/write-off/plan-write-off.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import { allowanceOf, type Counted } from "../pricing/allowance.ts";
import type { LaidDown } from "../request/second-person.ts";
import { seesCost } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { type GatheredStock, gatherStock, rememberStock } from "./gather-stock.ts";
import { readRecent } from "./read-recent.ts";

type Ours = Pick<
  WriteOffFacts,
  "reasons" | "rules" | "policy" | "materialThresholdMinor" | "closedThrough" | "recent" | "hasEvidence"
> & { counted: Counted } & LaidDown;

/**
 * What the shop itself has laid down, what a person is to be asked about, and whether there is a photo.
 * `whose` past is looked at where that is not the person's who is there.
 */
export async function readOurs(
  tx: Tx,
  ctx: ShopContext,
  command: WriteOffCommand,
  whose = ctx.person?.userId ?? "",
): Promise<Ours> {
  const [reasons, rules, settings, recent, hasPhoto, watched] = await Promise.all([
    listReasons(tx),
    listAccountRules(tx),
    findPlanningSettings(tx),
    readRecent(tx, ctx, command),
    hasEvidence(tx, command.id),
    findWatched(tx, {
      personId: whose,
      itemIds: [...new Set(command.lines.map((line) => line.itemId))],
      locationIds: [...new Set(command.lines.map((line) => line.locationId))],
    }),
  ]);
  return { reasons, rules, recent, ...settings, hasEvidence: hasPhoto, watched };
}

/** Everything a plan needs: what the shop has laid down, and one read of Shopify. */
export async function gatherFacts(
  ctx: ShopContext,
  command: WriteOffCommand,
  ours: Ours,
): Promise<WriteOffFacts & { stock: GatheredStock }> {
  const lines = command.lines.map(({ from, ...line }) => ({ ...line, takenFrom: from }));
  const stock = await gatherStock(ctx, lines, "person");
  const costless = stock.items.filter(({ unitCost }) => !unitCost || isZeroAmount(unitCost.amount));
  const itemIds = costless.map((item) => item.itemId);
  const lastKnownCosts: WriteOffFacts["lastKnownCosts"] =
    itemIds.length > 0
      ? await inShop(ctx.database, ctx.shopId, (tx) => findLastKnownCosts(tx, itemIds))
      : new Map();
  const { currency, timeZone } = ctx.shop;
  const states = command.lines.some((line) => line.unitCost || line.accountRole);
  const seesCosts = states && (await mayState(ctx, stock));
  const allowance = await allowanceOf(ctx, ours.counted);
  return { ...ours, allowance, stock, lastKnownCosts, seesCost: seesCosts, currency, timeZone };
}

/** What was just read is kept first: about the costs in it Shopify can be asked. */
async function mayState(ctx: ShopContext, stock: GatheredStock): Promise<boolean> {
  await rememberStock(ctx, stock.read);
  return seesCost(ctx, { ask: true });
}
