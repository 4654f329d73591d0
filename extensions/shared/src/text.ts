type Values = Record<string, string | number>;

export function t(key: string, values?: Values): string {
  return shopify.i18n.translate(key, values);
}

export function count(quantity: number): string {
  return shopify.i18n.formatNumber(quantity);
}

export function money(value: { amount: string; currency: string }): string {
  return shopify.i18n.formatCurrency(Number(value.amount), { currency: value.currency });
}
