import { Prisma } from "#app/db/generated/client.ts";
import { dayIn, daysAfter } from "#app/domain/dates.ts";
import { parseDocumentNumber } from "#app/domain/ids.ts";
import { parseAmount } from "#app/domain/money.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";

/** All that a filter needs to know of a shop. */
export type Matched = Pick<ShopContext, "shopId" | "clock"> & {
  shop: Pick<ShopContext["shop"], "currency" | "timeZone">;
};

/** Which documents a filter means, as a condition on `document d`. */
export function matching({ shopId, shop, clock }: Matched, filter: WriteOffFilter): Prisma.Sql {
  const { state, from, to, q, item, incident, attention, bookedFrom, bookedTo } = filter;
  const recent = daysAfter(dayIn(shop.timeZone, clock.now()), -RECENT_DAYS);
  const isByNumber = (filter.sort ?? "number") === "number";
  const every = [
    Prisma.sql`d.shop_id = ${shopId}::uuid`,
    state && Prisma.sql`d.state = ${state}`,
    ...facetsOf(filter).map(hasFacet),
    from && Prisma.sql`d.event_date >= ${from}::date`,
    to && Prisma.sql`d.event_date <= ${to}::date`,
    isByNumber && to && to < recent && notAfter(shopId, { from, to }),
    (bookedFrom || bookedTo) && booked(shopId, bookedFrom, bookedTo),
    ...valued(filter, shop.currency),
    item && lineOf(shopId, Prisma.sql`l.item_id = ${item}`),
    incident &&
      Prisma.sql`d.number IN (SELECT t.number FROM incident_document t
      WHERE t.shop_id = ${shopId}::uuid AND t.incident_id = ${incident}::uuid)`,
    attention && wantsAttention(shopId),
    q && searched(shopId, q),
  ].filter((one): one is Prisma.Sql => Boolean(one));
  return Prisma.join(every, " AND ");
}

const RECENT_DAYS = 31;

/** What the filter says of a document that is kept as a facet of it. */
export function facetsOf(filter: WriteOffFilter): string[] {
  const { kind, reason, family, location, type, vendor, person } = filter;
  return Object.entries({ reason, family, location, type, vendor, person, kind }).flatMap(([name, value]) =>
    value ? `${name}:${value}` : [],
  );
}

function hasFacet(facet: string): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM document_facet f
    WHERE f.shop_id = d.shop_id AND f.facet = ${facet} AND f.number = d.number)`;
}

function lineOf(shopId: string, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`d.id IN (SELECT l.document_id FROM document_line l
    WHERE l.shop_id = ${shopId}::uuid AND ${condition})`;
}

/** What waits for a person, from indexes that hold such things and nothing else. */
function wantsAttention(shopId: string): Prisma.Sql {
  return Prisma.sql`d.id IN (
    SELECT a.document_id FROM adjustment a WHERE a.shop_id = ${shopId}::uuid AND a.state = 'unknown'
    UNION ALL SELECT l.document_id FROM document_line l WHERE l.shop_id = ${shopId}::uuid
      AND l.fate = 'applied' AND l.unit_cost IS NULL AND l.reverses_line_id IS NULL
    UNION ALL SELECT l.document_id FROM document_line l WHERE l.shop_id = ${shopId}::uuid
      AND l.fate = 'refused' AND l.acknowledged_at IS NULL)`;
}

/**
 * By the days their entries stand on, whenever it happened. The list is walked from the newest of them to the
 * oldest and no further; the sums keep PostgreSQL from finding these two the same way.
 */
function booked(shopId: string, from = "0001-01-01", to = "9999-12-31"): Prisma.Sql {
  const days = Prisma.sql`FROM document_facet f WHERE f.shop_id = ${shopId}::uuid
    AND f.facet >= ${`booked:${from}`} AND f.facet <= ${`booked:${to}`}`;
  return Prisma.sql`d.number <= (SELECT max(f.number + 0) ${days})
    AND d.number >= (SELECT min(f.number + 0) ${days})
    AND EXISTS (SELECT FROM entry e WHERE e.shop_id = d.shop_id AND e.document_id = d.id
      AND e.accounting_date BETWEEN ${from}::date AND ${to}::date)`;
}

/** As the index says it: what has no value yet lies below all that has one. */
export const value = Prisma.sql`(CASE WHEN d.value_minor IS NULL THEN -1::bigint ELSE d.value_minor END)`;

function valued({ valueFrom, valueTo }: WriteOffFilter, currency: string): (Prisma.Sql | null)[] {
  const [least, most] = [valueFrom, valueTo].map((text) => text && parseAmount(text, currency));
  return [
    least ? Prisma.sql`${value} >= ${least.minor}` : null,
    most ? Prisma.sql`${value} BETWEEN 0 AND ${most.minor}` : null,
  ];
}

/**
 * Old days stand far down in a list that begins with the newest, and PostgreSQL, which takes days and numbers
 * for strangers, would walk down all of it. The sum keeps it from answering this question the same way.
 */
function notAfter(shopId: string, { from, to }: { from: string | undefined; to: string }): Prisma.Sql {
  const since = from ? Prisma.sql`AND x.event_date >= ${from}::date` : Prisma.empty;
  return Prisma.sql`d.number <= (SELECT max(x.number + 0) FROM document x
    WHERE x.shop_id = ${shopId}::uuid AND x.event_date <= ${to}::date ${since})`;
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
export function begins(word: string, alias: "w" | "x" = "w"): Prisma.Sql {
  const column = alias === "w" ? Prisma.sql`w.word` : Prisma.sql`x.word`;
  return Prisma.sql`${column} >= ${word} AND ${column} < ${`${word}\u{10ffff}`}`;
}
