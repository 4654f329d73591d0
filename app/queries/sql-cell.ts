import { FORMULA_SIGN } from "#app/domain/formula-sign.ts";

/**
 * A CSV cell as PostgreSQL writes it, letter by letter what `exports/csv.ts` makes of the same text. The
 * ranges are its classes of Unicode, spelt out because PostgreSQL has none; a test tries the letters.
 */
const UNSEEN =
  String.raw`\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160\u17b4-\u17b5` +
  String.raw`\u180b-\u180f\u200b\u200e-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufe00-\ufe0f` +
  String.raw`\ufeff\uffa0\ufff0-\ufffb\ufffe-\uffff\U000110bd\U000110cd\U00013430-\U0001343f` +
  String.raw`\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000dfffe-\U000e0fff` +
  // The last two letters of every other plane.
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16].map(lastTwoOf).join("");
const BREAKS = String.raw`\u0001-\u0020\u007f-\u00a0\u1680\u2000-\u200a\u2028-\u2029\u202f\u205f\u3000`;
const BEFORE_FORMULA = String.raw`["\u0020\u200c\u200d]*`;

/** What may not leave as it is, in texts that are joined by bars: some that may, never one less. */
const SUSPECT = String.raw`[^ -~]|  |(^|\|)[" =+@\-]| (\||$)|;[" =+@\-]`;

/** Texts as so many cells. Nearly all are plain, and one look at all of them together tells. */
export function sqlCells(texts: string[]): string {
  return `CASE WHEN (${texts.join(" || '|' || ")}) ~ '${SUSPECT}'
    THEN ${texts.map(anyCell).join(" || ',' || ")} ELSE ${texts.map(plainCell).join(" || ',' || ")} END`;
}

function plainCell(text: string): string {
  const speaks = `strpos(${text}, ',') > 0 OR strpos(${text}, '"') > 0 OR strpos(${text}, ';') > 0`;
  return `CASE WHEN ${speaks} THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}

function anyCell(text: string): string {
  const seen = `regexp_replace(${text}, '[${UNSEEN}]+', '', 'g')`;
  const line = `btrim(regexp_replace(${seen}, '[${BREAKS}]+', ' ', 'g'))`;
  const later = `regexp_replace(${line}, ';(${BEFORE_FORMULA}${FORMULA_SIGN})', ';''\\1', 'g')`;
  const safe = `regexp_replace(${later}, '^(${BEFORE_FORMULA}${FORMULA_SIGN})', '''\\1')`;
  return `regexp_replace(replace(${safe}, '"', '""'), '^(.*[",;].*)$', '"\\1"')`;
}

function lastTwoOf(plane: number): string {
  const hex = plane.toString(16).padStart(4, "0");
  return String.raw`\U${hex}fffe-\U${hex}ffff`;
}
