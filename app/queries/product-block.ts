import { Prisma } from "#app/db/generated/client.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { dayIn, daysAfter } from "#app/domain/dates.ts";
import { documentNumberOf, isGid, type ProductId, type VariantId } from "#app/domain/ids.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import type { DocumentState } from "./write-off-view.ts";

export type ProductBlock = {
  person: { mayWriteOff: boolean; seesCost: boolean };
  documents: BlockDocument[];
  /** What left in so many days and has not come back. */
  lost: { days: number; units: number; value: WireMoney | null };
  /** Units called unsellable that no document has taken. */
  flagged: number;
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

const DOCUMENTS = 5;
const DAYS = 30;
/** The newest documents of a product are among the newest of its items, and few have more lines of one item. */
const LINES_PER_ITEM = 40;

type Query = { of: ProductId | VariantId; seesCost: boolean };

/** All that stands on a product's page, from our own rows alone: one packet, and no word with Shopify. */
export async function productBlock(ctx: ShopContext, { of, seesCost }: Query): Promise<ProductBlock> {
  const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
  const items = itemsOf(ctx.shopId, of);
  const [documents, [lost], [flagged]] = await inShop(ctx.database, ctx.shopId, (tx) =>
    Promise.all([
      listDocuments(tx, items),
      sumLost(tx, items, daysAfter(today, 1 - DAYS)),
      flaggedOf(tx, items),
    ]),
  );
  const value = seesCost && lost ? toWireMoney(lost.valueMinor, ctx.shop.currency) : null;
  return {
    person: { mayWriteOff: ctx.person?.mayWriteOff ?? false, seesCost },
    documents: documents.map((row) => ({ ...row, number: documentNumberOf(row.number) })),
    lost: { days: DAYS, units: lost?.units ?? 0, value },
    flagged: flagged?.units ?? 0,
  };
}

function itemsOf(shopId: string, of: ProductId | VariantId): Prisma.Sql {
  const named = isGid("Product", of) ? Prisma.sql`m.product_id = ${of}` : Prisma.sql`m.variant_id = ${of}`;
  return Prisma.sql`item AS MATERIALIZED (
    SELECT m.shop_id, m.item_id FROM item_mirror m WHERE m.shop_id = ${shopId}::uuid AND ${named})`;
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

/** What left, less what of it came back. */
function sumLost(tx: Tx, items: Prisma.Sql, from: string): Promise<LostRow[]> {
  return tx.$queryRaw<LostRow[]>`
    WITH ${items}
    SELECT coalesce(sum(l.quantity * w.sign), 0)::int AS units,
           coalesce(sum(l.value_minor * w.sign), 0)::text AS "valueMinor"
      FROM item i JOIN document_line l ON l.shop_id = i.shop_id AND l.item_id = i.item_id
      JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
     CROSS JOIN LATERAL (SELECT CASE WHEN d.kind = 'off' THEN 1 ELSE -1 END AS sign) w
     WHERE l.fate = 'applied' AND d.event_date >= ${from}::date
       AND (d.kind = 'off' OR d.kind = 'found' AND d.reverses_id IS NOT NULL)`;
}

function flaggedOf(tx: Tx, items: Prisma.Sql): Promise<{ units: number }[]> {
  return tx.$queryRaw<{ units: number }[]>`
    WITH ${items}
    SELECT coalesce(sum(f.quantity), 0)::int AS units FROM item i
      JOIN draft_line f ON f.shop_id = i.shop_id AND f.item_id = i.item_id
     WHERE f.state = 'open' AND NOT EXISTS (SELECT FROM document_line l
       WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')`;
}
