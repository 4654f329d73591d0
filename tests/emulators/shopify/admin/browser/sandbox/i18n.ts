type Values = Record<string, unknown> & { count?: number };

/** Sentences by path, `{{name}}` replaced, plural forms by `count`, numbers as the person writes them. */
export function i18n(locale: string, translations: Record<string, unknown>) {
  return {
    translate: (key: string, values: Values = {}) => {
      const found = sentence(key, values);
      if (found === null) throw new Error(`The translation ${key} is missing.`);
      return found.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name) =>
        values[name] === undefined ? whole : String(values[name]),
      );
    },
    formatNumber: (value: number | bigint, options?: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(locale, options).format(value),
    formatCurrency: (value: number | bigint, options?: Intl.NumberFormatOptions) =>
      new Intl.NumberFormat(locale, { style: "currency", ...options }).format(value),
    formatDate: (value: Date, options?: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat(locale, options).format(value),
  };

  function sentence(key: string, { count }: Values): string | null {
    let found: unknown = translations;
    for (const part of key.split(".")) found = (found as Record<string, unknown> | null | undefined)?.[part];
    if (typeof found === "string") return found;
    if (typeof found !== "object" || found === null || count === undefined) return null;
    const forms = found as Record<string, string>;
    return forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? null;
  }
}
