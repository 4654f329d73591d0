import type { Balance } from "#app/domain/write-off/original.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** Always in the order of their ids, so that two reversals of the same lines cannot wait for each other. */
export async function lockBalances(tx: Tx, lineIds: string[]): Promise<Map<string, Balance>> {
  if (lineIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<(Balance & { lineId: string })[]>`
    SELECT line_id AS "lineId", applied, reserved, reversed FROM line_balance
     WHERE line_id = ANY(${lineIds}::uuid[]) ORDER BY line_id FOR UPDATE`;
  return new Map(rows.map(({ lineId, ...balance }) => [lineId, balance]));
}

export async function insertBalances(
  tx: Tx,
  shopId: string,
  lines: { id: string; quantity: number }[],
): Promise<void> {
  if (lines.length === 0) return;
  const rows = JSON.stringify(lines.map(({ id, quantity }) => ({ id, quantity })));
  await tx.$executeRaw`
    INSERT INTO line_balance (shop_id, line_id, applied)
    SELECT ${shopId}::uuid, x.id, x.quantity
      FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, quantity int)`;
}

export type BalanceMove = { lineId: string; reserved: number; reversed: number };

/** The check on the table refuses what is more than was applied, whoever asks. */
export async function moveBalances(tx: Tx, moves: BalanceMove[]): Promise<void> {
  const sums = new Map<string, BalanceMove>();
  for (const move of moves) {
    const sum = sums.get(move.lineId) ?? { lineId: move.lineId, reserved: 0, reversed: 0 };
    sums.set(move.lineId, {
      lineId: move.lineId,
      reserved: sum.reserved + move.reserved,
      reversed: sum.reversed + move.reversed,
    });
  }
  if (sums.size === 0) return;
  await tx.$executeRaw`
    UPDATE line_balance b SET reserved = b.reserved + x.reserved, reversed = b.reversed + x.reversed
      FROM jsonb_to_recordset(${JSON.stringify([...sums.values()])}::jsonb) AS x("lineId" uuid, reserved int,
        reversed int)
     WHERE b.line_id = x."lineId"`;
}
