import { accessDenied } from "../access.ts";
import { connection, type PageArguments } from "../connection.ts";
import { gid, numericId } from "../gid.ts";
import {
  type Change,
  type Group,
  type Item,
  type Level,
  type Location,
  levelKey,
  onHandParts,
  type QuantityName,
  quantityNames,
  quantityOf,
  type Shop,
  storedNames,
  variantsOfItem,
} from "../state.ts";
import type { Asked } from "../world.ts";
import { checkedId, decimalText, instant, type ResolverTable } from "./resolver.ts";

type LevelArguments = PageArguments & { includeInactive?: boolean };
type QuantitySource = { level: Level; name: QuantityName };

/** A level at a closed location is not active either. */
export function isLevelActive(shop: Shop, level: Level): boolean {
  return level.isActive && shop.locations.get(level.locationId)?.isActive === true;
}

function pageOfLevels(shop: Shop, args: LevelArguments, levels: Level[]) {
  const shown = levels.filter((level) => args.includeInactive || isLevelActive(shop, level));
  return connection(shown, args, (level) => level.id);
}

/** By location, so that a shop with many items does not search all of its levels. */
function levelsOfItem(shop: Shop, itemId: string): Level[] {
  return [...shop.locations.keys()].flatMap(
    (locationId) => shop.levels.get(levelKey(itemId, locationId)) ?? [],
  );
}

function levelOf(
  shop: Shop,
  place: { itemId: string; locationId: string; includeInactive?: boolean },
): Level | null {
  const level = shop.levels.get(levelKey(place.itemId, place.locationId));
  return level && (place.includeInactive || isLevelActive(shop, level)) ? level : null;
}

function costFor(item: Item, { shop, grant, world }: Asked) {
  if (grant.staff && !grant.staff.seesCosts) {
    if (world.switches.hiddenCost === "null") return null;
    throw accessDenied("unitCost", "The user must have “View product costs” permission.");
  }
  return item.cost === null ? null : { amount: decimalText(item.cost), currencyCode: shop.currency };
}

function changesShown(group: Group, args: Record<string, string[] | undefined>, { world }: Asked): Change[] {
  return group.changes.filter(
    (change) =>
      (world.switches.changeRows !== "without-on-hand" || change.name !== "on_hand") &&
      (args.inventoryItemIds?.includes(change.itemId) ?? true) &&
      (args.locationIds?.includes(change.locationId) ?? true) &&
      (args.quantityNames?.includes(change.name) ?? true),
  );
}

