import { numericId } from "./gid.ts";
import { type Item, type Shop, variantsOfItem } from "./state.ts";
import type { Asked, World } from "./world.ts";

export type ItemPatch = { cost?: string | number | null; tracked?: boolean; sku?: string | null };

type Answer = { inventoryItem: Item | null; userErrors: { field: string[]; message: string }[] };

/** inventoryItemUpdate, which carries no key and may be repeated freely. */
export function itemUpdate(asked: Asked, { id, input }: { id: string; input: ItemPatch }): Answer {
  const item = asked.shop.items.get(id);
  if (!item)
    return {
      inventoryItem: null,
      userErrors: [{ field: ["id"], message: "The product couldn't be updated because it does not exist." }],
    };
  if (input.cost != null && !/^\d+(\.\d+)?$/.test(String(input.cost)))
    return {
      inventoryItem: null,
      userErrors: [{ field: ["input", "cost"], message: "Cost must be a positive number." }],
    };
  changeItem(asked.world, asked.shop, item, input);
  return { inventoryItem: item, userErrors: [] };
}

/** Also the road by which people change an item in the admin. */
export function changeItem(world: World, shop: Shop, item: Item, patch: ItemPatch): void {
  if (patch.cost !== undefined) item.cost = patch.cost === null ? null : String(patch.cost);
  if (patch.tracked !== undefined) item.tracked = patch.tracked;
  if (patch.sku !== undefined) item.sku = patch.sku;
  item.updatedAt = world.now();
  world.emit(shop, "inventory_items/update", itemPayload(item));
  world.changed();
}

export function deleteProduct(world: World, shop: Shop, productId: string): void {
  const product = shop.products.get(productId);
  if (!product) throw new Error(`${shop.domain} has no product ${productId}.`);
  for (const variantId of product.variantIds) deleteVariant(world, shop, variantId);
  shop.products.delete(productId);
  world.emit(shop, "products/delete", { id: numericId(productId) });
  world.changed();
}

export function deleteVariant(world: World, shop: Shop, variantId: string): void {
  const variant = shop.variants.get(variantId);
  if (!variant) throw new Error(`${shop.domain} has no variant ${variantId}.`);
  const product = shop.products.get(variant.productId);
  shop.variants.delete(variantId);
  const item = shop.items.get(variant.itemId);
  if (item) item.variantIds = item.variantIds.filter((id) => id !== variantId);
  if (product) product.variantIds = product.variantIds.filter((id) => id !== variantId);
  if (variantsOfItem(shop, variant.itemId).length > 0) return;
  shop.items.delete(variant.itemId);
  for (const [key, level] of shop.levels) if (level.itemId === variant.itemId) shop.levels.delete(key);
  world.emit(shop, "inventory_items/delete", {
    id: numericId(variant.itemId),
    admin_graphql_api_id: variant.itemId,
  });
  world.changed();
}

export function renameProduct(world: World, shop: Shop, productId: string, title: string): void {
  const product = shop.products.get(productId);
  if (!product) throw new Error(`${shop.domain} has no product ${productId}.`);
  product.title = title;
  product.updatedAt = world.now();
  world.emit(shop, "products/update", {
    id: numericId(productId),
    admin_graphql_api_id: productId,
    title,
    updated_at: new Date(product.updatedAt).toISOString(),
  });
  world.changed();
}

function itemPayload(item: Item): Record<string, unknown> {
  return {
    id: numericId(item.id),
    sku: item.sku,
    cost: item.cost,
    tracked: item.tracked,
    requires_shipping: item.requiresShipping,
    created_at: new Date(item.createdAt).toISOString(),
    updated_at: new Date(item.updatedAt).toISOString(),
    admin_graphql_api_id: item.id,
  };
}
