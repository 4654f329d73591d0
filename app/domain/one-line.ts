/** What nearly every text is, told at a glance: letters and marks of the West, parted by single spaces. */
const SEEN = String.raw`[!-~\u00a1-\u00ac\u00ae-\u02af]`;
const PLAIN = new RegExp(`^(?:${SEEN}|${SEEN} (?=${SEEN}))*$`);
/** Marks that turn, hide or glue writing. Joiners stay: some scripts cannot be written without them. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu;

/** What somebody typed, as one line that neither ends, turns nor hides. */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.toWellFormed().replace(UNSEEN, "").replace(BREAKS, " ").trim();
}

/** At most so many characters, none of them cut in two. */
export function shortened(text: string, lengthMax: number): string {
  if (text.length <= lengthMax) return text;
  const cut = text.slice(0, lengthMax);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
