import { Prisma } from "#app/db/generated/client.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { firstOf, type Period, type Pieces, yearsAndMonthsOf } from "#app/domain/insight/period.ts";

/** Net of what came back; value in the shop's currency only, units of all. */
export type LossSum = { units: bigint; back: bigint; value: bigint; unvalued: bigint };

export type PlaceRow = LossSum & {
  when: "now" | "before";
  class: "loss" | "apart" | "worth";
  family: string;
  reasonId: string;
  locationId: string;
};
export type ItemRow = LossSum & { itemId: string; title: string; variantTitle: string; sku: string };
export type TradeRow = LossSum & { when: "now" | "before"; vendor: string; productType: string };
export type MonthRow = Pick<LossSum, "units" | "value"> & { month: string };

export type Asked = { shopId: string; currency: string; now: Pieces; before: Pieces };

/** By where and why, of both periods: a few hundred rows a month, whatever lies below them. */
export function placeRows(tx: Tx, asked: Asked): Promise<PlaceRow[]> {
  const { shopId, currency } = asked;
  return tx.$queryRaw<PlaceRow[]>`
    ${["now" as const, "before" as const]
      .map(
        (when) => Prisma.sql`
    SELECT ${when}::text AS "when", class, family, reason_id AS "reasonId", location_id AS "locationId",
           ${sums(currency)}
      FROM place_total t WHERE shop_id = ${shopId}::uuid AND ${within(asked[when])}
     GROUP BY class, family, reason_id, location_id`,
      )
      .reduce((one, other) => Prisma.sql`${one} UNION ALL ${other}`)}`;
}

type Top = Pick<Asked, "shopId" | "currency"> & { period: Period; by: "value" | "units" };

/** The dearest, or the most where nobody may see money. */
export function topItems(tx: Tx, asked: Top, most: number): Promise<ItemRow[]> {
  const { shopId, period } = asked;
  const top = period.kind === "range" ? topOfRange(asked, most) : topOfOne(asked, most);
  return tx.$queryRaw<ItemRow[]>`
    WITH top AS MATERIALIZED (${top})
    SELECT p.item_id AS "itemId", p.units, p.back, p.value, p.unvalued,
           coalesce(m.title, l.title, '') AS title, coalesce(m.sku, l.sku, '') AS sku,
           coalesce(m.variant_title, l.variant_title, '') AS "variantTitle"
      FROM top p
      LEFT JOIN item_mirror m ON m.shop_id = ${shopId}::uuid AND m.item_id = p.item_id
      LEFT JOIN LATERAL (SELECT x.title, x.variant_title, x.sku FROM document_line x
         WHERE m.item_id IS NULL AND x.shop_id = ${shopId}::uuid AND x.item_id = p.item_id
         ORDER BY x.id DESC LIMIT 1) l ON true
     ORDER BY ${asked.by === "value" ? Prisma.sql`p.value` : Prisma.sql`p.units`} DESC, p.item_id`;
}

/** The first of an index. */
function topOfOne({ shopId, currency, period, by }: Top, most: number): Prisma.Sql {
  return Prisma.sql`
    SELECT t.item_id, t.units, t.units_back AS back, t.value_minor AS value, t.unvalued
      FROM item_total t
     WHERE t.shop_id = ${shopId}::uuid AND t.span = ${period.kind} AND t.span <> 'day'
       AND t.day = ${firstOf(period.id)}::date AND t.class = 'loss' AND t.currency = ${currency}
       AND ${columnOf(by)} > 0
     ORDER BY ${columnOf(by)} DESC LIMIT ${most}::int`;
}

