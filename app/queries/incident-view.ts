import { inShop } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { valueLeft } from "./value-left.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import { type WriteOffList, writeOffList } from "./write-off-list.ts";

export type IncidentRow = {
  id: string;
  name: string;
  closed: boolean;
  madeAt: string;
  documents: number;
  /** Net of what came back. */
  units: number;
  value: WireMoney | null;
  unvalued: number;
};

export type IncidentView = IncidentRow & { note: string; madeBy: string; list: WriteOffList };

type Sight = { seesCost: boolean };
type Row = Omit<IncidentRow, "madeAt" | "value"> & {
  madeAt: Date;
  valueMinor: bigint;
  note: string;
  madeBy: string;
};

/** One event with its documents; null where there is none of that id. */
export async function incidentView(
  ctx: ShopContext,
  id: string,
  { cursor, seesCost }: Sight & { cursor: string | undefined },
): Promise<IncidentView | null> {
  const [row] = await incidentRows(ctx, [id]);
  if (!row) return null;
  const filter = { incident: id, ...(cursor ? { cursor } : {}) };
  const list = await writeOffList(ctx, { filter, seesCost });
  return { ...toRow(ctx, row, seesCost), note: row.note, madeBy: row.madeBy, list };
}

/** What is open first, the newest first. */
export async function incidentList(ctx: ShopContext, { seesCost }: Sight): Promise<IncidentRow[]> {
  const rows = await incidentRows(ctx, null);
  return rows.map((row) => toRow(ctx, row, seesCost));
}

/** An incident has a bounded number of documents, so their own sums are few. */
function incidentRows({ database, shopId }: ShopContext, ids: string[] | null): Promise<Row[]> {
  return inShop(
    database,
    shopId,
    (tx) => tx.$queryRaw<Row[]>`
    WITH shown AS MATERIALIZED (
      SELECT i.* FROM incident i
       WHERE i.shop_id = ${shopId}::uuid AND (${ids}::uuid[] IS NULL OR i.id = ANY(${ids}::uuid[]))
       ORDER BY i.closed_at IS NOT NULL, i.made_at DESC, i.id DESC LIMIT ${limits.incidentsShown}::int)
    SELECT s.id, s.name, s.note, s.closed_at IS NOT NULL AS closed, s.made_at AS "madeAt",
           coalesce(p.name, '') AS "madeBy", d.documents, d.units, d.value AS "valueMinor", d.unvalued
      FROM shown s
      LEFT JOIN person p ON p.shop_id = s.shop_id AND p.user_id = s.made_by
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS documents,
              coalesce(sum(g.sign * o.units_applied), 0)::int AS units,
              coalesce(sum(g.sign * w.value_minor), 0)::bigint AS value,
              count(*) FILTER (WHERE w.value_minor IS NULL AND o.units_applied > 0)::int AS unvalued
         FROM incident_document t
         JOIN document o ON o.shop_id = t.shop_id AND o.id = t.document_id
         CROSS JOIN LATERAL (SELECT CASE WHEN o.kind IN ('off', 'down') THEN 1 ELSE -1 END AS sign) g
         CROSS JOIN LATERAL (${valueLeft("o")}) w
        WHERE t.shop_id = s.shop_id AND t.incident_id = s.id) d
     ORDER BY s.closed_at IS NOT NULL, s.made_at DESC, s.id DESC`,
  );
}

function toRow(ctx: ShopContext, row: Row, seesCost: boolean): IncidentRow {
  const { id, name, closed, documents, units, unvalued } = row;
  const value = seesCost ? toWireMoney(row.valueMinor, ctx.shop.currency) : null;
  return { id, name, closed, documents, units, unvalued, value, madeAt: row.madeAt.toISOString() };
}
