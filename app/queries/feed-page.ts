import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type FeedTokenView = {
  id: string;
  label: string;
  scopes: string[];
  state: "working" | "expired" | "revoked";
  madeBy: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
};

export type PullView = {
  id: string;
  /** The token's label, or the person's name for a file. */
  who: string;
  byPerson: boolean;
  resource: "entries" | "documents" | "journal";
  format: string;
  from: string | null;
  to: string | null;
  startedAt: string;
  state: "whole" | "broken-off" | "under-way";
  rows: string | null;
  bytes: string | null;
  agent: string;
};

export type FeedPage = {
  tokens: FeedTokenView[];
  pulls: PullView[];
  next: string | null;
  previous: string | null;
};

type Dated<T, K extends keyof T> = Omit<T, K> & { [key in K]: Date };
type TokenRow = Dated<FeedTokenView, "createdAt" | "expiresAt"> & { lastUsedAt: Date | null };

/** Working tokens first, then the others by age; and who pulled what, the latest first. */
export async function feedPage(ctx: ShopContext, cursor: string): Promise<FeedPage> {
  const size = limits.pageSize;
  const [side, at = ""] = cursor.split("~");
  const place = isUuid(at) ? { newer: side === "newer", id: at } : null;
  const [tokens, rows] = await inShop(ctx.database, ctx.shopId, (tx) =>
    Promise.all([
      tx.$queryRaw<TokenRow[]>(tokensOf(ctx.shopId)),
      tx.$queryRaw<Dated<PullView, "startedAt">[]>(pullsOf(ctx.shopId, place, size + 1)),
    ]),
  );
  const page = rows.slice(0, size);
  if (place?.newer) page.reverse();
  const more = rows.length > size;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  return {
    tokens: tokens.map((token) => ({
      ...token,
      createdAt: token.createdAt.toISOString(),
      expiresAt: token.expiresAt.toISOString(),
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    })),
    pulls: page.map((pull) => ({ ...pull, startedAt: pull.startedAt.toISOString() })),
    next: hasOlder ? `older~${page.at(-1)?.id}` : null,
    previous: hasNewer ? `newer~${page[0]?.id}` : null,
  };
}

function tokensOf(shopId: string): Prisma.Sql {
  return Prisma.sql`
    SELECT t.id, t.label, t.scopes, coalesce(p.name, '') AS "madeBy", t.created_at AS "createdAt",
           t.expires_at AS "expiresAt", t.last_used_at AS "lastUsedAt",
           CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked'
                WHEN t.expires_at <= clock_timestamp() THEN 'expired' ELSE 'working' END AS state
      FROM feed_token t LEFT JOIN person p ON p.shop_id = t.shop_id AND p.user_id = t.created_by
     WHERE t.shop_id = ${shopId}::uuid
     ORDER BY t.revoked_at IS NOT NULL OR t.expires_at <= clock_timestamp(), t.created_at DESC
     LIMIT ${limits.feedTokensShown}::int`;
}

/** Ids are made in the order of time. A file that was asked for and never opened is no pull. */
function pullsOf(shopId: string, place: { newer: boolean; id: string } | null, most: number): Prisma.Sql {
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = place?.newer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place ? Prisma.sql`AND l.id ${beyond} ${place.id}::uuid` : Prisma.empty;
  return Prisma.sql`
    SELECT l.id, coalesce(t.label, p.name, '') AS who, l.person_id IS NOT NULL AS "byPerson", l.resource,
           l.format,
           to_char(l.from_day, 'YYYY-MM-DD') AS "from", to_char(l.to_day, 'YYYY-MM-DD') AS "to",
           l.started_at AS "startedAt", l.rows::text AS rows, l.bytes::text AS bytes, l.agent,
           CASE WHEN l.whole THEN 'whole' WHEN l.ended_at IS NOT NULL
                  OR l.started_at < clock_timestamp()
                    - ${limits.streamMsMax}::float8 * interval '1 millisecond'
                THEN 'broken-off' ELSE 'under-way' END AS state
      FROM feed_pull l
      LEFT JOIN feed_token t ON t.shop_id = l.shop_id AND t.id = l.token_id
      LEFT JOIN person p ON p.shop_id = l.shop_id AND p.user_id = l.person_id
     WHERE l.shop_id = ${shopId}::uuid AND l.started_at IS NOT NULL ${from}
     ORDER BY l.id ${order} LIMIT ${most}::int`;
}
