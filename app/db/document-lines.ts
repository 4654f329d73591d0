import type { ItemId, LocationId } from "#app/domain/ids.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { Fate } from "#app/domain/write-off/kind.ts";
import type { PlannedLine } from "#app/domain/write-off/plan.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type LineToSettle = {
  id: string;
  position: number;
  itemId: ItemId;
  locationId: LocationId;
  takenFrom: TakenFrom;
  quantity: number;
  debitRole: AccountRole;
  valueMinor: bigint | null;
  reversesLineId: string | null;
  rootLineId: string | null;
  fate: Fate;
};

export type NewLine = PlannedLine & { id: string; adjustmentId: string; reversal: boolean };

/** What comes back has the cost of what left, also one that finance gave while the return was planned. */
export async function insertLines(
  tx: Tx,
  shopId: string,
  documentId: string,
  lines: NewLine[],
): Promise<void> {
  const rows = JSON.stringify(lines.map(toRow));
  await tx.$executeRaw`
    INSERT INTO document_line (shop_id, document_id, id, position, adjustment_id, item_id, variant_id,
      product_id, title, variant_title, sku, barcode, image_url, location_id, location_name, taken_from,
      quantity, reason_id, reason_label, family, shrink, disposal, note, debit_role, unit_cost, cost_source,
      cost_cause, cost_at, value_minor, reverses_line_id, root_line_id, theft_class, salvage, draft_line_id)
    SELECT ${shopId}::uuid, ${documentId}::uuid, x.id, x.position, x.adjustment_id, x.item_id, x.variant_id,
      x.product_id, x.title, x.variant_title, x.sku, x.barcode, x.image_url, x.location_id, x.location_name,
      x.taken_from, x.quantity, x.reason_id, x.reason_label, x.family, x.shrink, x.disposal, x.note,
      x.debit_role, coalesce(root.unit_cost, x.unit_cost), coalesce(root.cost_source, x.cost_source),
      coalesce(root.cost_cause, x.cost_cause), coalesce(root.cost_at, x.cost_at), x.value_minor,
      x.reverses_line_id, x.root_line_id, x.theft_class, x.salvage, x.draft_line_id
    FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, position int, adjustment_id uuid, item_id text,
      variant_id text, product_id text, title text, variant_title text, sku text, barcode text,
      image_url text, location_id text, location_name text, taken_from text, quantity int, reason_id text,
      reason_label text, family text, shrink boolean, disposal text, note text, debit_role text,
      unit_cost numeric, cost_source text, cost_cause text, cost_at timestamptz, value_minor bigint,
      reverses_line_id uuid, root_line_id uuid, theft_class text, salvage text, draft_line_id uuid)
    LEFT JOIN document_line root ON root.id = x.root_line_id`;
}

export async function listLinesOfAdjustment(tx: Tx, adjustmentId: string): Promise<LineToSettle[]> {
  return tx.$queryRaw<LineToSettle[]>`
    SELECT id, position, item_id AS "itemId", location_id AS "locationId", taken_from AS "takenFrom",
           quantity, debit_role AS "debitRole", value_minor AS "valueMinor",
           reverses_line_id AS "reversesLineId",
           root_line_id AS "rootLineId", fate
      FROM document_line WHERE adjustment_id = ${adjustmentId}::uuid ORDER BY position`;
}

export type LineToBind = LineToSettle & { title: string; variantTitle: string; locationName: string };

/** What a call can still do for an adjustment, with the names a refusal of it speaks of. */
export async function listLinesToBind(tx: Tx, adjustmentId: string): Promise<LineToBind[]> {
  return tx.$queryRaw<LineToBind[]>`
    SELECT id, position, item_id AS "itemId", location_id AS "locationId", taken_from AS "takenFrom",
           quantity, debit_role AS "debitRole", value_minor AS "valueMinor",
           reverses_line_id AS "reversesLineId",
           root_line_id AS "rootLineId", fate, title, variant_title AS "variantTitle",
           location_name AS "locationName"
      FROM document_line WHERE adjustment_id = ${adjustmentId}::uuid AND fate = 'working' ORDER BY position`;
}

export type SettledLine = {
  id: string;
  fate: Fate;
  before: number | null;
  after: number | null;
  refusal: Problem | null;
  valueMinor: bigint | null;
};

