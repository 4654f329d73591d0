import type { Tx } from "#app/db/in-shop-transaction.ts";
import type { Drift, Trouble } from "#app/domain/book/delivery.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type BookTasks = { books: BookTask[]; deliveries: DeliveryTask[] };

/** A connection that is over or soon will be, or accounts missing in one: the book's own page mends it. */
export type BookTask = {
  bookId: string;
  vendor: string;
  organisationName: string;
  why: "signed-out" | "ends-soon" | "mapping";
  /** Deliveries that wait for it. */
  waiting: number;
  endsAt: string | null;
};

export type DeliveryTask = {
  id: string;
  reference: string;
  organisationName: string;
  vendor: string;
  accountingDate: string;
  trouble: Exclude<Trouble, "mapping"> | null;
  drift: Drift | null;
};

type BookRow = Omit<BookTask, "vendor" | "endsAt"> & { kind: string; endsAt: Date | null };

/**
 * What a person has to see to in the books. Accounts are missing once for each book and not once for each
 * delivery that waits for them.
 */
export async function bookTasks(ctx: ShopContext, tx: Tx): Promise<BookTasks> {
  const vendorOf = (kind: string) => ctx.books.offered.find((one) => one.kind === kind)?.name ?? kind;
  const books = await tx.$queryRaw<BookRow[]>`
    SELECT x.book_id AS "bookId", x.kind, x.name AS "organisationName", x.why, x.waiting,
      x.ends_at AS "endsAt"
    FROM (
      SELECT b.id AS book_id, b.kind, b.organisation_name AS name, b.connected_at, 'signed-out' AS why,
        (SELECT count(*)::int FROM delivery d WHERE d.shop_id = b.shop_id AND d.book_id = b.id
          AND d.state IN ('waiting', 'sent')) AS waiting, NULL::timestamptz AS ends_at
      FROM book b WHERE b.shop_id = ${ctx.shopId}::uuid AND b.state = 'signed-out'
      UNION ALL
      SELECT b.id, b.kind, b.organisation_name, b.connected_at, 'ends-soon', 0,
        least(t.refresh_expires_at, t.refresh_hard_expires_at)
      FROM book b JOIN book_token t ON t.shop_id = b.shop_id AND t.book_id = b.id
      WHERE b.shop_id = ${ctx.shopId}::uuid AND b.state = 'connected'
        AND least(t.refresh_expires_at, t.refresh_hard_expires_at)
          < clock_timestamp() + ${limits.bookSignInWarnedMs} * interval '1 millisecond'
      UNION ALL
      SELECT b.id, b.kind, b.organisation_name, b.connected_at, 'mapping', count(*)::int, NULL
      FROM book b JOIN delivery d ON d.shop_id = b.shop_id AND d.book_id = b.id
      WHERE b.shop_id = ${ctx.shopId}::uuid AND b.state <> 'disconnected'
        AND d.state = 'rejected' AND d.trouble = 'mapping'
      GROUP BY b.id, b.kind, b.organisation_name, b.connected_at) x
    ORDER BY x.connected_at, x.why DESC`;
  const deliveries = await tx.$queryRaw<(Omit<DeliveryTask, "vendor"> & { kind: string })[]>`
    SELECT d.id, d.reference, b.kind, b.organisation_name AS "organisationName",
      to_char(d.accounting_date, 'YYYY-MM-DD') AS "accountingDate", d.trouble, d.drift
    FROM book b JOIN delivery d ON d.shop_id = b.shop_id AND d.book_id = b.id
    WHERE b.shop_id = ${ctx.shopId}::uuid AND b.state <> 'disconnected'
      AND (d.state = 'rejected' AND d.trouble <> 'mapping' OR d.drift IS NOT NULL)
    ORDER BY d.accounting_date, d.reference LIMIT ${limits.tasksShown}`;
  return {
    books: books.map(({ kind, endsAt, ...row }) => ({
      ...row,
      vendor: vendorOf(kind),
      endsAt: endsAt?.toISOString() ?? null,
    })),
    deliveries: deliveries.map(({ kind, ...row }) => ({ ...row, vendor: vendorOf(kind) })),
  };
}

/** As many as `bookTasks` lists, were there no limit. */
export async function countBookTasks(
  ctx: ShopContext,
  tx: Tx,
): Promise<{ books: number; deliveries: number }> {
  const rows = await tx.$queryRaw<{ books: number; deliveries: number }[]>`
    SELECT (count(*) FILTER (WHERE x.state = 'signed-out')
        + count(*) FILTER (WHERE x.state = 'connected' AND x.ends_soon)
        + count(*) FILTER (WHERE x.mapping))::int AS books, coalesce(sum(x.open), 0)::int AS deliveries
    FROM (
      SELECT b.state, EXISTS (SELECT FROM book_token t WHERE t.shop_id = b.shop_id AND t.book_id = b.id
          AND least(t.refresh_expires_at, t.refresh_hard_expires_at)
            < clock_timestamp() + ${limits.bookSignInWarnedMs} * interval '1 millisecond') AS ends_soon,
        EXISTS (SELECT FROM delivery d WHERE d.shop_id = b.shop_id AND d.book_id = b.id
          AND d.state = 'rejected' AND d.trouble = 'mapping') AS mapping,
        (SELECT count(*) FROM delivery d WHERE d.shop_id = b.shop_id AND d.book_id = b.id
          AND (d.state = 'rejected' OR d.drift IS NOT NULL)
          AND (d.state = 'rejected' AND d.trouble <> 'mapping' OR d.drift IS NOT NULL)) AS open
      FROM book b WHERE b.shop_id = ${ctx.shopId}::uuid AND b.state <> 'disconnected') x`;
  return rows[0] ?? { books: 0, deliveries: 0 };
}
