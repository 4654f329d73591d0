import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { isDay } from "#app/domain/dates.ts";
import { isUuid, parseDocumentNumber } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { entriesInBooks, type InBooks } from "./entries-in-books.ts";
import { type EntryRow, type EntryView, entryColumns, entryLinesOf, toEntryView } from "./entry-view.ts";
import type { JournalFilter } from "./journal-filter.ts";

export type JournalList = {
  entries: EntryView[];
  /** By entry; nothing for those that no book takes. */
  inBooks: Record<string, InBooks>;
  next: string | null;
  previous: string | null;
};

export type JournalQuery = { filter: JournalFilter; seesCost: boolean; pageSize?: number };

/** Entries by accounting date, the latest first; entries of one day by when they were made. */
export async function journalList(ctx: ShopContext, query: JournalQuery): Promise<JournalList> {
  const size = query.pageSize ?? limits.pageSize;
  const place = placeOf(query.filter.cursor);
  const { rows, inBooks } = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const found = await tx.$queryRaw<EntryRow[]>(pageOf(matching(ctx.shopId, query.filter), place, size + 1));
    const ids = found.slice(0, size).map(({ id }) => id);
    return { rows: found, inBooks: await entriesInBooks(tx, ctx.shopId, ids) };
  });
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (place?.newer) page.reverse();
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const [first, last] = [page[0], page.at(-1)];
  return {
    entries: page.map((row) => toEntryView(row, query.seesCost)),
    inBooks,
    next: hasOlder && last ? `older~${last.accountingDate}~${last.id}` : null,
    previous: hasNewer && first ? `newer~${first.accountingDate}~${first.id}` : null,
  };
}

type Place = { newer: boolean; day: string; id: string };

/** A cursor nobody gave out begins at the start. */
function placeOf(cursor = ""): Place | null {
  const [side, day = "", id = ""] = cursor.split("~");
  return isDay(day) && isUuid(id) ? { newer: side === "newer", day, id } : null;
}

function pageOf(where: Prisma.Sql, place: Place | null, size: number): Prisma.Sql {
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = place?.newer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place
    ? Prisma.sql`AND (e.accounting_date, e.id) ${beyond} (${place.day}::date, ${place.id}::uuid)`
    : Prisma.empty;
  return Prisma.sql`
    WITH page AS MATERIALIZED (
      SELECT e.* FROM entry e WHERE ${where} ${from}
      ORDER BY e.accounting_date ${order}, e.id ${order} LIMIT ${size})
    SELECT ${entryColumns} FROM page e ${entryLinesOf}
    ORDER BY e.accounting_date ${order}, e.id ${order}`;
}

function matching(shopId: string, { from, to, role, document }: JournalFilter): Prisma.Sql {
  const every = [
    Prisma.sql`e.shop_id = ${shopId}::uuid`,
    from && Prisma.sql`e.accounting_date >= ${from}::date`,
    to && Prisma.sql`e.accounting_date <= ${to}::date`,
    role &&
      Prisma.sql`EXISTS (SELECT FROM entry_line l
        WHERE l.shop_id = e.shop_id AND l.entry_id = e.id AND l.role = ${role})`,
    document &&
      Prisma.sql`e.document_id = (SELECT o.id FROM document o
        WHERE o.shop_id = ${shopId}::uuid AND o.number = ${parseDocumentNumber(document) ?? 0})`,
  ].filter((one): one is Prisma.Sql => Boolean(one));
  return Prisma.join(every, " AND ");
}
