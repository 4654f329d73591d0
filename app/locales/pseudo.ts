const PLAIN = "aceginouyACEGINOUY";
const ACCENTED = "áçéĝíñóúýÁÇÉĜÍÑÓÚÝ";
/** What is filled in later keeps its name: i18next's own, Polaris' own, and sentences within sentences. */
const FILLED_IN = /(\{\{[^}]*\}\}|\{[^}]*\}|\$t\([^)]*\))/;
/** German and Finnish are about so much longer than English. */
const LONGER_BY = 0.4;

/** All sentences of a language as they would look in one that is longer and has more accents. */
export function pseudoSentences<T>(sentences: T): T {
  if (typeof sentences === "string") return pseudo(sentences) as T;
  if (Array.isArray(sentences)) return sentences.map(pseudoSentences) as T;
  if (typeof sentences !== "object" || sentences === null) return sentences;
  return Object.fromEntries(
    Object.entries(sentences).map(([key, value]) => [key, pseudoSentences(value)]),
  ) as T;
}

/** "Write off" becomes "[Ŵríté óff~~~~]": its end can be seen, and so can its absence. */
function pseudo(text: string): string {
  const parts = text.split(FILLED_IN);
  const said = parts.map((part, at) => (at % 2 === 1 ? part : accented(part))).join("");
  const letters = parts.filter((_, at) => at % 2 === 0).join("").length;
  return `[${said}${more(Math.ceil(letters * LONGER_BY))}]`;
}

function accented(text: string): string {
  return [...text].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join("");
}

/** In words, because what cannot be wrapped would overflow where no language does. */
function more(length: number): string {
  return " ñóí".repeat(Math.ceil(length / 4)).slice(0, length);
}
