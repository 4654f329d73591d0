import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf, isUuid } from "#app/domain/ids.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireCost, toWireMoney, type WireMoney } from "./wire-money.ts";
import {
  type AttemptChange,
  type AttemptRow,
  type DocumentRow,
  documentRow,
  type LineRow,
} from "./write-off-view-rows.ts";

export type DocumentState = "working" | "done" | "partly-done" | "refused";
export type Fate = "working" | "applied" | "refused" | "unknown";

export type WriteOffView = {
  id: string;
  number: string;
  kind: string;
  state: DocumentState;
  reverses: { id: string; number: string } | null;
  reversals: { id: string; number: string; state: DocumentState }[];
  reversalCause: "mistake" | "found" | null;
  eventDate: string;
  timeZone: string;
  currency: string;
  createdAt: string;
  settledAt: string | null;
  submittedBy: { id: string; name: string };
  /** Who let it happen, where a second person was needed. */
  approvedBy: { name: string; at: string } | null;
  note: string;
  /** What was asked before it happened, and answered. */
  answers: DocumentRow["answers"];
  costHidden: boolean;
  lines: WriteOffLineView[];
  totals: {
    units: number;
    unitsApplied: number;
    unitsReversible: number;
    value: WireMoney | null;
    needsValue: number;
  };
  attempts: AttemptView[];
};

export type WriteOffLineView = {
  position: number;
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
  reasonId: string;
  reasonLabel: string;
  disposal: string | null;
  theftClass: string | null;
  salvage: string | null;
  note: string;
  quantity: number;
  before: number | null;
  after: number | null;
  fate: Fate;
  refusal: Problem | null;
  acknowledged: boolean;
  accountRole: string;
  accountName: string | null;
  unitCost: WireMoney | null;
  costSource: string | null;
  costCause: string;
  value: WireMoney | null;
  needsValue: boolean;
  /** How many of its units can still come back. */
  reversible: number;
  reversed: number;
};

export type AttemptView = {
  id: string;
  state: AttemptRow["state"];
  sends: number;
  madeAt: string;
  firstSentAt: string | null;
  lastSentAt: string | null;
  settledAt: string | null;
  /** Stands in Shopify's own history beside the change, if the change happened. */
  reference: string;
  positions: number[];
  changes: AttemptChange[];
  resolution: AttemptRow["resolution"];
};

export type ViewQuery = { documentId: string; seesCost: boolean };

/** One document as every door shows it; null when this shop has none of that id. */
export async function writeOffView(
  ctx: ShopContext,
  { documentId, seesCost }: ViewQuery,
): Promise<WriteOffView | null> {
  if (!isUuid(documentId)) return null;
  const row = await inShop(ctx.database, ctx.shopId, (tx) => documentRow(tx, ctx.shopId, documentId));
  return row && toView(row, seesCost);
}

export function toView(row: DocumentRow, seesCost: boolean): WriteOffView {
  const lines = row.lines.map((line) => toLine(line, row.currency, seesCost));
  return {
    id: row.id,
    number: documentNumberOf(row.number),
    kind: row.kind,
    state: row.state,
    reverses: row.reverses && { id: row.reverses.id, number: documentNumberOf(row.reverses.number) },
    reversals: row.reversals.map((one) => ({ ...one, number: documentNumberOf(one.number) })),
    reversalCause: row.reversalCause,
    eventDate: row.eventDate,
    timeZone: row.timeZone,
    currency: row.currency,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    submittedBy: { id: row.submittedBy, name: row.submitter },
    approvedBy:
      row.approver && row.approvedAt ? { name: row.approver, at: row.approvedAt.toISOString() } : null,
    note: row.note,
    answers: row.answers.map(({ code, facts }) => ({ code, facts })),
    costHidden: !seesCost,
    lines,
    totals: {
      units: row.units,
      unitsApplied: row.unitsApplied,
      unitsReversible: lines.reduce((units, line) => units + line.reversible, 0),
      value: seesCost ? toWireMoney(row.valueMinor, row.currency) : null,
      needsValue: lines.filter((line) => line.needsValue).length,
    },
    attempts: row.attempts.map((attempt) => toAttempt(attempt, row.lines)),
  };
}

function toLine(row: LineRow, currency: string, seesCost: boolean): WriteOffLineView {
  const { id, adjustmentId, family, shrink, acknowledgedAt, valueMinor, reversesLineId, ...shown } = row;
  return {
    ...shown,
    acknowledged: acknowledgedAt !== null,
    costCause: seesCost ? row.costCause : "",
    unitCost: seesCost ? toWireCost(row.unitCost, currency) : null,
    value: seesCost ? toWireMoney(valueMinor, currency) : null,
    needsValue: row.fate === "applied" && row.unitCost === null && reversesLineId === null,
  };
}

function toAttempt(row: AttemptRow, lines: LineRow[]): AttemptView {
  const { adjustmentId, ordinal, groupId, body, ...shown } = row;
  return {
    ...shown,
    reference: body.reference,
    positions: lines.filter((line) => line.adjustmentId === adjustmentId).map(({ position }) => position),
    changes: body.changes,
  };
}
