import type { ScenarioPicture } from "../../../../prisma/scenarios/scenario.ts";
import { connection } from "../connection.ts";
import { gid, numericId } from "../gid.ts";
import { picturePath } from "../picture.ts";
import { levelKey, type Product, type Shop, type Variant } from "../state.ts";
import type { World } from "../world.ts";
import { isLevelActive } from "./inventory.ts";
import { instant, type ResolverTable } from "./resolver.ts";

type Picture = { id: string; url: string; altText: string };

export function variantsOf(shop: Shop, product: Product): Variant[] {
  return product.variantIds.flatMap((id) => shop.variants.get(id) ?? []);
}

/** What can be sold: the sum over active locations, for a bundle what its scarcest component allows. */
export function availableOf(shop: Shop, variant: Variant): number {
  if (variant.components.length > 0)
    return Math.min(
      ...variant.components.map((component) => {
        const part = shop.variants.get(component.variantId);
        return part ? Math.floor(availableOf(shop, part) / component.quantity) : 0;
      }),
    );
  let sum = 0;
  for (const locationId of shop.locations.keys()) {
    const level = shop.levels.get(levelKey(variant.itemId, locationId));
    if (level && isLevelActive(shop, level)) sum += level.quantities.available;
  }
  return sum;
}

function picture(world: World, owner: { id: string; picture: ScenarioPicture | null }, altText: string) {
  if (!owner.picture) return null;
  const id = numericId(owner.id);
  return { id: gid("ImageSource", id), url: `${world.origin()}${picturePath(owner.picture)}`, altText };
}

function mediaOf(image: Picture | null) {
  if (!image) return null;
  return { id: gid("MediaImage", numericId(image.id)), image, alt: image.altText, mediaContentType: "IMAGE" };
}

function hasOnlyDefault(shop: Shop, product: Product): boolean {
  const variants = variantsOf(shop, product);
  return variants.length === 1 && variants[0]?.title === "Default Title";
}

export const catalogueResolvers: ResolverTable = {
  Product: {
    createdAt: (product: Product) => instant(product.createdAt),
    updatedAt: (product: Product) => instant(product.updatedAt),
    legacyResourceId: (product: Product) => String(numericId(product.id)),
    description: () => "",
    descriptionHtml: () => "",
    tags: () => [],
    isGiftCard: () => false,
    featuredMedia: (product: Product, _args, { world }) => mediaOf(picture(world, product, product.title)),
    featuredImage: (product: Product, _args, { world }) => picture(world, product, product.title),
    media: (product: Product, args, { world }) =>
      connection(
        [mediaOf(picture(world, product, product.title))].filter((media) => media !== null),
        args,
        ({ id }) => id,
      ),
    images: (product: Product, args, { world }) =>
      connection(
        [picture(world, product, product.title)].filter((image) => image !== null),
        args,
        ({ id }) => id,
      ),
    hasOnlyDefaultVariant: (product: Product, _args, { shop }) => hasOnlyDefault(shop, product),
    hasOutOfStockVariants: (product: Product, _args, { shop }) =>
      variantsOf(shop, product).some((variant) => availableOf(shop, variant) <= 0),
    hasVariantsThatRequiresComponents: (product: Product, _args, { shop }) =>
      variantsOf(shop, product).some((variant) => variant.components.length > 0),
    totalInventory: (product: Product, _args, { shop }) =>
      variantsOf(shop, product).reduce((sum, variant) => sum + availableOf(shop, variant), 0),
    totalVariants: (product: Product) => product.variantIds.length,
    variantsCount: (product: Product) => ({ count: product.variantIds.length, precision: "EXACT" }),
    tracksInventory: (product: Product, _args, { shop }) =>
      variantsOf(shop, product).some((variant) => shop.items.get(variant.itemId)?.tracked),
    variants: (product: Product, args, { shop }) =>
      connection(variantsOf(shop, product), args, ({ id }) => id),
    onlineStoreUrl: () => null,
  },
  ProductVariant: {
    createdAt: (variant: Variant) => instant(variant.createdAt),
    updatedAt: (variant: Variant) => instant(variant.updatedAt),
    legacyResourceId: (variant: Variant) => String(numericId(variant.id)),
    displayName: (variant: Variant, _args, { shop }) =>
      `${shop.products.get(variant.productId)?.title} - ${variant.title}`,
    sku: (variant: Variant, _args, { shop }) => shop.items.get(variant.itemId)?.sku ?? null,
    inventoryItem: (variant: Variant, _args, { shop }) => shop.items.get(variant.itemId),
    product: (variant: Variant, _args, { shop }) => shop.products.get(variant.productId),
    inventoryQuantity: (variant: Variant, _args, { shop }) => availableOf(shop, variant),
    sellableOnlineQuantity: (variant: Variant, _args, { shop }) => Math.max(0, availableOf(shop, variant)),
    availableForSale: (variant: Variant, _args, { shop }) =>
      !shop.items.get(variant.itemId)?.tracked || availableOf(shop, variant) > 0,
    inventoryPolicy: () => "DENY",
    taxable: () => true,
    compareAtPrice: () => null,
    selectedOptions: (variant: Variant) =>
      Object.entries(variant.options).map(([name, value]) => ({ name, value })),
    image: (variant: Variant, _args, { world }) => picture(world, variant, variant.title),
    media: (variant: Variant, args, { world }) =>
      connection(
        [mediaOf(picture(world, variant, variant.title))].filter((media) => media !== null),
        args,
        ({ id }) => id,
      ),
    requiresComponents: (variant: Variant) => variant.components.length > 0,
    productVariantComponents: (variant: Variant, args, { shop }) =>
      connection(
        variant.components.map((component, index) => ({
          id: gid("ProductVariantComponent", `${numericId(variant.id)}${index}`),
          quantity: component.quantity,
          productVariant: shop.variants.get(component.variantId),
        })),
        args,
        ({ id }) => id,
      ),
  },
  Image: {
    url: (image: Picture) => image.url,
    src: (image: Picture) => image.url,
    originalSrc: (image: Picture) => image.url,
    transformedSrc: (image: Picture) => image.url,
    width: () => 400,
    height: () => 400,
  },
  MediaImage: {
    status: () => "READY",
    fileStatus: () => "READY",
    preview: (media: { image: Picture }) => ({ image: media.image, status: "READY" }),
  },
};
