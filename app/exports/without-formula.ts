import { FORMULA_SIGN } from "#app/domain/formula-sign.ts";

const BLANK = String.raw`["\s\u200c\u200d]*`;
const BEGINS = new RegExp(`^${BLANK}${FORMULA_SIGN}`, "u");
/** Where the semicolon parts cells, what follows one begins a cell. */
const BEGINS_LATER = new RegExp(`;(${BLANK}${FORMULA_SIGN})`, "gu");

/** A spreadsheet calculates what looks like a formula, also one in wide letters; an apostrophe stops it. */
export function withoutFormula(text: string): string {
  const later = text.includes(";") ? text.replace(BEGINS_LATER, ";'$1") : text;
  return BEGINS.test(later) ? `'${later}` : later;
}
