/** What a spreadsheet takes for the beginning of a formula, also in wide and small letters. */
export const FORMULA_SIGN = String.raw`[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe6b\u207c\u208c\u207a\u208a\u207b\u208b\u2212]`;
