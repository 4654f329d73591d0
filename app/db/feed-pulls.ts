import type { Day } from "#app/domain/dates.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type PullRow = {
  id: string;
  by: { tokenId: string } | { personId: string };
  resource: "entries" | "documents" | "journal";
  format: string;
  from: Day | null;
  to: Day | null;
  since: bigint | null;
  limit: number | null;
  agent: string;
  addressClass: AddressClass;
};

/** Where it came from, and no address: who it was the token says. */
export type AddressClass = "unknown" | "private" | "ipv4" | "ipv6";

/** A pull at the door starts at once; a person's starts when the address they were given is opened. */
export async function insertPull(tx: Tx, shopId: string, pull: PullRow): Promise<void> {
  const tokenId = "tokenId" in pull.by ? pull.by.tokenId : null;
  const personId = "personId" in pull.by ? pull.by.personId : null;
  await tx.$executeRaw`
    INSERT INTO feed_pull (shop_id, id, token_id, person_id, resource, format, from_day, to_day, since,
                           row_limit, agent, address_class, started_at)
    VALUES (${shopId}::uuid, ${pull.id}::uuid, ${tokenId}::uuid, ${personId}, ${pull.resource},
            ${pull.format}, ${pull.from}::date, ${pull.to}::date, ${pull.since}::bigint,
              ${pull.limit}::int, ${pull.agent},
            ${pull.addressClass}, CASE WHEN ${tokenId}::uuid IS NOT NULL THEN clock_timestamp() END)`;
}

export type OpenedPull = { format: string; from: string; to: string; personId: string };

/** Null when it was opened before, is too old, or there is none: an address is good for one use. */
export async function markPullStarted(
  tx: Tx,
  shopId: string,
  pull: { id: string; ageMsMax: number },
): Promise<OpenedPull | null> {
  const rows = await tx.$queryRaw<OpenedPull[]>`
    UPDATE feed_pull SET started_at = clock_timestamp()
     WHERE shop_id = ${shopId}::uuid AND id = ${pull.id}::uuid AND started_at IS NULL
       AND person_id IS NOT NULL AND opened_at > clock_timestamp() - ${pull.ageMsMax}::float8 *
         interval '1 millisecond'
    RETURNING format, to_char(from_day, 'YYYY-MM-DD') AS "from", to_char(to_day, 'YYYY-MM-DD') AS "to",
              person_id AS "personId"`;
  return rows[0] ?? null;
}

export async function markPullEnded(
  tx: Tx,
  shopId: string,
  pull: { id: string; status: number; whole: boolean; rows: number; bytes: number },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE feed_pull SET ended_at = clock_timestamp(), status = ${pull.status}::int, whole = ${pull.whole},
           rows = ${pull.rows}::bigint, bytes = ${pull.bytes}::bigint
     WHERE shop_id = ${shopId}::uuid AND id = ${pull.id}::uuid AND ended_at IS NULL`;
}
