import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { dayIn, daysAfter } from "#app/domain/dates.ts";
import { documentNumberOf, parseDocumentNumber } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";
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
  /** Null when the lines differ. */
  locationName: string | null;
  reasonLabel: string | null;
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

/** Newest first. A page begins where a number ends, so it stays put while others are written off. */
export async function writeOffList(ctx: ShopContext, query: ListQuery): Promise<WriteOffList> {
  const size = query.pageSize ?? limits.pageSize;
  const place = placeOf(query.filter.cursor);
  const rows = await inShop(ctx.database, ctx.shopId, (tx) =>
    tx.$queryRaw<Row[]>(pageOf(matching(ctx, query.filter), place, size + 1)),
  );
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (place?.newer) page.reverse();
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const [first, last] = [page[0], page.at(-1)];
  return {
    writeOffs: page.map((row) => toRow(row, query.seesCost)),
    next: hasOlder && last ? `older-${last.number}` : null,
    previous: hasNewer && first ? `newer-${first.number}` : null,
    costHidden: !query.seesCost,
  };
}

type Place = { newer: boolean; number: number };

function placeOf(cursor: string | undefined): Place | null {
  if (!cursor) return null;
  const [side, number] = cursor.split("-");
  return { newer: side === "newer", number: Number(number) };
}

/** The page is chosen on narrow rows first; only its own documents are dressed with lines and names. */
function pageOf(where: Prisma.Sql, place: Place | null, size: number): Prisma.Sql {
  const side = place?.newer
    ? Prisma.sql`d.number > ${place.number}`
    : Prisma.sql`d.number < ${place?.number}`;
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  return Prisma.sql`
    WITH page AS MATERIALIZED (
      SELECT d.* FROM document d WHERE ${where} ${place ? Prisma.sql`AND ${side}` : Prisma.empty}
      ORDER BY d.number ${order} LIMIT ${size})
    SELECT d.id, d.number, d.kind, d.state, d.currency, d.units, d.units_applied AS "unitsApplied",
      d.value_minor::text AS "valueMinor", d.line_count AS "lineCount", d.created_at AS "createdAt",
      to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", coalesce(p.name, '') AS submitter,
      o.id AS "reversesId", o.number AS "reversesNumber", l.title, l."locationName", l."reasonLabel"
    FROM page d
    LEFT JOIN person p ON p.shop_id = d.shop_id AND p.user_id = d.submitted_by
    LEFT JOIN document o ON o.shop_id = d.shop_id AND o.id = d.reverses_id
    LEFT JOIN LATERAL (
      SELECT (array_agg(x.title ORDER BY x.position))[1] AS title,
        CASE WHEN count(DISTINCT x.location_id) = 1 THEN min(x.location_name) END AS "locationName",
        CASE WHEN count(DISTINCT x.reason_id) = 1 THEN min(x.reason_label) END AS "reasonLabel"
      FROM document_line x WHERE x.shop_id = d.shop_id AND x.document_id = d.id) l ON true
    ORDER BY d.number ${order}`;
}

function matching({ shopId, shop, clock }: ShopContext, filter: WriteOffFilter): Prisma.Sql {
  const { state, kind, reason, location, from, to, q } = filter;
  const every = [
    Prisma.sql`d.shop_id = ${shopId}::uuid`,
    state && Prisma.sql`d.state = ${state}`,
    kind && (kind === "reversal" ? Prisma.sql`d.reverses_id IS NOT NULL` : Prisma.sql`d.reverses_id IS NULL`),
    from && Prisma.sql`d.event_date >= ${from}::date`,
    to && Prisma.sql`d.event_date <= ${to}::date`,
    to && to < daysAfter(dayIn(shop.timeZone, clock.now()), -RECENT_DAYS) && notAfter(shopId, { from, to }),
    reason && aLine(Prisma.sql`l.reason_id = ${reason}`),
    location && aLine(Prisma.sql`l.location_id = ${location}`),
    q && searched(shopId, q),
  ].filter((one): one is Prisma.Sql => Boolean(one));
  return Prisma.join(every, " AND ");
}

const RECENT_DAYS = 31;

/**
 * Old days stand far down in a list that begins with the newest, and PostgreSQL, which takes days and numbers
 * for strangers, would walk down all of it. The sum keeps it from answering this question the same way.
 */
function notAfter(shopId: string, { from, to }: { from: string | undefined; to: string }): Prisma.Sql {
  const since = from ? Prisma.sql`AND x.event_date >= ${from}::date` : Prisma.empty;
  return Prisma.sql`d.number <= (SELECT max(x.number + 0) FROM document x
    WHERE x.shop_id = ${shopId}::uuid AND x.event_date <= ${to}::date ${since})`;
}

function aLine(condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM document_line l
    WHERE l.shop_id = d.shop_id AND l.document_id = d.id AND ${condition})`;
}

/**
 * Every word must begin some word of the document. What may be a number is one word, and finds that document
 * too: both from one list, because PostgreSQL would try an "or" on every document there is.
 */
function searched(shopId: string, text: string): Prisma.Sql {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const number = parseDocumentNumber(text);
  if (number !== null && words[0] !== undefined) {
    return Prisma.sql`d.number IN (SELECT ${number}::int UNION ALL SELECT w.number FROM document_word w
      WHERE w.shop_id = ${shopId}::uuid AND ${begins(words[0])})`;
  }
  const every = words.map(
    (word) => Prisma.sql`EXISTS (SELECT FROM document_word w WHERE w.shop_id = d.shop_id
      AND w.number = d.number AND ${begins(word)})`,
  );
  return Prisma.join(every, " AND ");
}

/** What begins with a word lies between the word and itself followed by the greatest of all characters. */
function begins(word: string): Prisma.Sql {
  return Prisma.sql`w.word >= ${word} AND w.word < ${`${word}\u{10ffff}`}`;
}

type Row = Omit<WriteOffRow, "number" | "reverses" | "submittedBy" | "createdAt" | "value"> & {
  number: number;
  currency: string;
  valueMinor: string | null;
  createdAt: Date;
  submitter: string;
  reversesId: string | null;
  reversesNumber: number | null;
};

function toRow(row: Row, seesCost: boolean): WriteOffRow {
  const { currency, valueMinor, submitter, reversesId, reversesNumber, ...shown } = row;
  return {
    ...shown,
    number: documentNumberOf(row.number),
    reverses:
      reversesId && reversesNumber ? { id: reversesId, number: documentNumberOf(reversesNumber) } : null,
    createdAt: row.createdAt.toISOString(),
    submittedBy: { name: submitter },
    value: seesCost ? toWireMoney(valueMinor, currency) : null,
  };
}
