import { numericId } from "./gid.ts";
import { newLevel } from "./seed.ts";
import {
  type Actor,
  type Change,
  type HistoryRow,
  type Level,
  levelKey,
  nextId,
  onHandParts,
  type QuantityName,
  quantityNames,
  quantityOf,
  type Shop,
  type StoredName,
} from "./state.ts";
import type { World } from "./world.ts";

export type Cause = {
  actor: Actor;
  via: string | null;
  reason: string;
  reference: string | null;
  groupId: string | null;
};

export type Movement = { name: StoredName; delta: number; ledgerDocumentUri: string | null };

/** The one road by which a quantity changes: keeps on_hand, instants, history and webhooks in step. */
export function moveLevel(
  world: World,
  target: { shop: Shop; level: Level },
  movements: Movement[],
  cause: Cause,
): Change[] {
  const { shop, level } = target;
  const rows: Change[] = [];
  for (const movement of movements) {
    const { name, delta, ledgerDocumentUri } = movement;
    level.quantities[name] += delta;
    if (ledgerDocumentUri) {
      const ledger = level.ledgers[name] ?? {};
      level.ledgers[name] = ledger;
      ledger[ledgerDocumentUri] = (ledger[ledgerDocumentUri] ?? 0) + delta;
    }
    rows.push(changeRow(level, movement));
  }
  const onHandDelta = movements.reduce(
    (sum, { name, delta }) => sum + (onHandParts.includes(name) ? delta : 0),
    0,
  );
  if (onHandDelta !== 0)
    rows.push(changeRow(level, { name: "on_hand", delta: onHandDelta, ledgerDocumentUri: null }));
  stamp(world, level, new Set(rows.map((row) => row.name)));
  shop.history.push(historyRow(world, level, rows, cause));
  if (movements.some(({ name, delta }) => name === "available" && delta !== 0)) announce(world, shop, level);
  world.changed();
  return rows;
}

/** The level of an item at a location, made when the item was never stocked there. */
export function levelAt(world: World, shop: Shop, place: { itemId: string; locationId: string }): Level {
  const key = levelKey(place.itemId, place.locationId);
  const known = shop.levels.get(key);
  if (known) return known;
  const made = newLevel(world.state, { ...place, at: world.now() });
  made.isActive = false;
  shop.levels.set(key, made);
  return made;
}

/** Somebody else sells, counts or receives: no app asked for it. */
export function strangerMoves(
  world: World,
  target: { shop: Shop; itemId: string; locationId: string },
  delta: number,
  by: { actor?: Actor; reason?: string; name?: StoredName } = {},
): Level {
  const level = levelAt(world, target.shop, target);
  const name = by.name ?? "available";
  moveLevel(world, { shop: target.shop, level }, [{ name, delta, ledgerDocumentUri: null }], {
    actor: by.actor ?? { kind: "channel", name: "Point of Sale" },
    via: null,
    reason: by.reason ?? (delta < 0 ? "Order created" : "Inventory received"),
    reference: null,
    groupId: null,
  });
  return level;
}

function changeRow(
  level: Level,
  { name, delta, ledgerDocumentUri }: { name: QuantityName; delta: number; ledgerDocumentUri: string | null },
): Change {
  const after = quantityOf(level, name);
  return { itemId: level.itemId, locationId: level.locationId, name, delta, after, ledgerDocumentUri };
}

function stamp(world: World, level: Level, moved: Set<QuantityName>): void {
  const { updatedAt, updatedAtSkewMs } = world.switches;
  if (updatedAt === "never") return;
  for (const name of quantityNames)
    if (updatedAt === "any-quantity" || moved.has(name))
      level.updatedAt[name] = world.now() + updatedAtSkewMs;
}

function historyRow(world: World, level: Level, rows: Change[], cause: Cause): HistoryRow {
  return {
    id: String(nextId(world.state)),
    at: world.now(),
    itemId: level.itemId,
    locationId: level.locationId,
    ...cause,
    changes: rows.map(({ name, delta, after }) => ({ name, delta, after })),
  };
}

function announce(world: World, shop: Shop, level: Level): void {
  world.emit(shop, "inventory_levels/update", {
    inventory_item_id: numericId(level.itemId),
    location_id: numericId(level.locationId),
    available: level.quantities.available,
    updated_at: new Date(level.updatedAt.available).toISOString(),
    admin_graphql_api_id: level.id,
  });
}
