import { Prisma } from "#app/db/generated/client.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { type NewsDetails, newsDetails, newsJoins } from "#app/db/news-details.ts";
import { documentNumberOf, isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { newsPath } from "#app/domain/news/news-path.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type NewsView = Omit<NewsDetails, "at" | "number" | "subjectId"> & {
  at: string;
  number: string | null;
  url: string;
  isRead: boolean;
};

export type NewsList = {
  news: NewsView[];
  unread: number;
  /** The last one there was when this was read, for marking all of them. */
  through: string;
  next: string | null;
  previous: string | null;
};

const UNREAD_MAX = 1_000;
/** One more than the frame says. */
const UNREAD_IN_FRAME = 100;

type Row = NewsDetails & { isRead: boolean; sequence: bigint };
type Place = { newer: boolean; sequence: string; id: string };

/** What one person was told, the latest first. */
export async function newsList(
  ctx: ShopContext,
  wanted: { cursor: string; onlyUnread: boolean },
): Promise<NewsList> {
  const userId = ctx.person?.userId ?? "";
  const place = placeOf(wanted.cursor);
  const [rows, heads] = await inShop(ctx.database, ctx.shopId, (tx) =>
    Promise.all([
      tx.$queryRaw<Row[]>(pageOf(userId, place, wanted.onlyUnread)),
      tx.$queryRaw<{ unread: number; through: bigint | null }[]>`
        SELECT ${unreadOf(userId, UNREAD_MAX)} AS unread,
               (SELECT max(sequence) FROM news WHERE user_id = ${userId}) AS through`,
    ]),
  );
  const page = rows.slice(0, limits.pageSize);
  if (place?.newer) page.reverse();
  const more = rows.length > limits.pageSize;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  const cursorOf = (row: Row | undefined) => `${row?.sequence}~${row?.id}`;
  return {
    news: page.map(toView),
    unread: heads[0]?.unread ?? 0,
    through: (heads[0]?.through ?? 0n).toString(),
    next: hasOlder ? `older~${cursorOf(page.at(-1))}` : null,
    previous: hasNewer ? `newer~${cursorOf(page[0])}` : null,
  };
}

export async function unreadNews(tx: Tx, userId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ unread: number }[]>`
    SELECT ${unreadOf(userId, UNREAD_IN_FRAME)} AS unread`;
  return rows[0]?.unread ?? 0;
}

/** Who has not looked for months may have very many: nobody needs to know how many exactly. */
function unreadOf(userId: string, most: number): Prisma.Sql {
  return Prisma.sql`
    (SELECT count(*)::int FROM (
      SELECT FROM news WHERE user_id = ${userId} AND read_at IS NULL LIMIT ${most}::int) AS unread)`;
}

/** A cursor nobody gave out begins at the start. */
function placeOf(cursor: string): Place | null {
  const [side, sequence = "", id = ""] = cursor.split("~");
  return /^\d{1,18}$/.test(sequence) && isUuid(id) ? { newer: side === "newer", sequence, id } : null;
}

/** The page is chosen first; only its own rows are dressed. */
function pageOf(userId: string, place: Place | null, onlyUnread: boolean): Prisma.Sql {
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = place?.newer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place
    ? Prisma.sql`AND (sequence, id) ${beyond} (${place.sequence}::bigint, ${place.id}::uuid)`
    : Prisma.empty;
  return Prisma.sql`
    WITH n AS MATERIALIZED (
      SELECT * FROM news
       WHERE user_id = ${userId} ${onlyUnread ? Prisma.sql`AND read_at IS NULL` : Prisma.empty} ${from}
       ORDER BY sequence ${order}, id ${order} LIMIT ${limits.pageSize + 1}::int)
    SELECT ${newsDetails}, n.read_at IS NOT NULL AS "isRead", n.sequence FROM n ${newsJoins}
     ORDER BY n.sequence ${order}, n.id ${order}`;
}

function toView({ subjectId, sequence: _, at, number, ...row }: Row): NewsView {
  return {
    ...row,
    at: at.toISOString(),
    number: number === null ? null : documentNumberOf(number),
    url: newsPath({ ...row, subjectId }),
  };
}
