import { Prisma } from "#app/db/generated/client.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import type { BookState } from "#app/domain/book/book.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type BookSummary = {
  id: string;
  kind: string;
  /** As its vendor writes it; the bare kind where this installation is set up for it no more. */
  vendor: string;
  isOffered: boolean;
  organisationId: string;
  organisationName: string;
  currency: string;
  state: BookState;
  isPaused: boolean;
  lockDate: string | null;
  startsOn: string | null;
  /** Entries and deliveries on their way. */
  waiting: number;
  troubled: number;
  drifted: number;
  /** When we are let in no more unless it is used before; and when it ends whatever we do. */
  signInEnds: { idle: string; hard: string | null } | null;
  endsSoon: boolean;
};

export type BookList = { books: BookSummary[]; offered: { kind: string; name: string }[]; timeZone: string };

type Row = Omit<BookSummary, "vendor" | "isOffered" | "signInEnds"> & {
  idleEnd: Date | null;
  hardEnd: Date | null;
};

const columns = Prisma.sql`
  b.id, b.kind, b.organisation_id AS "organisationId", b.organisation_name AS "organisationName", b.currency,
  b.state, b.paused_at IS NOT NULL AS "isPaused", to_char(b.lock_date, 'YYYY-MM-DD') AS "lockDate",
  to_char(b.starts_on, 'YYYY-MM-DD') AS "startsOn",
  (SELECT count(*)::int FROM delivery d WHERE d.shop_id = b.shop_id AND d.book_id = b.id
     AND d.state IN ('waiting', 'sent'))
  + (SELECT count(*)::int FROM delivery_entry q JOIN entry e ON e.shop_id = q.shop_id AND e.id = q.entry_id
     WHERE q.shop_id = b.shop_id AND q.book_id = b.id AND q.delivery_id IS NULL
       AND e.accounting_date >= b.starts_on) AS waiting,
  (SELECT count(*)::int FROM delivery d WHERE d.shop_id = b.shop_id AND d.book_id = b.id
     AND d.state = 'rejected') AS troubled,
  (SELECT count(*)::int FROM delivery d WHERE d.shop_id = b.shop_id AND d.book_id = b.id
     AND d.drift IS NOT NULL) AS drifted,
  t.refresh_expires_at AS "idleEnd", t.refresh_hard_expires_at AS "hardEnd",
  coalesce(least(t.refresh_expires_at, t.refresh_hard_expires_at)
    < clock_timestamp() + ${limits.bookSignInWarnedMs} * interval '1 millisecond', false) AS "endsSoon"`;

export function bookList(ctx: ShopContext): Promise<BookList> {
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT ${columns} FROM book b
      LEFT JOIN book_token t ON t.shop_id = b.shop_id AND t.book_id = b.id
      WHERE b.shop_id = ${ctx.shopId}::uuid ORDER BY b.connected_at, b.id`;
    const offered = ctx.books.offered.map(({ kind, name }) => ({ kind, name }));
    return { books: rows.map((row) => summaryOf(ctx, row)), offered, timeZone: ctx.shop.timeZone };
  });
}

export async function bookSummary(ctx: ShopContext, bookId: string): Promise<BookSummary | null> {
  const rows = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT ${columns} FROM book b
      LEFT JOIN book_token t ON t.shop_id = b.shop_id AND t.book_id = b.id
      WHERE b.shop_id = ${ctx.shopId}::uuid AND b.id = ${bookId}::uuid`,
  );
  return rows[0] ? summaryOf(ctx, rows[0]) : null;
}

/** Books stand in the navigation once they are used. */
export async function hasBooks(tx: Tx, shopId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM book WHERE shop_id = ${shopId}::uuid LIMIT 1`;
  return rows.length > 0;
}

function summaryOf(ctx: ShopContext, { idleEnd, hardEnd, ...row }: Row): BookSummary {
  const offered = ctx.books.offered.find(({ kind }) => kind === row.kind);
  return {
    ...row,
    vendor: offered?.name ?? row.kind,
    isOffered: offered !== undefined,
    signInEnds: idleEnd && { idle: idleEnd.toISOString(), hard: hardEnd?.toISOString() ?? null },
  };
}
