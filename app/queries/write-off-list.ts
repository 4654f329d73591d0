import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import { fewOf } from "./write-off-few.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";
import { matching } from "./write-off-matching.ts";
import { cursorOf, orderOf, placeOf, sortKeyOf, withoutValue } from "./write-off-order.ts";
import type { DocumentState } from "./write-off-view.ts";

export type WriteOffRow = {
  id: string;
  number: string;
  kind: string;
  state: DocumentState;
  reverses: { id: string; number: string } | null;
  eventDate: string;
  createdAt: string;
  submittedBy: { name: string };
  /** What a list can say of many lines: the first one, and how many more there are. */
  title: string;
  lineCount: number;
  /** What all lines share; null where they differ. */
  locationName: string | null;
  reasonLabel: string | null;
  family: string | null;
  vendor: string | null;
  productType: string | null;
  incident: { id: string; name: string } | null;
  units: number;
  unitsApplied: number;
  value: WireMoney | null;
};

export type WriteOffList = {
  writeOffs: WriteOffRow[];
  next: string | null;
  previous: string | null;
  costHidden: boolean;
};

export type ListQuery = { filter: WriteOffFilter; seesCost: boolean; pageSize?: number };

/**
 * Newest first, unless another order is asked for. A page begins where a document ends, so it stays put while
 * others are written off.
 */
export async function writeOffList(ctx: ShopContext, query: ListQuery): Promise<WriteOffList> {
  const size = query.pageSize ?? limits.pageSize;
  const filter = query.seesCost ? query.filter : withoutValue(query.filter);
  const place = placeOf(filter);
  const rows = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const where = Prisma.sql`${matching(ctx, filter)} ${await fewOf(tx, ctx.shopId, filter)}`;
    return tx.$queryRaw<Row[]>(pageOf(where, filter, size + 1));
  });
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (place?.newer) page.reverse();
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const [first, last] = [page[0], page.at(-1)];
  return {
    writeOffs: page.map((row) => toRow(row, query.seesCost)),
    next: hasOlder && last ? `older-${cursorOf(last)}` : null,
    previous: hasNewer && first ? `newer-${cursorOf(first)}` : null,
    costHidden: !query.seesCost,
  };
}

/** The page is chosen on narrow rows first; only its own documents are dressed with lines and names. */
function pageOf(where: Prisma.Sql, filter: WriteOffFilter, size: number): Prisma.Sql {
  const { from, order } = orderOf(filter);
  return Prisma.sql`
    WITH page AS MATERIALIZED (
      SELECT d.* FROM document d WHERE ${where} ${from} ORDER BY ${order} LIMIT ${size})
    SELECT d.id, d.number, d.kind, d.state, d.currency, d.units, d.units_applied AS "unitsApplied",
      d.value_minor::text AS "valueMinor", d.line_count AS "lineCount", d.created_at AS "createdAt",
      to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", coalesce(p.name, '') AS submitter,
      ${sortKeyOf(filter)} AS "sortKey", i.id AS "incidentId", i.name AS "incidentName",
      o.id AS "reversesId", o.number AS "reversesNumber", l.*
    FROM page d
    LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
    LEFT JOIN document o ON o.shop_id = d.shop_id AND o.id = d.reverses_id
    LEFT JOIN incident_document t ON t.shop_id = d.shop_id AND t.document_id = d.id
    LEFT JOIN incident i ON i.shop_id = d.shop_id AND i.id = t.incident_id
    LEFT JOIN LATERAL (
      SELECT (array_agg(x.title ORDER BY x.position))[1] AS title,
        CASE WHEN count(DISTINCT x.location_id) = 1 THEN min(x.location_name) END AS "locationName",
        CASE WHEN count(DISTINCT x.reason_id) = 1 THEN min(x.reason_label) END AS "reasonLabel",
        CASE WHEN count(DISTINCT x.family) = 1 THEN min(x.family) END AS family,
        CASE WHEN count(DISTINCT x.vendor) = 1 THEN min(x.vendor) END AS vendor,
        CASE WHEN count(DISTINCT x.product_type) = 1 THEN min(x.product_type) END AS "productType"
      FROM document_line x WHERE x.shop_id = d.shop_id AND x.document_id = d.id) l ON true
    ORDER BY ${order}`;
}

type Row = Omit<WriteOffRow, "number" | "reverses" | "submittedBy" | "createdAt" | "value" | "incident"> & {
  number: number;
  sortKey: string;
  currency: string;
  valueMinor: string | null;
  createdAt: Date;
  submitter: string;
  reversesId: string | null;
  reversesNumber: number | null;
  incidentId: string | null;
  incidentName: string | null;
};

function toRow(row: Row, seesCost: boolean): WriteOffRow {
  const { currency, valueMinor, submitter, reversesId, reversesNumber, ...more } = row;
  const { sortKey: _, incidentId, incidentName, ...shown } = more;
  return {
    ...shown,
    number: documentNumberOf(row.number),
    reverses:
      reversesId && reversesNumber ? { id: reversesId, number: documentNumberOf(reversesNumber) } : null,
    createdAt: row.createdAt.toISOString(),
    submittedBy: { name: submitter },
    incident: incidentId && incidentName ? { id: incidentId, name: incidentName } : null,
    value: seesCost ? toWireMoney(valueMinor, currency) : null,
  };
}
