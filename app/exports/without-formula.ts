const [BLANK, SIGN] = [
  String.raw`["\s\u200c\u200d]*`,
  // Also in wide and small letters.
  String.raw`[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe6b\u207c\u208c\u207a\u208a\u207b\u208b\u2212]`,
];
const BEGINS = new RegExp(`^${BLANK}${SIGN}`, "u");
/** Where the semicolon parts cells, what follows one begins a cell. */
const BEGINS_LATER = new RegExp(`;(${BLANK}${SIGN})`, "gu");

/** A spreadsheet calculates what looks like a formula, also one in wide letters; an apostrophe stops it. */
export function withoutFormula(text: string): string {
  const later = text.includes(";") ? text.replace(BEGINS_LATER, ";'$1") : text;
  return BEGINS.test(later) ? `'${later}` : later;
}
