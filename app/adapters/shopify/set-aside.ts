import { keyOfPlace } from "#app/domain/write-off/stock.ts";
import { SET_ASIDE } from "#app/domain/write-off/taken-from.ts";
import type { FoundVariant } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { readShelf } from "./inventory.ts";

/**
 * What was set aside of found goods. Asked only where more is on hand than is for sale and promised, so that
 * a shop that sets nothing aside pays nothing for it.
 */
export async function withAside(
  client: Client,
  found: FoundVariant[],
  now: () => Date,
): Promise<FoundVariant[]> {
  const places = found.flatMap(({ levels }) =>
    levels.filter(({ onHand, available, committed }) => onHand > available + committed),
  );
  if (places.length === 0) return found;
  const asked = places.map(({ itemId, locationId }) => ({ itemId, locationId, aside: SET_ASIDE }));
  const { levels } = await readShelf(client, asked, { lane: "person", now });
  const asideAt = new Map(levels.map((level) => [keyOfPlace(level), level.aside]));
  return found.map((variant) => ({
    ...variant,
    levels: variant.levels.map((level) => ({ ...level, aside: asideAt.get(keyOfPlace(level)) })),
  }));
}
