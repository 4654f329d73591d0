const SEARCH_LENGTH_MAX = 100;

/**
 * Letters and digits only, each run the beginning of a word of the text: nothing a person types can become an
 * operator. What was typed is looked for as a whole among SKUs and barcodes, in quotes.
 */
export function toSearchQuery(words: string): string {
  const typed = words.normalize("NFC").replaceAll("*", " ").trim().replace(/\s+/g, " ");
  const runs = typed.slice(0, SEARCH_LENGTH_MAX).match(/[\p{L}\p{M}\p{N}]+/gu);
  if (!runs) return "";
  const whole = `"${typed.slice(0, SEARCH_LENGTH_MAX).replace(/["\\]/g, (mark) => `\\${mark}`)}"`;
  return `(${runs.map((run) => `${run}*`).join(" ")}) OR sku:${whole} OR barcode:${whole}`;
}

/** The whole of it, in quotes, and nothing that merely begins so. */
export function toCodeQuery(code: string): string {
  const typed = code.normalize("NFC").trim().slice(0, SEARCH_LENGTH_MAX);
  const whole = `"${typed.replace(/["\\]/g, (mark) => `\\${mark}`)}"`;
  return typed === "" ? "" : `sku:${whole} OR barcode:${whole}`;
}