export async function markLinesSettled(tx: Tx, lines: SettledLine[]): Promise<void> {
  const rows = JSON.stringify(
    lines.map((line) => ({
      ...line,
      valueMinor: undefined,
      value_minor: line.valueMinor?.toString() ?? null,
    })),
  );
  await tx.$executeRaw`
    UPDATE document_line l
       SET fate = x.fate, before_quantity = x.before, after_quantity = x.after, refusal = x.refusal,
           value_minor = coalesce(l.value_minor, x.value_minor),
           settled_at = CASE WHEN x.fate IN ('applied', 'refused') THEN clock_timestamp() END
      FROM jsonb_to_recordset(${rows}::jsonb)
        AS x(id uuid, fate text, before int, after int, refusal jsonb, value_minor bigint)
     WHERE l.id = x.id`;
}

/** Half of a split adjustment's lines go on under another one. */
export async function moveLines(tx: Tx, lineIds: string[], adjustmentId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE document_line SET adjustment_id = ${adjustmentId}::uuid WHERE id = ANY(${lineIds}::uuid[])`;
}

export async function markLineAcknowledged(tx: Tx, lineId: string, personId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE document_line SET acknowledged_at = clock_timestamp(), acknowledged_by = ${personId}
     WHERE id = ${lineId}::uuid AND acknowledged_at IS NULL`;
}

/** Gives a cost to lines that had none: the written-off line and every line that gave its units back. */
export async function markLinesCosted(
  tx: Tx,
  lineIds: string[],
  cost: { amount: string; cause: string; personId: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE document_line
       SET unit_cost = ${cost.amount}::numeric, cost_source = 'manual', cost_cause = ${cost.cause},
           cost_at = clock_timestamp(), valued_by = ${cost.personId}
     WHERE id = ANY(${lineIds}::uuid[]) AND unit_cost IS NULL`;
}

/** All of a transaction at once: the totals they move are locked in one order. */
export async function markLineValues(
  tx: Tx,
  values: { lineId: string; valueMinor: bigint }[],
): Promise<void> {
  const rows = JSON.stringify(values.map(({ lineId, valueMinor }) => ({ lineId, value: `${valueMinor}` })));
  await tx.$executeRaw`
    UPDATE document_line l SET value_minor = x.value
      FROM jsonb_to_recordset(${rows}::jsonb) AS x("lineId" uuid, value bigint)
     WHERE l.id = x."lineId" AND l.value_minor IS NULL`;
}

function toRow(line: NewLine) {
  return {
    id: line.id,
    position: line.position,
    adjustment_id: line.adjustmentId,
    item_id: line.itemId,
    variant_id: line.variantId,
    product_id: line.productId,
    title: line.title,
    variant_title: line.variantTitle,
    sku: line.sku,
    barcode: line.barcode,
    image_url: line.imageUrl,
    location_id: line.locationId,
    location_name: line.locationName,
    taken_from: line.takenFrom,
    quantity: line.quantity,
    reason_id: line.reasonId,
    reason_label: line.reasonLabel,
    family: line.family,
    shrink: line.shrink,
    disposal: line.disposal,
    note: line.note,
    debit_role: line.debitRole,
    unit_cost: line.cost?.amount ?? null,
    cost_source: line.cost?.source ?? null,
    cost_cause: line.cost?.cause ?? "",
    cost_at: line.cost?.at.toISOString() ?? null,
    // The value of what comes back depends on what has come back before it: known when it settles.
    value_minor: line.reversal ? null : (line.valueMinor?.toString() ?? null),
    reverses_line_id: line.reverses?.lineId ?? null,
    root_line_id: line.reverses?.rootLineId ?? null,
    theft_class: line.theftClass,
    salvage: line.salvage,
    draft_line_id: line.draftLineId,
  };
}

export type LineAtPosition = {
  id: string;
  quantity: number;
  fate: Fate;
  debitRole: AccountRole;
  unitCost: string | null;
  reversesLineId: string | null;
  acknowledged: boolean;
  location: { id: string; name: string };
};

export async function findLineByPosition(
  tx: Tx,
  documentId: string,
  position: number,
): Promise<LineAtPosition | null> {
  const rows = await tx.$queryRaw<LineAtPosition[]>`
    SELECT id, quantity, fate, debit_role AS "debitRole", unit_cost::text AS "unitCost",
           reverses_line_id AS "reversesLineId", acknowledged_at IS NOT NULL AS acknowledged,
           json_build_object('id', location_id, 'name', location_name) AS location
      FROM document_line WHERE document_id = ${documentId}::uuid AND position = ${position}`;
  return rows[0] ?? null;
}
