type Values = Record<string, string | number>;

export function t(key: string, values?: Values): string {
  return shopify.i18n.translate(key, values);
}

/** A sentence in its plural form; it writes the number itself, as the person's language does. */
export function many(key: string, quantity: number, values: Values = {}): string {
  return shopify.i18n.translate(key, { ...values, count: quantity, quantity: count(quantity) });
}

export function count(quantity: number): string {
  return shopify.i18n.formatNumber(quantity);
}

export function money(value: { amount: string; currency: string }): string {
  return shopify.i18n.formatCurrency(Number(value.amount), { currency: value.currency });
}

/** A day of the shop's calendar, without a clock that could move it. */
export function day(text: string): string {
  const options = { day: "numeric", month: "short", timeZone: "UTC" } as const;
  return shopify.i18n.formatDate(new Date(`${text}T12:00:00Z`), options);
}
