import { z } from "zod";
import type { ItemId, LocationId, ProductId, VariantId } from "#app/domain/ids.ts";
import { type AsideUnits, SET_ASIDE, type TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { ItemFacts, LevelFacts, LocationFacts, ShopFacts } from "#app/ports/shopify.ts";

const itemId = z.custom<ItemId>(isGidOf("InventoryItem"));
const locationId = z.custom<LocationId>(isGidOf("Location"));
const variantId = z.custom<VariantId>(isGidOf("ProductVariant"));
const productId = z.custom<ProductId>(isGidOf("Product"));

const picture = z.object({
  preview: z.object({ image: z.object({ url: z.string() }).nullable() }).nullable(),
});
const money = z.object({ amount: z.string().regex(/^-?\d+(\.\d+)?$/), currencyCode: z.string() });
const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });

const quantity = z.object({
  name: z.string(),
  quantity: z.number().int(),
  updatedAt: z.iso.datetime({ offset: true }).nullable(),
});
const shelfQuantities = z.array(quantity).transform((rows, context) => {
  const named = (name: string) => rows.find((row) => row.name === name);
  const [available, committed, onHand] = [named("available"), named("committed"), named("on_hand")];
  const aside = SET_ASIDE.flatMap((name) => {
    const row = named(toQuantityName(name));
    return row ? [{ ...row, name }] : [];
  });
  if (available && committed) return { available, committed, onHand, aside };
  context.addIssue({ code: "custom", message: "a quantity is missing" });
  return z.NEVER;
});
const quantities = shelfQuantities.transform(({ onHand, ...others }, context) => {
  if (onHand) return { ...others, onHand };
  context.addIssue({ code: "custom", message: "the quantity on hand is missing" });
  return z.NEVER;
});
const level = z.object({ isActive: z.boolean(), quantities });
const shelfLevel = z.object({ isActive: z.boolean(), quantities: shelfQuantities });
const levelAtLocation = level.extend({ location: z.object({ id: locationId }) });
const levels = z.object({ pageInfo, nodes: z.array(levelAtLocation) });

const product = z.object({
  id: productId,
  title: z.string(),
  productType: z.string(),
  vendor: z.string(),
  hasOnlyDefaultVariant: z.boolean(),
  featuredMedia: picture.nullable(),
});
const variant = z.object({
  id: variantId,
  title: z.string(),
  barcode: z.string().nullable(),
  requiresComponents: z.boolean(),
  media: z.object({ nodes: z.array(picture) }),
});
const item = z.object({
  id: itemId,
  tracked: z.boolean(),
  sku: z.string().nullable(),
  unitCost: money.nullable(),
});
const location = z.object({
  id: locationId,
  name: z.string(),
  isActive: z.boolean(),
  isFulfillmentService: z.boolean(),
});

const stockItem = item.extend({
  inventoryLevel: level.nullable(),
  variants: z.object({ nodes: z.array(variant.extend({ product })) }).nullable(),
});
const goodsVariant = variant.omit({ media: true }).extend({ product: product.omit({ featuredMedia: true }) });
const goodsItem = item.extend({
  inventoryLevel: shelfLevel.nullable(),
  variants: z.object({ nodes: z.array(goodsVariant) }).nullable(),
});
const shelfItem = item.pick({ id: true, tracked: true }).extend({ inventoryLevel: shelfLevel.nullable() });
const itemWithLevels = item.extend({ inventoryLevels: levels });
const variantWithItem = variant.extend({ inventoryItem: itemWithLevels });
const itemsAlone = z.object({
  pageInfo,
  nodes: z.array(z.object({ inventoryItem: z.object({ id: itemId }) })),
});
const component = z.object({
  productVariant: z.object({
    title: z.string(),
    product: z.object({ title: z.string(), hasOnlyDefaultVariant: z.boolean() }),
  }),
});

/**
 * What each document answers. A field that may be denied is nullable; everything else missing is an error.
 */
export const answers = {
  shopFacts: z.object({
    shop: z.object({
      name: z.string(),
      currencyCode: z.string().regex(/^[A-Z]{3}$/),
      ianaTimezone: z.string().min(1),
      plan: z.object({ publicDisplayName: z.string() }),
    }),
  }),
  stock: z.object({
    known: z.object({ id: locationId }).nullable(),
    location: location.nullable(),
    nodes: z.array(stockItem.nullable()),
  }),
  goods: z.object({
    known: z.object({ id: locationId }).nullable(),
    location: location.nullable(),
    nodes: z.array(goodsItem.nullable()),
  }),
  shelf: z.object({
    known: z.object({ id: locationId }).nullable(),
    location: location.pick({ id: true, isActive: true }).nullable(),
    nodes: z.array(shelfItem.nullable()),
  }),
  components: z.object({
    nodes: z.array(
      z
        .object({ id: variantId, productVariantComponents: z.object({ nodes: z.array(component) }) })
        .nullable(),
    ),
  }),
  locations: z.object({ locations: z.object({ pageInfo, nodes: z.array(location) }) }),
  locationIds: z.object({ locations: z.object({ pageInfo, nodes: z.array(z.object({ id: locationId })) }) }),
  productStock: z.object({
    product: product.extend({ variants: z.object({ pageInfo, nodes: z.array(variantWithItem) }) }).nullable(),
  }),
  productItems: z.object({
    nodes: z.array(z.object({ id: productId, title: z.string(), variants: itemsAlone }).nullable()),
  }),
  moreProductItems: z.object({ product: z.object({ variants: itemsAlone }).nullable() }),
  variantStock: z.object({ productVariant: variantWithItem.extend({ product }).nullable() }),
  itemLevels: z.object({ inventoryItem: z.object({ inventoryLevels: levels }).nullable() }),
  searchVariants: z.object({
    productVariants: z.object({ pageInfo, nodes: z.array(variantWithItem.extend({ product })) }),
  }),
  itemCost: z.object({ inventoryItem: z.object({ unitCost: money.nullable() }).nullable() }),
};

