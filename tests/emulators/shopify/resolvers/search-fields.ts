import { numericId } from "../gid.ts";
import type { SearchFields } from "../search-syntax.ts";
import type { Item, Location, Product, Shop, Variant } from "../state.ts";
import { availableOf, variantsOf } from "./catalogue.ts";

export function productFields(shop: Shop, product: Product): SearchFields {
  const variants = variantsOf(shop, product);
  const skus = variants.map((variant) => shop.items.get(variant.itemId)?.sku ?? null);
  const barcodes = variants.map((variant) => variant.barcode);
  const titles = variants.map((variant) => variant.title);
  return {
    named: {
      id: numericId(product.id),
      title: product.title,
      handle: product.handle,
      vendor: product.vendor,
      product_type: product.productType,
      status: product.status,
      sku: skus,
      barcode: barcodes,
      variant_title: titles,
      tracks_inventory: variants.some((variant) => shop.items.get(variant.itemId)?.tracked),
    },
    text: [product.title, product.vendor, product.productType, ...skus, ...barcodes, ...titles],
  };
}

export function variantFields(shop: Shop, variant: Variant): SearchFields {
  const product = shop.products.get(variant.productId);
  const sku = shop.items.get(variant.itemId)?.sku ?? null;
  return {
    named: {
      id: numericId(variant.id),
      title: variant.title,
      sku,
      barcode: variant.barcode,
      product_id: numericId(variant.productId),
      product_status: product?.status ?? null,
      product_type: product?.productType ?? null,
      vendor: product?.vendor ?? null,
      // Counted for whoever asks for it, not for each of fifty thousand.
      get inventory_quantity() {
        return availableOf(shop, variant);
      },
      requires_components: variant.components.length > 0,
    },
    text: [product?.title ?? null, variant.title, sku, variant.barcode, product?.vendor ?? null],
  };
}

export function itemFields(item: Item): SearchFields {
  return { named: { id: numericId(item.id), sku: item.sku }, text: [item.sku] };
}

export function locationFields(location: Location): SearchFields {
  return {
    named: { id: numericId(location.id), name: location.name, active: location.isActive },
    text: [location.name],
  };
}
