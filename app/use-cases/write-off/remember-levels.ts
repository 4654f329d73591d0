import type { Tx } from "#app/db/in-shop-transaction.ts";
import { markLevelsUnknown, missingPlaces, upsertLevels } from "#app/db/mirrors.ts";
import type { Place } from "#app/domain/write-off/stock.ts";
import type { LevelFacts } from "#app/ports/shopify.ts";

/** What was asked for and is not in use, or not there at all, is nothing to plan with. */
export async function rememberLevels(
  tx: Tx,
  shopId: string,
  asked: Place[],
  levels: LevelFacts[],
): Promise<void> {
  const used = levels.filter((level) => level.isActive);
  await upsertLevels(
    tx,
    shopId,
    used.map((level) => ({ ...level, updatedAt: level.availableUpdatedAt })),
  );
  await markLevelsUnknown(tx, missingPlaces(asked, used));
}
