import { defaultReasonOf } from "./default-words.ts";
import enDefaults from "./en/defaults.json" with { type: "json" };
import en from "./en/memo.json" with { type: "json" };
import esDefaults from "./es/defaults.json" with { type: "json" };
import es from "./es/memo.json" with { type: "json" };

const languages = new Map([
  ["en", { memo: en, reasons: enDefaults.reasons as Record<string, string> }],
  ["es", { memo: es, reasons: esDefaults.reasons as Record<string, string> }],
]);

export type JournalWords = typeof en & {
  /** A name we gave, in the books' language; a name of the merchant's own as it is. */
  reason(label: string): string;
};

/** What journals in a shop's books say: in the language of the shop, whoever wrote the goods off. */
export function journalWordsOf(locale: string): JournalWords {
  const { memo, reasons } = languages.get(locale.split("-")[0] ?? "") ?? { memo: en, reasons: {} };
  const reason = (label: string) => reasons[defaultReasonOf(label) ?? ""] ?? label;
  return { ...memo, reason };
}
