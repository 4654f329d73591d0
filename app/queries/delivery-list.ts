import { findBook } from "#app/db/books.ts";
import { Prisma } from "#app/db/generated/client.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import type { BookState, Cadence } from "#app/domain/book/book.ts";
import type { DeliveryScope, DeliveryState, Drift, Trouble } from "#app/domain/book/delivery.ts";
import { documentNumberOf, isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { DeliveryFilter } from "./delivery-filter.ts";

export type DeliveryList = {
  book: {
    id: string;
    vendor: string;
    organisationName: string;
    state: BookState;
    isPaused: boolean;
    cadence: Cadence;
  };
  flow: Flow;
  deliveries: DeliveryRowView[];
  next: string | null;
  previous: string | null;
  timeZone: string;
};

/** How much waits, since when, and how fast the book takes it. */
export type Flow = {
  /** Entries that are in no delivery yet: their day or month goes on. */
  gathering: number;
  waiting: number;
  waitingSince: string | null;
  /** Confirmed within the last hour. */
  perHour: number;
  troubled: number;
  drifted: number;
};

export type DeliveryRowView = {
  id: string;
  reference: string;
  scope: DeliveryScope;
  state: DeliveryState;
  trouble: Trouble | null;
  drift: Drift | null;
  accountingDate: string;
  remoteDate: string | null;
  entryCount: number;
  /** The first of its documents. */
  document: string | null;
  address: string | null;
};

/** The deliveries of one book, the last number first; null when there is no such book. */
export async function deliveryList(
  ctx: ShopContext,
  query: { bookId: string; filter: DeliveryFilter; pageSize?: number },
): Promise<DeliveryList | null> {
  const { bookId, filter, pageSize: size = limits.pageSize } = query;
  if (!isUuid(bookId)) return null;
  const place = placeOf(filter.cursor);
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const book = await findBook(tx, bookId);
    if (!book) return null;
    const rows = await pageOf(tx, matching(ctx.shopId, bookId, filter), place, size + 1);
    const page = rows.slice(0, size);
    const more = rows.length > size;
    if (place?.newer) page.reverse();
    const hasNewer = place?.newer ? more : place !== null && page.length > 0;
    const hasOlder = place?.newer ? page.length > 0 : more;
    const [first, last] = [page[0], page.at(-1)];
    return {
      book: {
        id: book.id,
        vendor: ctx.books.offered.find(({ kind }) => kind === book.kind)?.name ?? book.kind,
        organisationName: book.organisationName,
        state: book.state,
        isPaused: book.pausedAt !== null,
        cadence: book.cadence,
      },
      flow: await flowOf(tx, ctx.shopId, bookId),
      deliveries: page.map(({ number, ...row }) => ({
        ...row,
        document: number === null ? null : documentNumberOf(number),
      })),
      next: hasOlder && last ? `older-${last.reference}` : null,
      previous: hasNewer && first ? `newer-${first.reference}` : null,
      timeZone: ctx.shop.timeZone,
    };
  });
}

type Place = { newer: boolean; reference: string };

function placeOf(cursor = ""): Place | null {
  const [side, reference = ""] = cursor.split("-");
  return reference ? { newer: side === "newer", reference } : null;
}

type Row = Omit<DeliveryRowView, "document"> & { number: number | null };

/** Numbers are drawn one after the other and found in order by an index of their own. */
function pageOf(tx: Tx, where: Prisma.Sql, place: Place | null, size: number): Promise<Row[]> {
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = place?.newer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place ? Prisma.sql`AND d.reference ${beyond} ${place.reference}` : Prisma.empty;
  return tx.$queryRaw<Row[]>`
    WITH page AS MATERIALIZED (
      SELECT d.* FROM delivery d WHERE ${where} ${from} ORDER BY d.reference ${order} LIMIT ${size})
    SELECT d.id, d.reference, d.scope, d.state, d.trouble, d.drift,
      to_char(d.accounting_date, 'YYYY-MM-DD') AS "accountingDate",
      to_char(d.remote_date, 'YYYY-MM-DD') AS "remoteDate", d.entry_count AS "entryCount",
      d.remote_address AS address,
      (SELECT n.number FROM delivery_entry q
        JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id
        JOIN document n ON n.shop_id = e.shop_id AND n.id = e.document_id
        WHERE q.shop_id = d.shop_id AND q.delivery_id = d.id ORDER BY q.entry_id LIMIT 1) AS number
    FROM page d ORDER BY d.reference ${order}`;
}

function matching(shopId: string, bookId: string, filter: DeliveryFilter): Prisma.Sql {
  const { state, trouble, drift, from, to } = filter;
  const every = [
    Prisma.sql`d.shop_id = ${shopId}::uuid AND d.book_id = ${bookId}::uuid`,
    state && Prisma.sql`d.state = ${state}`,
    trouble && Prisma.sql`d.state = 'rejected' AND d.trouble = ${trouble}`,
    drift && (drift === "any" ? Prisma.sql`d.drift IS NOT NULL` : Prisma.sql`d.drift = ${drift}`),
    from && Prisma.sql`d.accounting_date >= ${from}::date`,
    to && Prisma.sql`d.accounting_date <= ${to}::date`,
  ].filter((one): one is Prisma.Sql => Boolean(one));
  return Prisma.join(every, " AND ");
}

/** Counted from partial indexes that hold what is open and, of the settled, from the last hour alone. */
async function flowOf(tx: Tx, shopId: string, bookId: string): Promise<Flow> {
  const [row] = await tx.$queryRaw<(Omit<Flow, "waitingSince"> & { waitingSince: Date | null })[]>`
    SELECT
      (SELECT count(*)::int FROM delivery_entry q WHERE q.shop_id = ${shopId}::uuid
        AND q.book_id = ${bookId}::uuid AND q.delivery_id IS NULL) AS gathering,
      x.waiting, x.since AS "waitingSince",
      (SELECT count(*)::int FROM delivery d WHERE d.shop_id = ${shopId}::uuid AND d.book_id = ${bookId}::uuid
        AND d.settled_at > clock_timestamp() - interval '1 hour' AND d.state = 'confirmed') AS "perHour",
      (SELECT count(*)::int FROM delivery d WHERE d.shop_id = ${shopId}::uuid AND d.book_id = ${bookId}::uuid
        AND d.state = 'rejected') AS troubled,
      (SELECT count(*)::int FROM delivery d WHERE d.shop_id = ${shopId}::uuid AND d.book_id = ${bookId}::uuid
        AND d.drift IS NOT NULL) AS drifted
    FROM (SELECT count(*)::int AS waiting, min(d.created_at) AS since FROM delivery d
      WHERE d.shop_id = ${shopId}::uuid AND d.book_id = ${bookId}::uuid
        AND d.state IN ('waiting', 'sent')) x`;
  const none = { gathering: 0, waiting: 0, perHour: 0, troubled: 0, drifted: 0 };
  return { ...none, ...row, waitingSince: row?.waitingSince?.toISOString() ?? null };
}
