import type { Tx } from "#app/db/in-shop-transaction.ts";
import { findQuestionSettings, listRecentFlags, listRecentLines } from "#app/db/recent-lines.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { decimalsOf } from "#app/domain/money.ts";
import type { Recent, RecentLine } from "#app/domain/write-off/question.ts";
import type { WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";

/** Where the shop has not said from which value on: fifty of whatever it counts in. */
const SALVAGE_FROM = 50n;

/** What a person is asked about; null where nobody is there who could answer. */
export async function readRecent(
  tx: Tx,
  ctx: Pick<ShopContext, "shop">,
  command: Pick<WriteOffCommand, "acknowledged" | "lines">,
): Promise<Recent | null> {
  if (!command.acknowledged) return null;
  const itemIds = [...new Set(command.lines.map((line) => line.itemId))];
  const [lines, flagged, settings] = await Promise.all([
    readRecentLines(tx, itemIds),
    listRecentFlags(tx, itemIds),
    findQuestionSettings(tx),
  ]);
  const { doubledWithinHours, salvageFromMinor } = settings;
  return {
    lines,
    flagged,
    doubledWithinHours,
    salvageFromMinor: salvageFromMinor ?? SALVAGE_FROM * 10n ** BigInt(decimalsOf(ctx.shop.currency)),
  };
}

export async function readRecentLines(tx: Tx, itemIds: string[]): Promise<RecentLine[]> {
  const lines = await listRecentLines(tx, itemIds);
  return lines.map((line) => ({ ...line, number: documentNumberOf(line.number) }));
}