export type StockAnswer = Omit<z.output<typeof answers.goods>, "nodes"> & { nodes: (GoodsNode | null)[] };
export type ShelfAnswer = z.output<typeof answers.shelf>;
export type ProductItemsAnswer = z.output<typeof answers.productItems>;
export type LevelsAnswer = z.output<typeof levels>;
export type VariantAnswer = z.output<typeof variantWithItem>;
export type ProductAnswer = z.output<typeof product>;
type ProductWords = Omit<ProductAnswer, "featuredMedia"> & Partial<ProductAnswer>;
type VariantWords = Omit<z.output<typeof variant>, "media"> & Partial<z.output<typeof variant>>;
type ItemWords = z.output<typeof item>;
type LevelAnswer = z.output<typeof shelfLevel>;
type GoodsNode = ItemWords & {
  inventoryLevel: LevelAnswer | null;
  variants: { nodes: (VariantWords & { product: ProductWords })[] } | null;
};

export function toShopFacts({ shop }: z.output<typeof answers.shopFacts>): ShopFacts {
  return {
    name: shop.name,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    plan: shop.plan.publicDisplayName,
  };
}

export function toLocationFacts(answer: z.output<typeof location>): LocationFacts {
  const { id, name, isActive, isFulfillmentService } = answer;
  return { locationId: id, name, isActive, isFulfillmentService };
}

/** A location of which nothing may be read but that it exists still needs a name to point at. */
export function unnamedLocation(locationId: LocationId, isActive: boolean): LocationFacts {
  return { locationId, name: nameWithout(locationId), isActive, isFulfillmentService: false };
}

export function nameWithout(locationId: LocationId): string {
  return `Location ${locationId.slice(locationId.lastIndexOf("/") + 1)}`;
}

export function toItemFacts(
  item: ItemWords,
  of: { variant: VariantWords | null; product: ProductWords | null; components: string[] | null },
): ItemFacts {
  const { variant, product, components } = of;
  const picture = variant?.media?.nodes[0]?.preview?.image ?? product?.featuredMedia?.preview?.image;
  return {
    itemId: item.id,
    variantId: variant?.id ?? null,
    productId: product?.id ?? null,
    title: product?.title ?? variant?.title ?? item.sku ?? "",
    variantTitle: product?.hasOnlyDefaultVariant ? "" : (variant?.title ?? ""),
    sku: item.sku ?? "",
    barcode: variant?.barcode ?? "",
    imageUrl: picture?.url ?? null,
    productType: product?.productType ?? "",
    vendor: product?.vendor ?? "",
    tracked: item.tracked,
    components,
    unitCost: item.unitCost && { amount: item.unitCost.amount, currency: item.unitCost.currencyCode },
  };
}

/** Our word for a quantity as Shopify writes it. */
export function toQuantityName(name: TakenFrom): string {
  return name === "quality-control" ? "quality_control" : name;
}

/** A level whose time is not told may have changed this very moment. */
export function toLevelFacts(
  place: { itemId: ItemId; locationId: LocationId },
  { isActive, quantities }: LevelAnswer,
  answeredAt: Date,
): LevelFacts {
  const { available, committed, onHand } = quantities;
  const timeOf = ({ updatedAt }: { updatedAt: string | null }) =>
    updatedAt === null ? answeredAt : new Date(updatedAt);
  const aside: AsideUnits = {};
  for (const row of quantities.aside) aside[row.name] = { units: row.quantity, updatedAt: timeOf(row) };
  return {
    ...place,
    isActive,
    available: available.quantity,
    committed: committed.quantity,
    onHand: onHand?.quantity ?? null,
    availableUpdatedAt: timeOf(available),
    ...(quantities.aside.length > 0 ? { aside } : {}),
  };
}

export function toComponentName({ productVariant }: z.output<typeof component>): string {
  const { title, product } = productVariant;
  return product.hasOnlyDefaultVariant ? product.title : `${product.title} (${title})`;
}

/** Shopify numbers things with 64 bits: a larger number names nothing, and asking for it is an error. */
export function canExist(gid: string): boolean {
  return BigInt(gid.slice(gid.lastIndexOf("/") + 1)) <= 2n ** 63n - 1n;
}

function isGidOf(type: string): (value: unknown) => boolean {
  const pattern = new RegExp(`^gid://shopify/${type}/\\d+$`);
  return (value) => typeof value === "string" && pattern.test(value);
}
