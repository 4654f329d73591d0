/** On a product page a product is chosen, on a variant's page that variant. */
export function goodsQuery(): string {
  const id = shopify.data.selected[0]?.id ?? "";
  const name = id.includes("/ProductVariant/") ? "variantId" : "productId";
  return `${name}=${encodeURIComponent(id)}`;
}
