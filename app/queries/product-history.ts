import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf, isUuid, type ProductId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import type { DocumentState, Fate } from "./write-off-view.ts";

export type ProductVariantTotals = {
  itemId: string;
  variantTitle: string;
  sku: string;
  /** Written off, and of it brought back. */
  off: number;
  back: number;
  value: WireMoney | null;
};

export type ProductHistoryLine = {
  id: string;
  document: { id: string; number: string; state: DocumentState; eventDate: string };
  kind: string;
  fate: Fate;
  variantTitle: string;
  locationName: string;
  takenFrom: TakenFrom;
  reasonLabel: string;
  quantity: number;
  after: number | null;
  by: string;
  value: WireMoney | null;
};

export type ProductHistory = {
  productId: ProductId;
  title: string;
  imageUrl: string | null;
  variants: ProductVariantTotals[];
  lines: ProductHistoryLine[];
  next: string | null;
  previous: string | null;
  costHidden: boolean;
  timeZone: string;
};

type Head = { title: string; imageUrl: string | null };
type TotalRow = Omit<ProductVariantTotals, "value"> & { valueMinor: string };
type LineRow = Omit<ProductHistoryLine, "document" | "value"> & {
  documentId: string;
  documentNumber: number;
  state: DocumentState;
  eventDate: string;
  currency: string;
  valueMinor: string | null;
};

type Wanted = { productId: ProductId; cursor: string; seesCost: boolean };

/** What was ever written off and undone of one product, deleted ones too; null when it is none of ours. */
export async function productHistory(ctx: ShopContext, wanted: Wanted): Promise<ProductHistory | null> {
  const { shop, shopId } = ctx;
  const [heads, totals, rows] = await inShop(ctx.database, shopId, (tx) =>
    Promise.all([
      tx.$queryRaw<Head[]>`
        SELECT title, image_url AS "imageUrl" FROM item_mirror
         WHERE shop_id = ${shopId}::uuid AND product_id = ${wanted.productId}
         ORDER BY deleted_at NULLS FIRST, item_id LIMIT 1`,
      tx.$queryRaw<TotalRow[]>(totalsOf(shopId, wanted.productId, shop.currency)),
      tx.$queryRaw<LineRow[]>(linesOf(shopId, wanted)),
    ]),
  );
  const [head] = heads;
  if (!head) return null;
  const isNewer = wanted.cursor.startsWith("newer~");
  const page = rows.slice(0, limits.pageSize);
  if (isNewer) page.reverse();
  const more = rows.length > limits.pageSize;
  const isFirst = placeOf(wanted.cursor) === null;
  const hasOlder = isNewer ? page.length > 0 : more;
  const hasNewer = isNewer ? more : !isFirst && page.length > 0;
  return {
    productId: wanted.productId,
    ...head,
    variants: totals.map(({ valueMinor, ...one }) => ({
      ...one,
      value: wanted.seesCost ? toWireMoney(valueMinor, shop.currency) : null,
    })),
    lines: page.map((row) => toLine(row, wanted.seesCost)),
    next: hasOlder ? `older~${page.at(-1)?.id}` : null,
    previous: hasNewer ? `newer~${page[0]?.id}` : null,
    costHidden: !wanted.seesCost,
    timeZone: shop.timeZone,
  };
}

/** From the totals that settling keeps, never by summing lines. */
function totalsOf(shopId: string, productId: ProductId, currency: string): Prisma.Sql {
  return Prisma.sql`
    SELECT i.item_id AS "itemId", i.variant_title AS "variantTitle", i.sku,
           sum(t.units + t.units_back)::int AS off, sum(t.units_back)::int AS back,
           sum(t.value_minor)::text AS "valueMinor"
      FROM item_mirror i
      JOIN item_total t ON t.shop_id = i.shop_id AND t.item_id = i.item_id AND t.span = 'year'
       AND t.class <> 'worth' AND t.currency = ${currency}
     WHERE i.shop_id = ${shopId}::uuid AND i.product_id = ${productId}
     GROUP BY i.item_id, i.variant_title, i.sku ORDER BY off DESC, i.variant_title, i.item_id`;
}

/** Line ids are made in the order of time: each item's index is read from its end. */
function linesOf(shopId: string, { productId, cursor }: Wanted): Prisma.Sql {
  const place = placeOf(cursor);
  const isNewer = cursor.startsWith("newer~");
  const order = isNewer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = isNewer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place ? Prisma.sql`AND x.id ${beyond} ${place}::uuid` : Prisma.empty;
  const most = limits.pageSize + 1;
  return Prisma.sql`
    WITH item AS MATERIALIZED (
      SELECT shop_id, item_id FROM item_mirror
       WHERE shop_id = ${shopId}::uuid AND product_id = ${productId}),
    page AS MATERIALIZED (
      SELECT l.* FROM item i CROSS JOIN LATERAL (
        SELECT x.* FROM document_line x WHERE x.shop_id = i.shop_id AND x.item_id = i.item_id ${from}
         ORDER BY x.id ${order} LIMIT ${most}::int) l
       ORDER BY l.id ${order} LIMIT ${most}::int)
    SELECT l.id, l.document_id AS "documentId", d.number AS "documentNumber", d.state, d.kind,
           to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", d.currency, l.fate,
           l.variant_title AS "variantTitle", l.location_name AS "locationName",
           l.taken_from AS "takenFrom",
           l.reason_label AS "reasonLabel", l.quantity, l.after_quantity AS after,
           coalesce(p.name, '') AS by, l.value_minor::text AS "valueMinor"
      FROM page l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
      LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
     ORDER BY l.id ${order}`;
}

/** A cursor nobody gave out begins at the start. */
function placeOf(cursor: string): string | null {
  const id = cursor.split("~")[1] ?? "";
  return isUuid(id) ? id : null;
}

function toLine(row: LineRow, seesCost: boolean): ProductHistoryLine {
  const { documentId, documentNumber, state, eventDate, currency, valueMinor, ...line } = row;
  return {
    ...line,
    document: { id: documentId, number: documentNumberOf(documentNumber), state, eventDate },
    value: seesCost ? toWireMoney(valueMinor, currency) : null,
  };
}
