import type { Act, ApprovalRule, Measure, Span } from "#app/domain/approval/rule.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** Read along with the shop's other settings: shops without rules pay one look at an empty index. */
export const approvalRulesColumn = Prisma.sql`
  (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'act', r.act, 'measure', r.measure, 'span', r.span,
     'most', r.most::text, 'currency', r.currency, 'reasonId', r.reason_id, 'locationId', r.location_id,
     'personId', r.person_id) ORDER BY r.made_at, r.id)
     FROM approval_rule r WHERE r.shop_id = shop.id AND r.ended_at IS NULL) AS "approvalRules"`;

export type ApprovalRuleRow = Omit<ApprovalRule, "most" | "act" | "measure" | "span"> & {
  act: Act;
  measure: Measure;
  span: Span;
  most: string | null;
};

export function toApprovalRules(rows: ApprovalRuleRow[] | null): ApprovalRule[] {
  return (rows ?? []).map((row) => ({ ...row, most: row.most === null ? null : BigInt(row.most) }));
}

/** False when the id is taken already. */
export async function insertApprovalRule(
  tx: Tx,
  shopId: string,
  rule: ApprovalRule & { replaces: string | null; madeBy: string },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO approval_rule (shop_id, id, replaces_id, act, measure, span, most, currency, reason_id,
                               location_id, person_id, made_by)
    VALUES (${shopId}::uuid, ${rule.id}::uuid, ${rule.replaces}::uuid, ${rule.act}, ${rule.measure},
            ${rule.span}, ${rule.most}::bigint, ${rule.currency}, ${rule.reasonId}, ${rule.locationId},
            ${rule.personId}, ${rule.madeBy})
    ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

/** False when there is none that still works. */
export async function markApprovalRuleEnded(
  tx: Tx,
  shopId: string,
  rule: { id: string; endedBy: string },
): Promise<boolean> {
  const ended = await tx.$executeRaw`
    UPDATE approval_rule SET ended_at = clock_timestamp(), ended_by = ${rule.endedBy}
     WHERE shop_id = ${shopId}::uuid AND id = ${rule.id}::uuid AND ended_at IS NULL`;
  return ended === 1;
}
