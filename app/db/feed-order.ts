import type { Day } from "#app/domain/dates.ts";
import type { FeedResource } from "#app/domain/feed/feed-request.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type FeedOrder = {
  lastSequence: bigint;
  cursorKey: Buffer;
  /** Changes with whatever is told beside what never changes: the names of accounts and of people. */
  names: string;
};

/** How far the shop's order goes, and the key its cursors are sealed with. */
export async function findFeedOrder(tx: Tx, shopId: string): Promise<FeedOrder | null> {
  const rows = await tx.$queryRaw<FeedOrder[]>`
    SELECT c.last_sequence AS "lastSequence", c.cursor_key AS "cursorKey",
           md5(concat_ws('|',
             (SELECT string_agg(concat_ws(chr(31), a.role, a.name, a.code), chr(30) ORDER BY a.role)
                FROM account a WHERE a.shop_id = ${shopId}::uuid),
             (SELECT string_agg(concat_ws(chr(31), p.user_id, p.name), chr(30) ORDER BY p.user_id)
                FROM person p WHERE p.shop_id = ${shopId}::uuid))) AS names
      FROM feed_counter c WHERE c.shop_id = ${shopId}::uuid`;
  return rows[0] ?? null;
}

export type FeedSpan = {
  resource: FeedResource;
  from: Day | null;
  to: Day | null;
  after: bigint;
  through: bigint;
};

/** Where a page of so many ends, and whether something comes after it. Null when there is nothing. */
export async function findPageEnd(
  tx: Tx,
  shopId: string,
  { resource, from, to, after, through }: FeedSpan,
  limit: number,
): Promise<{ last: bigint; more: boolean } | null> {
  const [since, until] = [from ?? "0001-01-01", to ?? "9999-12-31"];
  const chosen =
    resource === "entries"
      ? Prisma.sql`feed_entry f JOIN entry t ON t.shop_id = f.shop_id AND t.id = f.entry_id
          AND t.accounting_date BETWEEN ${since}::date AND ${until}::date`
      : Prisma.sql`feed_document f JOIN document t ON t.shop_id = f.shop_id AND t.id = f.document_id
          AND t.event_date BETWEEN ${since}::date AND ${until}::date`;
  const rows = await tx.$queryRaw<{ last: bigint | null; count: number }[]>`
    SELECT max(sequence) FILTER (WHERE place <= ${limit}::int) AS last, count(*)::int AS count
      FROM (SELECT f.sequence, row_number() OVER (ORDER BY f.sequence) AS place FROM ${chosen}
             WHERE f.shop_id = ${shopId}::uuid AND f.sequence > ${after}::bigint
               AND f.sequence <= ${through}::bigint
             ORDER BY f.sequence LIMIT ${limit}::int + 1) page`;
  const last = rows[0]?.last ?? null;
  return last === null ? null : { last, more: (rows[0]?.count ?? 0) > limit };
}
