import en from "./en/defaults.json" with { type: "json" };
import es from "./es/defaults.json" with { type: "json" };

type Words = Record<string, string>;

const languages = [en, es];
const reasons = keysByWord(languages.map((language): Words => language.reasons));
const accounts = keysByWord(languages.map((language): Words => language.accounts));

/** The reason that bears the name we gave it, in whatever language; null for a name of the merchant's own. */
export function defaultReasonOf(label: string): string | null {
  return reasons.get(label.trim()) ?? null;
}

export function defaultAccountOf(name: string): string | null {
  return accounts.get(name.trim()) ?? null;
}

/**
 * What is stored for a name: ours is stored in one language and shown in each reader's, so whoever reads it
 * in their own and saves it has not renamed anything.
 */
export function storedReasonLabel(label: string): string {
  const key = defaultReasonOf(label);
  return (key && (en.reasons as Words)[key]) ?? label;
}

export function storedAccountName(name: string): string {
  const key = defaultAccountOf(name);
  return (key && (en.accounts as Words)[key]) ?? name;
}

function keysByWord(languages: Words[]): Map<string, string> {
  return new Map(languages.flatMap((words) => Object.entries(words).map(([key, word]) => [word, key])));
}
