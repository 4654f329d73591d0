import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf, isUuid, parseDocumentNumber } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { AuditFilter } from "./audit-filter.ts";

export type AuditRow = {
  id: string;
  at: string;
  kind: string;
  /** Null when it happened by itself. */
  person: string | null;
  document: { id: string; number: string } | null;
  /** Where goods left from; the text that is sealed has no names. */
  places: { locationName: string; takenFrom: TakenFrom }[];
  /** Its place in the chain and its hash; null for the moment before it is sealed. */
  seal: { sequence: number; hash: string } | null;
  /** The text that is sealed. */
  text: string;
};

export type AuditList = { events: AuditRow[]; next: string | null; previous: string | null };

type Row = {
  id: string;
  at: Date;
  kind: string;
  person: string | null;
  documentId: string | null;
  documentNumber: number | null;
  places: AuditRow["places"] | null;
  sequence: bigint | null;
  hash: string | null;
  text: string;
};

/** What happened, the latest first, a page at a time. */
export async function auditList(
  ctx: ShopContext,
  filter: AuditFilter,
  size: number = limits.pageSize,
): Promise<AuditList> {
  const place = placeOf(filter.cursor);
  const where = matching(ctx.shopId, ctx.shop.timeZone, filter);
  const rows = await inShop(ctx.database, ctx.shopId, (tx) =>
    tx.$queryRaw<Row[]>(pageOf(where, place, size + 1)),
  );
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (place?.newer) page.reverse();
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const [first, last] = [page[0], page.at(-1)];
  return {
    events: page.map(toRow),
    next: hasOlder && last ? `older~${last.at.toISOString()}~${last.id}` : null,
    previous: hasNewer && first ? `newer~${first.at.toISOString()}~${first.id}` : null,
  };
}

function toRow({ documentId, documentNumber, places, sequence, hash, ...row }: Row): AuditRow {
  return {
    ...row,
    places: places ?? [],
    at: row.at.toISOString(),
    document:
      documentId && documentNumber ? { id: documentId, number: documentNumberOf(documentNumber) } : null,
    seal: sequence !== null && hash ? { sequence: Number(sequence), hash } : null,
  };
}

type Place = { newer: boolean; at: string; id: string };

/** A cursor nobody gave out begins at the start. */
function placeOf(cursor = ""): Place | null {
  const [side, at = "", id = ""] = cursor.split("~");
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && isUuid(id)
    ? { newer: side === "newer", at, id }
    : null;
}

function pageOf(where: Prisma.Sql, place: Place | null, size: number): Prisma.Sql {
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = place?.newer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place
    ? Prisma.sql`AND (e.at, e.id) ${beyond} (${place.at}::timestamptz, ${place.id}::uuid)`
    : Prisma.empty;
  return Prisma.sql`
    WITH page AS MATERIALIZED (
      SELECT e.* FROM audit_event e WHERE ${where} ${from}
      ORDER BY e.at ${order}, e.id ${order} LIMIT ${size})
    SELECT e.id, e.at, e.kind, p.name AS person, d.id AS "documentId", d.number AS "documentNumber",
      s.sequence, encode(s.hash, 'hex') AS hash, e.canonical AS text,
      (SELECT json_agg(json_build_object('locationName', m.name, 'takenFrom', x.number)
                       ORDER BY m.name, m.location_id, x.number)
         FROM (SELECT p->>'location' AS location, p->>'from' AS number
                 FROM jsonb_array_elements(f.facts->'places') p
               UNION ALL VALUES (coalesce(f.facts->>'location', f.facts->>'locationId'), 'available')) x
         JOIN location_mirror m ON m.shop_id = e.shop_id AND m.location_id = x.location) AS places
    FROM page e
    CROSS JOIN LATERAL (SELECT e.canonical::jsonb->'facts' AS facts) f
    LEFT JOIN person p ON p.shop_id = e.shop_id AND p.user_id = e.person_id
    LEFT JOIN document d ON d.shop_id = e.shop_id AND d.id = e.subject_id
    LEFT JOIN audit_seal s ON s.shop_id = e.shop_id AND s.event_id = e.id
    ORDER BY e.at ${order}, e.id ${order}`;
}

/** Days are days of the shop's zone. */
export function matching(shopId: string, timeZone: string, filter: Omit<AuditFilter, "cursor">): Prisma.Sql {
  const { from, to, kind, person, document } = filter;
  const zone = timeZone || "UTC";
  const every = [
    Prisma.sql`e.shop_id = ${shopId}::uuid`,
    from && Prisma.sql`e.at >= ${from}::timestamp AT TIME ZONE ${zone}`,
    to && Prisma.sql`e.at < (${to}::timestamp + interval '1 day') AT TIME ZONE ${zone}`,
    kind && Prisma.sql`e.kind = ${kind}`,
    person && Prisma.sql`e.person_id = ${person}`,
    document &&
      Prisma.sql`e.subject_id = (SELECT o.id FROM document o
        WHERE o.shop_id = ${shopId}::uuid AND o.number = ${parseDocumentNumber(document) ?? 0})`,
  ].filter((one): one is Prisma.Sql => Boolean(one));
  return Prisma.join(every, " AND ");
}
