/** Places of the merchant's own admin. App Bridge opens these addresses outside the app's frame. */
export function productAddress(item: { productId: string | null; variantId: string | null }): string | null {
  if (!item.productId) return null;
  const product = `shopify://admin/products/${lastOf(item.productId)}`;
  return item.variantId ? `${product}/variants/${lastOf(item.variantId)}` : product;
}

export function historyAddress({ itemId, locationId }: { itemId: string; locationId: string }): string {
  return `shopify://admin/products/inventory/${lastOf(itemId)}/inventory_history?location_id=${lastOf(locationId)}`;
}

function lastOf(gid: string): string {
  return gid.slice(gid.lastIndexOf("/") + 1);
}