/** No index knows the sums of several months: what was lost in them is added up, whole years as one. */
function topOfRange({ shopId, currency, period, by }: Top, most: number): Prisma.Sql {
  const { years, months } = yearsAndMonthsOf(period);
  return Prisma.sql`
    SELECT t.item_id, sum(t.units)::bigint AS units, sum(t.units_back)::bigint AS back,
           sum(t.value_minor)::bigint AS value, sum(t.unvalued)::bigint AS unvalued
      FROM item_total t
     WHERE t.shop_id = ${shopId}::uuid AND t.class = 'loss' AND t.currency = ${currency}
       AND t.span <> 'day' AND (t.span = 'year' AND t.day = ANY(${years}::date[])
         OR t.span = 'month' AND t.day = ANY(${months}::date[]))
     GROUP BY t.item_id HAVING sum(${columnOf(by)}) > 0
     ORDER BY sum(${columnOf(by)}) DESC, t.item_id LIMIT ${most}::int`;
}

function columnOf(by: Top["by"]): Prisma.Sql {
  return by === "value" ? Prisma.sql`t.value_minor` : Prisma.sql`t.units`;
}

/** The month that the first loss was counted in. */
export async function firstMonth(tx: Tx, shopId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ month: string | null }[]>`
    SELECT to_char(min(day), 'YYYY-MM') AS month FROM place_total
     WHERE shop_id = ${shopId}::uuid AND span = 'month'`;
  return row?.month ?? null;
}

/** What the same items had lost in the period before. */
export function itemsBefore(
  tx: Tx,
  asked: Pick<Asked, "shopId" | "currency" | "before">,
  itemIds: string[],
): Promise<(LossSum & { itemId: string })[]> {
  return tx.$queryRaw<(LossSum & { itemId: string })[]>`
    SELECT item_id AS "itemId", ${sums(asked.currency)} FROM item_total t
     WHERE shop_id = ${asked.shopId}::uuid AND item_id = ANY(${itemIds}::text[]) AND class = 'loss'
       AND ${within(asked.before)}
     GROUP BY item_id`;
}

export function tradeRows(tx: Tx, asked: Asked): Promise<TradeRow[]> {
  const { shopId, currency } = asked;
  return tx.$queryRaw<TradeRow[]>`
    ${["now" as const, "before" as const]
      .map(
        (when) => Prisma.sql`
    SELECT ${when}::text AS "when", vendor, product_type AS "productType", ${sums(currency)}
      FROM trade_total t WHERE shop_id = ${shopId}::uuid AND class = 'loss' AND ${within(asked[when])}
     GROUP BY vendor, product_type`,
      )
      .reduce((one, other) => Prisma.sql`${one} UNION ALL ${other}`)}`;
}

export function monthRows(
  tx: Tx,
  { shopId, currency, from, to }: { shopId: string; currency: string; from: string; to: string },
): Promise<MonthRow[]> {
  return tx.$queryRaw<MonthRow[]>`
    SELECT to_char(day, 'YYYY-MM') AS month, ${sums(currency)} FROM place_total t
     WHERE shop_id = ${shopId}::uuid AND span = 'month' AND day BETWEEN ${from}::date AND ${to}::date
       AND class = 'loss' GROUP BY day ORDER BY day`;
}

function sums(currency: string): Prisma.Sql {
  return Prisma.sql`sum(t.units)::bigint AS units, sum(t.units_back)::bigint AS back,
    coalesce(sum(t.value_minor) FILTER (WHERE t.currency = ${currency}), 0)::bigint AS value,
    sum(t.unvalued)::bigint AS unvalued`;
}

/** Whole months by their own rows, the days that are left by theirs. */
function within({ months, days }: Pieces): Prisma.Sql {
  const parts = days.map(
    ({ from, to }) => Prisma.sql`(t.span = 'day' AND t.day BETWEEN ${from}::date AND ${to}::date)`,
  );
  if (months.length > 0) parts.push(Prisma.sql`(t.span = 'month' AND t.day = ANY(${months}::date[]))`);
  return parts.length > 0 ? Prisma.sql`(${Prisma.join(parts, " OR ")})` : Prisma.sql`false`;
}
