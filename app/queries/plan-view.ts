import { inShop } from "#app/db/in-shop-transaction.ts";
import type { FrozenCost, PlannedLine, WriteOffPlan } from "#app/domain/write-off/plan.ts";
import type { Question } from "#app/domain/write-off/question.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireCost, toWireMoney, type WireMoney } from "./wire-money.ts";

/** What would happen, for a person to read before they confirm. */
export type PlanView = {
  eventDate: string;
  accountingDate: string;
  costHidden: boolean;
  lines: PlanLineView[];
  totals: { units: number; value: WireMoney | null; needsValue: number };
  /** What a person is asked before it happens. */
  questions: Question[];
};

export type PlanLineView = {
  position: number;
  itemId: string;
  title: string;
  variantTitle: string;
  sku: string;
  locationId: string;
  locationName: string;
  takenFrom: TakenFrom;
  reasonId: string;
  reasonLabel: string;
  disposal: string | null;
  quantity: number;
  before: number;
  after: number;
  unitCost: WireMoney | null;
  costSource: FrozenCost["source"] | null;
  value: WireMoney | null;
  needsValue: boolean;
  accountRole: string;
  accountName: string;
};

export async function planView(ctx: ShopContext, plan: WriteOffPlan, seesCost: boolean): Promise<PlanView> {
  const accounts = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<{ role: string; name: string }[]>`
      SELECT role, name FROM account WHERE shop_id = ${ctx.shopId}::uuid`,
  );
  const names = new Map(accounts.map(({ role, name }) => [role, name]));
  return {
    eventDate: plan.eventDate,
    accountingDate: plan.accountingDate,
    costHidden: !seesCost,
    lines: plan.lines.map((line) => ({
      ...toLine(line, plan, seesCost),
      accountName: names.get(line.debitRole) ?? line.debitRole,
    })),
    totals: {
      units: plan.units,
      value: seesCost ? toWireMoney(plan.valueMinor, plan.currency) : null,
      needsValue: plan.needsValue,
    },
    questions: plan.questions,
  };
}

function toLine(
  line: PlannedLine,
  { currency }: WriteOffPlan,
  seesCost: boolean,
): Omit<PlanLineView, "accountName"> {
  return {
    position: line.position,
    itemId: line.itemId,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    locationId: line.locationId,
    locationName: line.locationName,
    takenFrom: line.takenFrom,
    reasonId: line.reasonId,
    reasonLabel: line.reasonLabel,
    disposal: line.disposal,
    quantity: line.quantity,
    before: line.before,
    after: line.after,
    unitCost: seesCost ? toWireCost(line.cost?.amount ?? null, currency) : null,
    costSource: line.cost?.source ?? null,
    value: seesCost ? toWireMoney(line.valueMinor, currency) : null,
    // What comes back gets its value from what left; nobody is asked for it twice.
    needsValue: line.valueMinor === null && line.reverses === null,
    accountRole: line.debitRole,
  };
}
