import { Prisma } from "#app/db/generated/client.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findPricing } from "#app/db/pricing.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { dayIn, daysAfter } from "#app/domain/dates.ts";
import { documentNumberOf, isGid, type ProductId, type VariantId } from "#app/domain/ids.ts";
import type { Allowance } from "#app/domain/pricing/pricing.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import type { DocumentState } from "./write-off-view.ts";

export type ProductBlock = {
  person: { mayWriteOff: boolean; mayRequest: boolean; seesCost: boolean };
  /** Whose history the app shows; null while nothing of it was ever written off. */
  productId: string | null;
  documents: BlockDocument[];
  /** What left in so many days and has not come back. */
  lost: { days: number; units: number; value: WireMoney | null };
  /** Units called unsellable that no document has taken. */
  flagged: number;
  /** What waits for a second person, oldest first. */
  requests: BlockRequest[];
  allowance: Allowance | null;
};

export type BlockDocument = {
  id: string;
  number: string;
  kind: string;
  state: DocumentState;
  eventDate: string;
  /** Of this product; the document may have more. */
  units: number;
  reasonLabel: string;
};

export type BlockRequest = { id: string; by: string; units: number };

const REQUESTS = 3;
const DOCUMENTS = 5;
const DAYS = 30;
/** A product's newest documents are among the newest of its items; few have more lines of one item. */
const LINES_PER_ITEM = 40;

type Query = { of: ProductId | VariantId; seesCost: boolean };

/** All that stands on a product's page, from our own rows alone: one packet, and no word with Shopify. */
export async function productBlock(ctx: ShopContext, { of, seesCost }: Query): Promise<ProductBlock> {
  const { person, shop } = ctx;
  const first = daysAfter(dayIn(shop.timeZone, ctx.clock.now()), 1 - DAYS);
  const items = itemsOf(ctx.shopId, of);
  const [documents, [product], [lost], [flagged], requests, pricing] = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) =>
      Promise.all([
        listDocuments(tx, items),
        productOf(tx, items),
        lostSince(tx, items, { first, currency: shop.currency }),
        flaggedOf(tx, items),
        listWaiting(tx, items),
        findPricing(tx),
      ]),
  );
  return {
    person: {
      mayWriteOff: barOf(person, "write-off") === null,
      mayRequest: barOf(person, "request") === null,
      seesCost,
    },
    productId: documents.length > 0 ? (product?.productId ?? null) : null,
    documents: documents.map((row) => ({ ...row, number: documentNumberOf(row.number) })),
    lost: {
      days: DAYS,
      units: lost?.units ?? 0,
      value: seesCost && lost ? toWireMoney(lost.valueMinor, shop.currency) : null,
    },
    flagged: flagged?.units ?? 0,
    requests,
    allowance: pricing?.limit
      ? { limit: pricing.limit, used: pricing.used, planUrl: ctx.admin.planUrl }
      : null,
  };
}

function itemsOf(shopId: string, of: ProductId | VariantId): Prisma.Sql {
  const named = isGid("Product", of) ? Prisma.sql`m.product_id = ${of}` : Prisma.sql`m.variant_id = ${of}`;
  return Prisma.sql`item AS MATERIALIZED (
    SELECT m.shop_id, m.item_id, m.product_id FROM item_mirror m
     WHERE m.shop_id = ${shopId}::uuid AND ${named})`;
}

function productOf(tx: Tx, items: Prisma.Sql): Promise<{ productId: string | null }[]> {
  return tx.$queryRaw<{ productId: string | null }[]>`
    WITH ${items} SELECT product_id AS "productId" FROM item LIMIT 1`;
}

type DocumentRow = Omit<BlockDocument, "number"> & { number: number };

/** Line ids are made in the order of time; the index that ends with them is read from its end. */
function listDocuments(tx: Tx, items: Prisma.Sql): Promise<DocumentRow[]> {
  return tx.$queryRaw<DocumentRow[]>`
    WITH ${items},
    page AS MATERIALIZED (
      SELECT d.* FROM document d WHERE (d.shop_id, d.id) IN (
        SELECT l.shop_id, l.document_id FROM item i CROSS JOIN LATERAL (
          SELECT x.shop_id, x.document_id FROM document_line x
           WHERE x.shop_id = i.shop_id AND x.item_id = i.item_id
           ORDER BY x.id DESC LIMIT ${LINES_PER_ITEM}) l)
      ORDER BY d.number DESC LIMIT ${DOCUMENTS})
    SELECT d.id, d.number, d.kind, d.state, to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate",
           sum(l.quantity)::int AS units, (array_agg(l.reason_label ORDER BY l.position))[1] AS "reasonLabel"
      FROM page d JOIN document_line l ON l.shop_id = d.shop_id AND l.document_id = d.id
     WHERE l.item_id IN (SELECT item_id FROM item)
     GROUP BY d.id, d.number, d.kind, d.state, d.event_date ORDER BY d.number DESC`;
}

type LostRow = { units: number; valueMinor: string | null };

/** Kept by the day in the statement that settles; what came back is taken off by then. */
function lostSince(
  tx: Tx,
  items: Prisma.Sql,
  { first, currency }: { first: string; currency: string },
): Promise<LostRow[]> {
  return tx.$queryRaw<LostRow[]>`
    WITH ${items}
    SELECT coalesce(sum(t.units), 0)::int AS units, coalesce(sum(t.value_minor), 0)::text AS "valueMinor"
      FROM item i CROSS JOIN generate_series(0, ${DAYS - 1}) AS n
      JOIN item_total t ON t.shop_id = i.shop_id AND t.span = 'day' AND t.day = ${first}::date + n
       AND t.class = 'loss' AND t.currency = ${currency} AND t.item_id = i.item_id`;
}

function flaggedOf(tx: Tx, items: Prisma.Sql): Promise<{ units: number }[]> {
  return tx.$queryRaw<{ units: number }[]>`
    WITH ${items}
    SELECT coalesce(sum(f.quantity), 0)::int AS units FROM item i
      JOIN draft_line f ON f.shop_id = i.shop_id AND f.item_id = i.item_id
     WHERE f.state = 'open' AND NOT EXISTS (SELECT FROM document_line l
       WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')`;
}

/** Few wait at any time, so they are looked through from their side. */
function listWaiting(tx: Tx, items: Prisma.Sql): Promise<BlockRequest[]> {
  return tx.$queryRaw<BlockRequest[]>`
    WITH ${items}
    SELECT r.id, coalesce(nullif(r.reporter, ''), nullif(p.name, ''), r.requester) AS by,
           sum(l.quantity)::int AS units
      FROM request r
      JOIN request_line l ON l.shop_id = r.shop_id AND l.request_id = r.id AND l.revision = r.revision
      LEFT JOIN person p ON p.shop_id = r.shop_id AND p.user_id = r.requester
     WHERE r.state = 'waiting' AND l.item_id IN (SELECT item_id FROM item)
     GROUP BY r.id, r.reporter, r.requester, p.name, r.waiting_since
     ORDER BY r.waiting_since LIMIT ${REQUESTS}`;
}
