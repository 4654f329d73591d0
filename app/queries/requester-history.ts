import { inShop } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { valueLeft } from "./value-left.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type RequesterHistory = {
  days: number;
  documents: number;
  units: number;
  value: WireMoney | null;
  reversed: number;
  requests: number;
  rejected: number;
};

/** What whoever asks has done lately, for who decides: a habit shows in numbers. */
export async function requesterHistory(
  ctx: ShopContext,
  { requesterId, seesCost }: { requesterId: string; seesCost: boolean },
): Promise<RequesterHistory> {
  const days = limits.requestHistoryDays;
  const rows = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<(Omit<RequesterHistory, "days" | "value"> & { valueMinor: bigint })[]>`
      SELECT d.documents, d.units, d.value AS "valueMinor", d.reversed, r.requests, r.rejected
        FROM (SELECT count(*) FILTER (WHERE reverses_id IS NULL)::int AS documents,
                     coalesce(sum(units_applied) FILTER (WHERE reverses_id IS NULL), 0)::int AS units,
                     coalesce(sum(v.value_minor) FILTER (WHERE reverses_id IS NULL), 0)::bigint AS value,
                     count(*) FILTER (WHERE EXISTS (SELECT FROM document b
                       WHERE b.shop_id = o.shop_id AND b.reverses_id = o.id))::int AS reversed
                FROM document o CROSS JOIN LATERAL (${valueLeft("o")}) v
               WHERE o.shop_id = ${ctx.shopId}::uuid AND o.submitted_by = ${requesterId}
                 AND o.created_at > clock_timestamp() - make_interval(days => ${days}::int)) d,
             (SELECT count(*)::int AS requests, count(*) FILTER (WHERE state = 'rejected')::int AS rejected
                FROM request
               WHERE shop_id = ${ctx.shopId}::uuid AND requester = ${requesterId}
                 AND made_at > clock_timestamp() - make_interval(days => ${days}::int)) r`,
  );
  const [row] = rows;
  const none = { documents: 0, units: 0, reversed: 0, requests: 0, rejected: 0, valueMinor: 0n };
  const { valueMinor, ...counts } = row ?? none;
  return { days, ...counts, value: seesCost ? toWireMoney(valueMinor, ctx.shop.currency) : null };
}
