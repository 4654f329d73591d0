const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;

/** The name a shop keeps for life, in its one spelling. */
export function isShopDomain(text: string): boolean {
  return SHOP_DOMAIN.test(text);
}
