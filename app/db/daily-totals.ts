import { invariant } from "#app/domain/invariant.ts";
import type { Database } from "./in-shop-transaction.ts";

export type TotalDifference = { keptIn: string; kept: object | null; summed: object | null };

/** What the totals say and the lines do not, or the other way round. Nobody settles meanwhile. */
export async function compareTotals(database: Database, shopId: string): Promise<TotalDifference[]> {
  return ask<TotalDifference>(
    database,
    shopId,
    'SELECT kept_in AS "keptIn", kept, summed FROM totals_differing()',
  );
}

/** Sums all lines of the shop anew. */
export async function rebuildTotals(database: Database, shopId: string): Promise<void> {
  await ask(database, shopId, "SELECT rebuild_totals()");
}

/** Millions of lines take longer than a person's transaction may. */
async function ask<Row extends object>({ pool }: Database, shopId: string, text: string): Promise<Row[]> {
  invariant(shopId, "a transaction knows its shop");
  const connection = await pool.connect();
  try {
    await connection.query("BEGIN");
    await connection.query("SELECT set_config('app.shop_id', $1, true)", [shopId]);
    await connection.query("SET LOCAL statement_timeout = 0");
    const { rows } = await connection.query<Row>(text);
    await connection.query("COMMIT");
    return rows;
  } catch (error) {
    await connection.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    connection.release();
  }
}
