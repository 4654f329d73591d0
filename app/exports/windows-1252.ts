/** What stands between 0x80 and 0x9F, where Unicode has control characters. */
const SPECIAL = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
const BYTES = new Map([...SPECIAL].map((letter, at) => [letter, 0x80 + at]));
BYTES.delete(" ");

const PLAIN = /^[ -~\u00a0-\u00ff]*$/;
/** Letters that are no base letter with a mark on it. */
const NEAREST = new Map(
  [..."łlŁLđdĐDıiħhĦHŧtŦTŋnŊNĸkſs−-∶:"].flatMap((letter, at, all) =>
    at % 2 === 0 ? [[letter, all[at + 1] ?? "?"] as const] : [],
  ),
);

/** The nearest that can be written in Windows-1252; a question mark where nothing is near. */
export function inWindows1252(text: string): string {
  if (PLAIN.test(text)) return text;
  return [...text.normalize("NFC")].map(nearest).join("").trim();
}

export function toWindows1252(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isPlain = code < 0x80 || (code >= 0xa0 && code <= 0xff);
    bytes[at] = isPlain ? code : (BYTES.get(text.charAt(at)) ?? 0x3f);
  }
  return bytes;
}

function nearest(letter: string): string {
  if (PLAIN.test(letter) || BYTES.has(letter)) return letter;
  const known = NEAREST.get(letter);
  if (known !== undefined) return known;
  const base = letter.normalize("NFKD").replace(/\p{M}/gu, "");
  return base !== "" && PLAIN.test(base) ? base : "?";
}
