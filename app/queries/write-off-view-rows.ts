import type { Tx } from "#app/db/in-shop-transaction.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { Question } from "#app/domain/write-off/question.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { DocumentState, Fate } from "./write-off-view.ts";

export type DocumentRow = {
  id: string;
  number: number;
  kind: string;
  state: DocumentState;
  reversalCause: "mistake" | "found" | null;
  note: string;
  eventDate: string;
  currency: string;
  timeZone: string;
  createdAt: Date;
  settledAt: Date | null;
  submittedBy: string;
  submitter: string;
  approver: string | null;
  approvedAt: Date | null;
  units: number;
  unitsApplied: number;
  valueMinor: string | null;
  answers: Pick<Question, "code" | "facts">[];
  reverses: { id: string; number: number } | null;
  reversals: { id: string; number: number; state: DocumentState }[];
  lines: LineRow[];
  attempts: AttemptRow[];
};

export type LineRow = {
  id: string;
  position: number;
  adjustmentId: string;
  itemId: string;
  variantId: string | null;
  productId: string | null;
  title: string;
  variantTitle: string;
  sku: string;
  imageUrl: string | null;
  locationId: string;
  locationName: string;
  takenFrom: TakenFrom;
  quantity: number;
  reasonId: string;
  reasonLabel: string;
  family: string;
  shrink: boolean;
  disposal: string | null;
  theftClass: string | null;
  salvage: string | null;
  note: string;
  accountRole: string;
  accountName: string | null;
  unitCost: string | null;
  costSource: string | null;
  costCause: string;
  valueMinor: string | null;
  reversesLineId: string | null;
  fate: Fate;
  refusal: Problem | null;
  before: number | null;
  after: number | null;
  acknowledgedAt: string | null;
  reversible: number;
  reversed: number;
};

export type AttemptRow = {
  id: string;
  adjustmentId: string;
  ordinal: number;
  state: "made" | "sent" | "applied" | "refused" | "unknown";
  sends: number;
  madeAt: string;
  firstSentAt: string | null;
  lastSentAt: string | null;
  settledAt: string | null;
  groupId: string | null;
  body: { reference: string; changes: AttemptChange[] };
  resolution: { happened: boolean; changes: number[] | null; note: string; by: string; at: string } | null;
};

export type AttemptChange = { itemId: string; locationId: string; delta: number; changeFrom: number };

/** One statement for one document and all that hangs on it: the door that submits waits for this answer. */
export async function documentRow(tx: Tx, shopId: string, documentId: string): Promise<DocumentRow | null> {
  const rows = await tx.$queryRaw<DocumentRow[]>`
    SELECT d.id, d.number, d.kind, d.state, d.reversal_cause AS "reversalCause", d.note,
      to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", d.currency, d.time_zone AS "timeZone",
      d.created_at AS "createdAt", d.settled_at AS "settledAt", d.submitted_by AS "submittedBy",
      CASE WHEN d.submitted_by LIKE 'link:%' THEN (SELECT q.reporter FROM request q
        WHERE q.shop_id = d.shop_id AND q.id = d.id) ELSE coalesce(p.name, '') END AS submitter,
      (SELECT coalesce(nullif(q.name, ''), q.user_id) FROM person q
        WHERE q.shop_id = d.shop_id AND q.user_id = d.approved_by) AS approver, d.approved_at AS "approvedAt",
      d.units, d.units_applied AS "unitsApplied",
      d.value_minor::text AS "valueMinor", d.answers,
      (SELECT json_build_object('id', o.id, 'number', o.number) FROM document o
        WHERE o.shop_id = d.shop_id AND o.id = d.reverses_id) AS reverses,
      (SELECT coalesce(json_agg(json_build_object('id', r.id, 'number', r.number, 'state', r.state)
          ORDER BY r.number), '[]') FROM document r
        WHERE r.shop_id = d.shop_id AND r.reverses_id = d.id) AS reversals,
      (SELECT coalesce(json_agg(x ORDER BY x.position), '[]') FROM (
        SELECT l.id, l.position, l.adjustment_id AS "adjustmentId", l.item_id AS "itemId",
          l.variant_id AS "variantId", l.product_id AS "productId", l.title,
          l.variant_title AS "variantTitle", l.sku, l.image_url AS "imageUrl",
          l.location_id AS "locationId", l.location_name AS "locationName",
          l.taken_from AS "takenFrom", l.quantity, l.reason_id AS "reasonId",
          l.reason_label AS "reasonLabel", l.family, l.shrink, l.disposal,
          l.theft_class AS "theftClass", l.salvage, l.note, l.debit_role AS "accountRole",
          a.name AS "accountName", l.unit_cost::text AS "unitCost",
          l.cost_source AS "costSource", l.cost_cause AS "costCause", l.value_minor::text AS "valueMinor",
          l.reverses_line_id AS "reversesLineId", l.fate, l.refusal, l.before_quantity AS before,
          l.after_quantity AS after, l.acknowledged_at AS "acknowledgedAt",
          coalesce(least(b.applied - b.reserved - b.reversed,
            CASE WHEN d.kind = 'off' THEN w.applied - w.reserved - w.reversed END), 0) AS reversible,
          coalesce(b.reversed, 0) AS reversed
        FROM document_line l
        LEFT JOIN line_balance b ON b.shop_id = l.shop_id AND b.line_id = l.id
        LEFT JOIN line_balance w ON w.shop_id = l.shop_id AND w.line_id = l.root_line_id
        LEFT JOIN account a ON a.shop_id = l.shop_id AND a.role = l.debit_role
        WHERE l.shop_id = d.shop_id AND l.document_id = d.id) x) AS lines,
      (SELECT coalesce(json_agg(y ORDER BY y."madeAt", y.id), '[]') FROM (
        SELECT t.id, t.adjustment_id AS "adjustmentId", t.ordinal, t.state, t.sends, t.made_at AS "madeAt",
          t.first_sent_at AS "firstSentAt", t.last_sent_at AS "lastSentAt", t.settled_at AS "settledAt",
          t.group_id AS "groupId", t.body,
          CASE WHEN s.attempt_id IS NULL THEN NULL ELSE json_build_object('happened', s.happened,
            'changes', s.changes, 'note', s.note, 'by', coalesce(q.name, ''),
            'at', s.resolved_at) END AS resolution
        FROM adjustment j
        JOIN attempt t ON t.shop_id = j.shop_id AND t.adjustment_id = j.id
        LEFT JOIN attempt_resolution s ON s.shop_id = t.shop_id AND s.attempt_id = t.id
        LEFT JOIN person q ON q.shop_id = s.shop_id AND q.user_id = s.resolved_by
        WHERE j.shop_id = d.shop_id AND j.document_id = d.id) y) AS attempts
    FROM document d
    LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
    WHERE d.shop_id = ${shopId}::uuid AND d.id = ${documentId}::uuid`;
  return rows[0] ?? null;
}
