import type { GraphQLResolveInfo } from "graphql";
import type { AdjustInput } from "../adjust.ts";
import { adjustQuantities } from "../adjust.ts";
import { connection } from "../connection.ts";
import { numericId, typeOfGid } from "../gid.ts";
import { itemUpdate } from "../item-update.ts";
import { keyedMutation, requireCompare } from "../keyed-mutation.ts";
import { type MoveInput, moveQuantities } from "../move-quantities.ts";
import { parseSearch } from "../search-syntax.ts";
import { type SetInput, setQuantities } from "../set-quantities.ts";
import type { Shop } from "../state.ts";
import type { Asked } from "../world.ts";
import { checkedId, type ResolverTable } from "./resolver.ts";
import { itemFields, locationFields, productFields, variantFields } from "./search-fields.ts";

const byId = ({ id }: { id: string }) => id;

function nodeOf({ shop, world }: Asked, id: string): unknown {
  const type = typeOfGid(id);
  if (type === "Shop") return id === shop.id ? shop : null;
  if (type === "App") return id === world.app.id ? world.app : null;
  if (type === "AppInstallation") return id === shop.installation?.id ? shop.installation : null;
  if (type === "InventoryLevel") return levelById(shop, id);
  const home: Record<string, Map<string, unknown>> = {
    Product: shop.products,
    ProductVariant: shop.variants,
    InventoryItem: shop.items,
    Location: shop.locations,
    InventoryAdjustmentGroup: shop.groups,
  };
  return home[type ?? ""]?.get(id) ?? null;
}

function levelById(shop: Shop, id: string): unknown {
  for (const level of shop.levels.values()) if (level.id === id) return level;
  return null;
}

const byNewest = (a: { id: string }, b: { id: string }) => numericId(a.id) - numericId(b.id);
const byTitle = (a: { title: string }, b: { title: string }) => a.title.localeCompare(b.title, "en");

export const rootResolvers: ResolverTable = {
  QueryRoot: {
    shop: (_root, _args, { shop }) => shop,
    app: (_root, args, { world }) => (args.id && args.id !== world.app.id ? null : world.app),
    currentAppInstallation: (_root, _args, { shop }) => shop.installation,
    inventoryProperties: () => ({}),
    location: (_root, args, { shop }) =>
      args.id
        ? (shop.locations.get(checkedId("Location", args.id)) ?? null)
        : ([...shop.locations.values()].find((location) => location.isActive) ?? null),
    locations: (_root, args, { shop }) => {
      const matches = parseSearch(args.query);
      const found = [...shop.locations.values()]
        .filter((location) => args.includeInactive || location.isActive)
        .filter((location) => args.includeLegacy || location.fulfillmentService === null)
        .filter((location) => matches(locationFields(location)))
        .sort((a, b) => (args.sortKey === "ID" ? byNewest(a, b) : a.name.localeCompare(b.name, "en")));
      return connection(found, args, byId);
    },
    product: (_root, args, { shop }) => shop.products.get(checkedId("Product", args.id)) ?? null,
    products: (_root, args, { shop }) => {
      const matches = parseSearch(args.query);
      const found = [...shop.products.values()].filter((product) => matches(productFields(shop, product)));
      return connection(found.sort(args.sortKey === "TITLE" ? byTitle : byNewest), args, byId);
    },
    productsCount: (_root, args, { shop }) => {
      const matches = parseSearch(args.query);
      const found = [...shop.products.values()].filter((product) => matches(productFields(shop, product)));
      return { count: found.length, precision: "EXACT" };
    },
    productVariant: (_root, args, { shop }) =>
      shop.variants.get(checkedId("ProductVariant", args.id)) ?? null,
    productVariants: (_root, args, { shop }) => {
      const matches = parseSearch(args.query);
      const found = [...shop.variants.values()].filter((variant) => matches(variantFields(shop, variant)));
      return connection(found.sort(args.sortKey === "TITLE" ? byTitle : byNewest), args, byId);
    },
    productVariantsCount: (_root, args, { shop }) => {
      const matches = parseSearch(args.query);
      const found = [...shop.variants.values()].filter((variant) => matches(variantFields(shop, variant)));
      return { count: found.length, precision: "EXACT" };
    },
    inventoryItem: (_root, args, { shop }) => shop.items.get(checkedId("InventoryItem", args.id)) ?? null,
    inventoryItems: (_root, args, { shop }) => {
      const matches = parseSearch(args.query);
      const found = [...shop.items.values()].filter((item) => matches(itemFields(item)));
      return connection(found.sort(byNewest), args, byId);
    },
    inventoryLevel: (_root, args, { shop }) => levelById(shop, checkedId("InventoryLevel", args.id)),
    node: (_root, args, asked) => nodeOf(asked, args.id),
    nodes: (_root, args: { ids: string[] }, asked) => args.ids.map((id) => nodeOf(asked, id)),
  },
  Mutation: {
    inventoryAdjustQuantities: (_root, { input }: { input: AdjustInput }, asked, info) =>
      keyedMutation(asked, info, {
        input,
        changes: input.changes.length,
        check: () => {
          for (const change of input.changes) requireCompare("InventoryChangeInput", change);
        },
        apply: () => adjustQuantities(asked, input),
      }),
    inventorySetQuantities: (_root, { input }: { input: SetInput }, asked, info) =>
      keyedMutation(asked, info, {
        input,
        changes: input.quantities.length,
        check: () => {
          for (const line of input.quantities) requireCompare("InventoryQuantityInput", line);
        },
        apply: () => setQuantities(asked, input),
      }),
    inventoryMoveQuantities: (_root, { input }: { input: MoveInput }, asked, info: GraphQLResolveInfo) =>
      keyedMutation(asked, info, {
        input,
        changes: input.changes.length,
        check: () => {
          for (const { from, to } of input.changes)
            for (const terminal of [from, to]) requireCompare("InventoryMoveQuantityTerminalInput", terminal);
        },
        apply: () => moveQuantities(asked, input),
      }),
    inventoryItemUpdate: (_root, args, asked) => itemUpdate(asked, args),
  },
};
