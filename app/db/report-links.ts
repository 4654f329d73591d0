import type { LocationId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { Prisma } from "./generated/client.ts";
import type { Database, Tx } from "./in-shop-transaction.ts";

export type ReportLinkRow = {
  id: string;
  label: string;
  secretHash: Buffer;
  locationId: LocationId;
  /** For the store's own people; the page outside never shows it. */
  locationName: string;
  itemIds: string[];
  vendor: string | null;
  usesLeft: number;
  expired: boolean;
  revoked: boolean;
  turns: number;
};

/** The bucket as it stands by now; a link that was never looked at has it full. */
const turnsNow = Prisma.sql`
  least(${limits.linkTurnsMax}::float8, coalesce(turns, ${limits.linkTurnsMax}::float8)
    + coalesce(extract(epoch FROM clock_timestamp() - turns_at), 0)::float8
      * ${limits.linkTurnsPerSecond}::float8)`;

/** Before anybody knows the shop; the hash of a secret tells its id and no more. */
export async function findReportLinkPlace(
  database: Database,
  hash: Buffer,
): Promise<{ shopId: string; linkId: string } | null> {
  const [row] = await database.$queryRaw<{ shopId: string | null; linkId: string | null }[]>`
    SELECT shop_id AS "shopId", link_id AS "linkId" FROM report_link_of(${hash})`;
  return row?.shopId && row.linkId ? { shopId: row.shopId, linkId: row.linkId } : null;
}

export async function findReportLink(tx: Tx, shopId: string, id: string): Promise<ReportLinkRow | null> {
  const rows = await tx.$queryRaw<ReportLinkRow[]>`
    SELECT id, label, secret_hash AS "secretHash", location_id AS "locationId", item_ids AS "itemIds", vendor,
           coalesce((SELECT m.name FROM location_mirror m WHERE m.shop_id = report_link.shop_id
             AND m.location_id = report_link.location_id), location_id) AS "locationName",
           uses_max - uses AS "usesLeft", expires_at <= clock_timestamp() AS expired,
           revoked_at IS NOT NULL AS revoked, ${turnsNow} AS turns
      FROM report_link WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** A turn a request, for all processes together. False when another took the last one meanwhile. */
export async function takeLinkTurn(tx: Tx, shopId: string, id: string): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE report_link t SET turns = h.turns - 1, turns_at = clock_timestamp()
      FROM (SELECT shop_id, id, ${turnsNow} AS turns
              FROM report_link WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid FOR UPDATE) h
     WHERE t.shop_id = h.shop_id AND t.id = h.id AND h.turns >= 1`;
  return taken === 1;
}

/** False when it is over or used up by now: the row is the lock. */
export async function takeLinkUse(tx: Tx, shopId: string, id: string): Promise<boolean> {
  const used = await tx.$executeRaw`
    UPDATE report_link SET uses = uses + 1
     WHERE shop_id = ${shopId}::uuid AND id = ${id}::uuid AND uses < uses_max AND revoked_at IS NULL
       AND expires_at > clock_timestamp()`;
  return used === 1;
}

/** False when the id is taken already. */
export async function insertReportLink(
  tx: Tx,
  shopId: string,
  link: {
    id: string;
    label: string;
    secretHash: Buffer;
    locationId: string;
    itemIds: string[];
    vendor: string | null;
    usesMax: number;
    days: number;
    madeBy: string;
  },
): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO report_link (shop_id, id, label, secret_hash, location_id, item_ids, vendor, uses_max,
                             expires_at, made_by)
    VALUES (${shopId}::uuid, ${link.id}::uuid, ${link.label}, ${link.secretHash}, ${link.locationId},
            ${link.itemIds}::text[], ${link.vendor}, ${link.usesMax},
            now() + make_interval(days => ${link.days}::int), ${link.madeBy})
    ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

export async function countWorkingLinks(tx: Tx, shopId: string): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM report_link
     WHERE shop_id = ${shopId}::uuid AND revoked_at IS NULL AND expires_at > clock_timestamp()`;
  return rows[0]?.count ?? 0;
}

/** Where it takes reports for, with its name as it was last heard. */
export async function findLinkPlace(tx: Tx, id: string): Promise<{ id: string; name: string } | null> {
  const rows = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT k.location_id AS id, coalesce(m.name, '') AS name
      FROM report_link k
      LEFT JOIN location_mirror m ON m.shop_id = k.shop_id AND m.location_id = k.location_id
     WHERE k.id = ${id}::uuid`;
  return rows[0] ?? null;
}

/** "again" when somebody has revoked it before: then theirs counts. */
export async function markLinkRevoked(
  tx: Tx,
  shopId: string,
  link: { id: string; revokedBy: string },
): Promise<"revoked" | "again" | "unknown"> {
  const revoked = await tx.$executeRaw`
    UPDATE report_link SET revoked_at = clock_timestamp(), revoked_by = ${link.revokedBy}
     WHERE shop_id = ${shopId}::uuid AND id = ${link.id}::uuid AND revoked_at IS NULL`;
  if (revoked === 1) return "revoked";
  return (await findReportLink(tx, shopId, link.id)) ? "again" : "unknown";
}
