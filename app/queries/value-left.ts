import { Prisma } from "#app/db/generated/client.ts";

const ALIASES = { d: Prisma.raw("d"), o: Prisma.raw("o") };

/**
 * What has left by a document, as its applied units count it. While some of its lines are under way or in
 * doubt, its own value holds those too: then its lines say it, and null when one of them has no value yet.
 */
export function valueLeft(alias: keyof typeof ALIASES): Prisma.Sql {
  const a = ALIASES[alias];
  return Prisma.sql`
    SELECT CASE WHEN ${a}.state <> 'working' THEN ${a}.value_minor ELSE (
      SELECT CASE WHEN coalesce(bool_and(l.value_minor IS NOT NULL), true)
                  THEN coalesce(sum(l.value_minor), 0)::bigint END
        FROM document_line l
       WHERE l.shop_id = ${a}.shop_id AND l.document_id = ${a}.id AND l.fate = 'applied') END AS value_minor`;
}
