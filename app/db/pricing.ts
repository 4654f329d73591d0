import type { Pricing, PricingKind } from "#app/domain/pricing/pricing.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type KeptPricing = {
  kind: PricingKind | "unknown";
  handle: string;
  timeZone: string;
  /** Null: nothing is counted. */
  limit: number | null;
  used: number;
  /** How long ago Shopify was asked; null when it never was. */
  askedMsAgo: number | null;
  /** The database's clock. */
  now: Date;
};

/** As far as it is shown: a shop that was on a paid plan may have written off thousands this month. */
const COUNTED_MAX = 1_000;

/** Of the shop's row. */
export const countedColumns = Prisma.sql`
  write_offs_a_month AS "limit",
  CASE WHEN write_offs_a_month IS NULL THEN 0
       ELSE write_offs_this_month(id, time_zone, ${COUNTED_MAX}::int) END AS used,
  (extract(epoch FROM clock_timestamp() - pricing_asked_at) * 1000)::float8 AS "askedMsAgo"`;

export async function findPricing(tx: Tx): Promise<KeptPricing | null> {
  const rows = await tx.$queryRaw<KeptPricing[]>`
    SELECT pricing_kind AS kind, pricing_handle AS handle, time_zone AS "timeZone",
           ${countedColumns}, clock_timestamp() AS now FROM shop`;
  return rows[0] ?? null;
}

/**
 * What was asked for later is what counts, whichever answer arrives first. Null when a later one is kept;
 * otherwise what it was before.
 */
export async function markPricing(
  tx: Tx,
  shopId: string,
  { kind, handle, writeOffsAMonth, appHandle, askedAt }: Pricing & { appHandle: string; askedAt: Date },
): Promise<KeptPricing["kind"] | null> {
  const rows = await tx.$queryRaw<{ kind: KeptPricing["kind"] }[]>`
    UPDATE shop SET pricing_kind = ${kind}, pricing_handle = ${handle}, app_handle = ${appHandle},
           write_offs_a_month = ${writeOffsAMonth}::int, pricing_asked_at = ${askedAt}
      FROM (SELECT pricing_kind AS kind FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE) AS before
     WHERE id = ${shopId}::uuid AND coalesce(pricing_asked_at, '-infinity') <= ${askedAt}
    RETURNING before.kind`;
  return rows[0]?.kind ?? null;
}
