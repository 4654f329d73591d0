const noDecimals = new Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "));
const threeDecimals = new Set("BHD IQD JOD KWD LYD OMR TND".split(" "));

/** How many decimals ISO 4217 gives a currency; written apart from the product's, which is judged by it. */
export function currencyDecimals(currency: string): number {
  if (noDecimals.has(currency)) return 0;
  return threeDecimals.has(currency) ? 3 : 2;
}

export function amountText(minor: bigint, currency: string): string {
  const decimals = currencyDecimals(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const cut = digits.length - decimals;
  return `${minor < 0n ? "-" : ""}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ""}`;
}

/** Throws where the text has more decimals than the currency. */
export function minorOfText(text: string, currency: string): bigint {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  const decimals = currencyDecimals(currency);
  const kept = rest.replace(/0+$/, "");
  if (whole === "" || kept.length > decimals) throw new Error(`${text} is no amount of ${currency}.`);
  const minor = BigInt(whole + kept.padEnd(decimals, "0"));
  return sign ? -minor : minor;
}