export const inventoryResolvers: ResolverTable = {
  InventoryItem: {
    createdAt: (item: Item) => instant(item.createdAt),
    updatedAt: (item: Item) => instant(item.updatedAt),
    legacyResourceId: (item: Item) => String(numericId(item.id)),
    duplicateSkuCount: (item: Item, _args, { shop }) =>
      item.sku === null ? 0 : [...shop.items.values()].filter((other) => other.sku === item.sku).length - 1,
    inventoryHistoryUrl: (item: Item, _args, { world, shop }) =>
      `${world.origin()}/store/${shop.handle}/inventory/${numericId(item.id)}/history`,
    inventoryLevel: (item: Item, args, { shop }) =>
      levelOf(shop, {
        itemId: item.id,
        locationId: checkedId("Location", args.locationId),
        includeInactive: args.includeInactive,
      }),
    inventoryLevels: (item: Item, args, { shop }) => pageOfLevels(shop, args, levelsOfItem(shop, item.id)),
    locationsCount: (item: Item, _args, { shop }) => ({
      count: levelsOfItem(shop, item.id).filter((level) => isLevelActive(shop, level)).length,
      precision: "EXACT",
    }),
    trackedEditable: () => ({ locked: false, reason: null }),
    unitCost: (item: Item, _args, asked) => costFor(item, asked),
    variant: (item: Item, _args, { shop }) => variantsOfItem(shop, item.id)[0],
    variants: (item: Item, args, { shop }) =>
      connection(variantsOfItem(shop, item.id), args, (variant) => variant.id),
  },
  InventoryLevel: {
    createdAt: (level: Level) => instant(level.createdAt),
    updatedAt: (level: Level) => instant(Math.max(...Object.values(level.updatedAt))),
    canDeactivate: (level: Level) => level.quantities.committed === 0 && level.quantities.incoming === 0,
    deactivationAlert: () => null,
    isActive: (level: Level, _args, { shop }) => isLevelActive(shop, level),
    item: (level: Level, _args, { shop }) => shop.items.get(level.itemId),
    location: (level: Level, _args, { shop }) => shop.locations.get(level.locationId),
    quantities: (level: Level, args: { names: string[] }) =>
      args.names
        .filter((name): name is QuantityName => (quantityNames as readonly string[]).includes(name))
        .map((name) => ({ level, name })),
  },
  InventoryQuantity: {
    id: ({ level, name }: QuantitySource) =>
      `${level.id.replace("/InventoryLevel/", "/InventoryQuantity/")}&name=${name}`,
    name: ({ name }: QuantitySource) => name,
    quantity: ({ level, name }: QuantitySource) => quantityOf(level, name),
    updatedAt: ({ level, name }: QuantitySource, _args, { world }) =>
      world.switches.updatedAtPrecision === "second"
        ? instant(level.updatedAt[name])
        : new Date(level.updatedAt[name]).toISOString(),
  },
  InventoryAdjustmentGroup: {
    createdAt: (group: Group) => instant(group.createdAt),
    app: (group: Group, _args, { world }) => (group.byApp ? world.app : null),
    staffMember: (group: Group, _args, { shop }) => shop.staff.get(group.actor.staffId ?? "") ?? null,
    changes: (group: Group, args, asked) => changesShown(group, args, asked),
  },
  InventoryChange: {
    item: (change: Change, _args, { shop }) => shop.items.get(change.itemId) ?? null,
    location: (change: Change, _args, { shop }) => shop.locations.get(change.locationId) ?? null,
    quantityAfterChange: (change: Change, _args, { world }) =>
      world.switches.changeRows === "after-unknown" ? null : change.after,
  },
  InventoryProperties: {
    quantityNames: () =>
      quantityNames.map((name) => ({
        name,
        displayName: `${name.charAt(0).toUpperCase()}${name.slice(1).replace("_", " ")}`,
        belongsTo: (onHandParts as readonly string[]).includes(name) ? ["on_hand"] : [],
        comprises: name === "on_hand" ? onHandParts : [],
        isInUse: name === "on_hand" || storedNames.includes(name),
      })),
  },
  Location: {
    createdAt: (location: Location) => instant(location.createdAt),
    updatedAt: (location: Location) => instant(location.createdAt),
    legacyResourceId: (location: Location) => String(numericId(location.id)),
    activatable: (location: Location) => !location.isActive,
    deactivatable: (location: Location) => location.isActive,
    deactivatedAt: (location: Location) => (location.isActive ? null : instant(location.createdAt)),
    deletable: () => false,
    fulfillsOnlineOrders: (location: Location) => location.isActive,
    shipsInventory: (location: Location) => location.isActive,
    isFulfillmentService: (location: Location) => location.fulfillmentService !== null,
    fulfillmentService: (location: Location) =>
      location.fulfillmentService === null
        ? null
        : {
            id: gid("FulfillmentService", numericId(location.id)),
            serviceName: location.fulfillmentService,
            handle: location.fulfillmentService.toLowerCase().replace(/\W+/g, "-"),
          },
    hasActiveInventory: (location: Location, _args, { shop }) =>
      [...shop.levels.values()].some((level) => level.locationId === location.id && level.isActive),
    hasUnfulfilledOrders: (location: Location, _args, { shop }) =>
      [...shop.levels.values()].some(
        (level) => level.locationId === location.id && level.quantities.committed > 0,
      ),
    isPrimary: (location: Location, _args, { shop }) => [...shop.locations.keys()][0] === location.id,
    inventoryLevel: (location: Location, args, { shop }) =>
      levelOf(shop, {
        itemId: checkedId("InventoryItem", args.inventoryItemId),
        locationId: location.id,
        includeInactive: args.includeInactive,
      }),
    inventoryLevels: (location: Location, args, { shop }) =>
      pageOfLevels(
        shop,
        args,
        [...shop.levels.values()].filter((level) => level.locationId === location.id),
      ),
  },
};
