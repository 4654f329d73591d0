import { Prisma } from "#app/db/generated/client.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { parseDocumentNumber } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";
import { begins, facetsOf } from "./write-off-matching.ts";

/**
 * A list by value walks down the values and looks at each document: quick where many match, and endless
 * where few do; PostgreSQL takes filters for strangers of the order and guesses. So whoever is few is
 * counted first, no further than that, and then the list is made of those alone.
 */
export async function fewOf(tx: Tx, shopId: string, filter: WriteOffFilter): Promise<Prisma.Sql> {
  const sources = filter.sort && filter.sort !== "number" ? sourcesOf(shopId, filter) : [];
  if (sources.length === 0) return Prisma.empty;
  const most = limits.fewDocuments;
  const counts = sources.map(
    (source, place) => Prisma.sql`SELECT ${place}::int AS place, count(*)::int AS count
      FROM (SELECT FROM (${source}) s LIMIT ${most + 1}::int) c`,
  );
  const counted = await tx.$queryRaw<{ place: number; count: number }[]>(Prisma.join(counts, " UNION ALL "));
  const [least] = counted.toSorted((left, right) => left.count - right.count);
  const few = least && least.count <= most ? sources[least.place] : undefined;
  return few ? Prisma.sql`AND d.number = ANY(ARRAY(SELECT s.number FROM (${few}) s))` : Prisma.empty;
}

/** Each gives the numbers of more documents than match, by one index. */
function sourcesOf(shopId: string, filter: WriteOffFilter): Prisma.Sql[] {
  const { state, from, to, item, incident, q } = filter;
  const own = Prisma.sql`x.shop_id = ${shopId}::uuid`;
  const words = q && parseDocumentNumber(q) === null ? q.toLowerCase().split(/\s+/).filter(Boolean) : [];
  return [
    ...facetsOf(filter).map(
      (facet) => Prisma.sql`SELECT x.number FROM document_facet x WHERE ${own} AND x.facet = ${facet}`,
    ),
    ...words.map(
      (word) => Prisma.sql`SELECT x.number FROM document_word x WHERE ${own} AND ${begins(word, "x")}`,
    ),
    state && Prisma.sql`SELECT x.number FROM document x WHERE ${own} AND x.state = ${state}`,
    incident &&
      Prisma.sql`SELECT x.number FROM incident_document x WHERE ${own} AND x.incident_id = ${incident}::uuid`,
    item &&
      Prisma.sql`SELECT o.number FROM document_line x
        JOIN document o ON o.shop_id = x.shop_id AND o.id = x.document_id
        WHERE ${own} AND x.item_id = ${item}`,
    (from || to) &&
      Prisma.sql`SELECT x.number FROM document x WHERE ${own}
        AND x.event_date BETWEEN ${from ?? "0001-01-01"}::date AND ${to ?? "9999-12-31"}::date`,
  ].filter((one): one is Prisma.Sql => Boolean(one));
}
