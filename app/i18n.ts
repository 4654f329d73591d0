import { AsyncLocalStorage } from "node:async_hooks";
import type { i18n } from "i18next";
import {
  FALLBACK,
  type Language,
  languageOf,
  localeOf,
  PSEUDO,
  type Sentences,
  speakerOf,
} from "./languages.ts";
import { defaultAccountOf, defaultReasonOf } from "./locales/default-words.ts";
import en from "./locales/en.ts";
import es from "./locales/es.ts";
import { pseudoSentences } from "./locales/pseudo.ts";

/** Only the server holds all of them; a browser loads the one it reads. */
const sentences: Record<Language, Sentences> = { en, es };
const SPEAKERS_MAX = 200;
const made = new Map<string, i18n>();
const readers = new AsyncLocalStorage<{ locale: string }>();

/** The sentences in a person's language, or in English where we do not speak it. */
export function i18nOf(wish: string): i18n {
  const locale = localeOf(wish) ?? FALLBACK;
  const known = made.get(locale);
  if (known) return known;
  const spoken = sentences[languageOf(locale)];
  const instance = speakerOf(locale, locale === PSEUDO ? pseudoSentences(spoken) : spoken);
  // An address names the language and region: nobody shall fill the memory with regions.
  if (made.size >= SPEAKERS_MAX) made.clear();
  made.set(locale, instance);
  return instance;
}

/** All that is said while this work goes on is said in one language, whoever says it. */
export function saidIn<T>(locale: string, work: () => T): T {
  return readers.run({ locale }, work);
}

/** The same for all that is done for one request, and for nothing else. */
export function thisReader(): object | null {
  return readers.getStore() ?? null;
}

/** Once it is known who reads. What was said before stays as it was said. */
export function speak(locale: string): void {
  const reader = readers.getStore();
  if (reader) reader.locale = locale;
}

export function spokenLocale(): string {
  return readers.getStore()?.locale ?? FALLBACK;
}

/** One sentence outside of React. Lists become words: "GET and POST". */
export function sentence(key: string, facts: Record<string, unknown> = {}, wish = spokenLocale()): string {
  const { language, t } = i18nOf(wish);
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const shown = Object.entries(facts).map(([name, fact]) => [
    name,
    Array.isArray(fact) ? list.format(fact) : fact,
  ]);
  return String(t(key, Object.fromEntries(shown)));
}

/** Names we gave are said in the reader's language; names the merchant gave are said as they are. */
export function reasonInWords(label: string, wish = spokenLocale()): string {
  const id = defaultReasonOf(label);
  return id ? sentence(`defaults:reasons.${id}`, {}, wish) : label;
}

export function accountInWords(name: string, wish = spokenLocale()): string {
  const role = defaultAccountOf(name);
  return role ? sentence(`defaults:accounts.${role}`, {}, wish) : name;
}
