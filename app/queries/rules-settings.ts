import { inShop } from "#app/db/in-shop-transaction.ts";
import { findQuestionSettings } from "#app/db/recent-lines.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import type { StockPolicy } from "#app/domain/write-off/stock.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type RuleSetting = {
  reasonId: string;
  reasonLabel: string;
  locationId: string;
  locationName: string;
  role: string;
};

export type RulesSettings = {
  policy: StockPolicy;
  threshold: WireMoney | null;
  currency: string;
  questions: { doubledWithinHours: number; salvageFrom: WireMoney | null };
  rules: RuleSetting[];
};

/** What the shop has laid down for every document to come. The threshold is an amount of cost. */
export async function rulesSettings(ctx: ShopContext, how: { seesCost: boolean }): Promise<RulesSettings> {
  const { currency } = ctx.shop;
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const { policy, materialThresholdMinor } = await findPlanningSettings(tx);
    const rules = await tx.$queryRaw<RuleSetting[]>`
      SELECT a.reason_id AS "reasonId", coalesce(r.label, a.reason_id) AS "reasonLabel",
        a.location_id AS "locationId", coalesce(l.name, a.location_id) AS "locationName", a.role
      FROM account_rule a
      LEFT JOIN reason r ON r.shop_id = a.shop_id AND r.id = a.reason_id
      LEFT JOIN location_mirror l ON l.shop_id = a.shop_id AND l.location_id = a.location_id
      WHERE a.shop_id = ${ctx.shopId}::uuid
      ORDER BY r.position, a.reason_id, l.name, a.location_id`;
    const { doubledWithinHours, salvageFromMinor } = await findQuestionSettings(tx);
    const questions = { doubledWithinHours, salvageFrom: toWireMoney(salvageFromMinor, currency) };
    const threshold = how.seesCost ? toWireMoney(materialThresholdMinor, currency) : null;
    return { policy, threshold, currency, questions, rules };
  });
}
