import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { valueLeft } from "./value-left.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";
import type { WriteOffFilter } from "./write-off-filter.ts";
import { matching } from "./write-off-matching.ts";
import { withoutValue } from "./write-off-order.ts";

export type Chosen = { ids: string[] } | { filter: WriteOffFilter };

export type Selection = {
  /** As many as can be taken at once, the newest first. */
  documents: { id: string; number: string; reversible: number }[];
  /** How many match, counted up to a limit; null above it. */
  matching: number | null;
  units: number;
  reversible: number;
  value: WireMoney | null;
};

/** What somebody is about to do something with: how many, how much, and what of it can be undone. */
export async function selection(
  ctx: ShopContext,
  { chosen, seesCost }: { chosen: Chosen; seesCost: boolean },
): Promise<Selection> {
  const { shopId } = ctx;
  const filter = "filter" in chosen ? (seesCost ? chosen.filter : withoutValue(chosen.filter)) : null;
  const where = filter
    ? matching(ctx, filter)
    : Prisma.sql`d.shop_id = ${shopId}::uuid AND d.id = ANY(${"ids" in chosen ? chosen.ids : []}::uuid[])`;
  const [rows, counted] = await inShop(ctx.database, shopId, (tx) =>
    Promise.all([
      tx.$queryRaw<Row[]>`
        WITH page AS MATERIALIZED (SELECT d.shop_id, d.id, d.number, d.state, d.units_applied, d.value_minor
          FROM document d WHERE ${where} ORDER BY d.number DESC LIMIT ${limits.bulkDocumentsMax}::int)
        SELECT d.id, d.number, d.units_applied AS units, v.value_minor AS value,
               coalesce(b.reversible, 0)::int AS reversible
          FROM page d CROSS JOIN LATERAL (${valueLeft("d")}) v LEFT JOIN LATERAL (
            SELECT sum(b.applied - b.reserved - b.reversed) AS reversible FROM document_line l
              JOIN line_balance b ON b.shop_id = l.shop_id AND b.line_id = l.id
             WHERE l.shop_id = ${shopId}::uuid AND l.document_id = d.id) b ON true
         ORDER BY d.number DESC`,
      tx.$queryRaw<{ count: number }[]>`
        SELECT count(*)::int AS count FROM (SELECT FROM document d WHERE ${where}
          LIMIT ${limits.matchesCountedMax + 1}::int) m`,
    ]),
  );
  const count = counted[0]?.count ?? 0;
  const sum = (name: "units" | "reversible") => rows.reduce((total, row) => total + row[name], 0);
  const value = rows.reduce((total, row) => total + (row.value ?? 0n), 0n);
  return {
    documents: rows.map(({ id, number, reversible }) => ({
      id,
      number: documentNumberOf(number),
      reversible,
    })),
    matching: count > limits.matchesCountedMax ? null : count,
    units: sum("units"),
    reversible: sum("reversible"),
    value: seesCost ? toWireMoney(value, ctx.shop.currency) : null,
  };
}

type Row = { id: string; number: number; units: number; value: bigint | null; reversible: number };
