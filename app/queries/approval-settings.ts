import { inShop } from "#app/db/in-shop-transaction.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import type { Act, ApprovalRule, Measure, Span } from "#app/domain/approval/rule.ts";
import { amountOf } from "#app/domain/money.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type ApprovalRuleSetting = {
  id: string;
  act: Act;
  measure: Measure;
  span: Span;
  /** As it is typed: an amount, units or percent. */
  most: string | null;
  currency: string | null;
  reasonId: string | null;
  reasonLabel: string | null;
  locationId: string | null;
  locationName: string | null;
  personId: string | null;
  personName: string | null;
};

type Choice = { id: string; name: string };

export type ApprovalSettings = {
  rules: ApprovalRuleSetting[];
  remindAfterHours: number;
  currency: string;
  reasons: Choice[];
  locations: Choice[];
  people: Choice[];
  mayChange: boolean;
};

/** What needs a second person, by name, and what a rule can be about. */
export async function approvalSettings(ctx: ShopContext): Promise<ApprovalSettings> {
  const { shopId } = ctx;
  return inShop(ctx.database, shopId, async (tx) => {
    const [settings, shops, reasons, locations, people] = await Promise.all([
      findPlanningSettings(tx),
      tx.$queryRaw<{ hours: number }[]>`
        SELECT remind_after_hours AS hours FROM shop WHERE id = ${shopId}::uuid`,
      tx.$queryRaw<Choice[]>`
        SELECT id, label AS name FROM reason
         WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL ORDER BY position`,
      tx.$queryRaw<Choice[]>`
        SELECT location_id AS id, name FROM location_mirror
         WHERE shop_id = ${shopId}::uuid ORDER BY lower(name)`,
      tx.$queryRaw<Choice[]>`
        SELECT user_id AS id, name FROM person WHERE shop_id = ${shopId}::uuid ORDER BY lower(name), user_id`,
    ]);
    return {
      rules: settings.approvalRules.map((rule) => toSetting(rule, { reasons, locations, people })),
      remindAfterHours: shops[0]?.hours ?? 24,
      currency: ctx.shop.currency,
      ...{ reasons, locations, people },
      mayChange: ctx.person !== null && isAllowed(ctx.person, "people"),
    };
  });
}

type Choices = Pick<ApprovalSettings, "reasons" | "locations" | "people">;

function toSetting(rule: ApprovalRule, { reasons, locations, people }: Choices): ApprovalRuleSetting {
  const nameIn = (choices: Choice[], id: string | null) =>
    id === null ? null : (choices.find((one) => one.id === id)?.name ?? id);
  const { most, currency } = rule;
  return {
    ...rule,
    most: most === null ? null : currency ? amountOf({ minor: most, currency }) : String(most),
    reasonLabel: nameIn(reasons, rule.reasonId),
    locationName: nameIn(locations, rule.locationId),
    personName: nameIn(people, rule.personId),
  };
}
