import type { Role } from "#app/domain/approval/role.ts";
import type { ApprovalRule } from "#app/domain/approval/rule.ts";
import { type Day, dayOfDate } from "#app/domain/dates.ts";
import type { StockPolicy } from "#app/domain/write-off/stock.ts";
import { type ApprovalRuleRow, approvalRulesColumn, toApprovalRules } from "./approval-rules.ts";
import type { Tx } from "./in-shop-transaction.ts";
import { countedColumns, type KeptPricing } from "./pricing.ts";

export type PlanningSettings = {
  policy: StockPolicy;
  materialThresholdMinor: bigint | null;
  closedThrough: Day | null;
  counted: Counted;
  approvalRules: ApprovalRule[];
};

/** What the plan counts; read along with the rest, or a write-off would cost another question. */
type Counted = Pick<KeptPricing, "limit" | "used" | "askedMsAgo">;

type Row = Counted & {
  refuseBelowZero: boolean;
  refuseBelowCommitted: boolean;
  materialThresholdMinor: bigint | null;
  closedThrough: Date | null;
  approvalRules: ApprovalRuleRow[] | null;
};

export async function findPlanningSettings(tx: Tx): Promise<PlanningSettings> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT refuse_below_zero AS "refuseBelowZero", refuse_below_committed AS "refuseBelowCommitted",
           material_threshold_minor AS "materialThresholdMinor", closed_through AS "closedThrough",
           ${countedColumns}, ${approvalRulesColumn} FROM shop`;
  const row = rows[0];
  return {
    policy: {
      refuseBelowZero: row?.refuseBelowZero ?? true,
      refuseBelowCommitted: row?.refuseBelowCommitted ?? true,
    },
    materialThresholdMinor: row?.materialThresholdMinor ?? null,
    closedThrough: row?.closedThrough ? dayOfDate(row.closedThrough) : null,
    approvalRules: toApprovalRules(row?.approvalRules ?? null),
    counted: { limit: row?.limit ?? null, used: row?.used ?? 0, askedMsAgo: row?.askedMsAgo ?? null },
  };
}

/** Held until the entry is in: nobody can close through a day while something is being booked on it. */
export async function lockClosedThrough(tx: Tx): Promise<Day | null> {
  const rows = await tx.$queryRaw<{ date: Date | null }[]>`SELECT closed_through AS date FROM shop FOR SHARE`;
  return rows[0]?.date ? dayOfDate(rows[0].date) : null;
}

/** Who changes what the shop has laid down does so one after another. */
export async function lockSettings(tx: Tx): Promise<PlanningSettings> {
  await tx.$queryRaw`SELECT FROM shop FOR NO KEY UPDATE`;
  return findPlanningSettings(tx);
}

export async function markStockPolicy(tx: Tx, policy: StockPolicy): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET refuse_below_zero = ${policy.refuseBelowZero},
           refuse_below_committed = ${policy.refuseBelowCommitted}`;
}

export async function markThreshold(tx: Tx, minor: bigint | null): Promise<void> {
  await tx.$executeRaw`UPDATE shop SET material_threshold_minor = ${minor}::bigint`;
}

/** The role of everybody who was given none; null: as Shopify lets them. */
export async function markRoleOfOthers(tx: Tx, role: Role | null): Promise<void> {
  await tx.$executeRaw`UPDATE shop SET role_of_others = ${role}`;
}

export async function markRemindAfter(tx: Tx, hours: number): Promise<void> {
  await tx.$executeRaw`UPDATE shop SET remind_after_hours = ${hours}`;
}
