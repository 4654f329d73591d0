import { createInstance, type FormatterModule, type i18n } from "i18next";
import { initReactI18next } from "react-i18next";

/** Each has a folder of sentences in app/locales and a file that brings them together. */
export const LANGUAGES = ["en", "es"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The sentences of one language by namespace. Those of Polaris itself stand under "polaris". */
export type Sentences = Record<string, Record<string, unknown>>;

export const FALLBACK: Language = "en";
/** English with accents, brackets and more letters: shows what is cut off and what was never translated. */
export const PSEUDO = "en-XA";

/**
 * The locale to speak for one that is wished for: a language we have, with the region that says how numbers
 * and days are written there. Null for every other language.
 */
export function localeOf(wish: string | null | undefined): string | null {
  const wished = parsed(wish);
  if (!wished || !isLanguage(wished.language)) return null;
  return wished.region ? `${wished.language}-${wished.region}` : wished.language;
}

export function languageOf(locale: string): Language {
  const [language = FALLBACK] = locale.split("-");
  return isLanguage(language) ? language : FALLBACK;
}

/** What speaks a locale with the sentences of its language; nothing else has to be there. */
export function speakerOf(locale: string, sentences: Sentences): i18n {
  const instance = createInstance();
  void instance
    .use(initReactI18next)
    .use(numbersIn(locale))
    .init({
      lng: locale,
      fallbackLng: false,
      resources: { [locale === PSEUDO ? PSEUDO : languageOf(locale)]: sentences },
      ns: Object.keys(sentences),
      defaultNS: "common",
      initAsync: false,
      // React escapes what it shows, and the API sends JSON.
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
      returnNull: false,
    });
  // React copies whatever the instance itself holds at each use of a sentence; of this it copies nothing.
  return Object.create(instance);
}

/** Every number in a sentence is written as its locale writes numbers; what is text stays as it is. */
function numbersIn(locale: string): FormatterModule {
  const { format } = new Intl.NumberFormat(locale);
  const shown = (value: unknown) => (typeof value === "number" ? format(value) : (value as string));
  return { type: "formatter", init() {}, add() {}, addCached() {}, format: shown };
}

function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

function parsed(text: string | null | undefined): Intl.Locale | null {
  if (!text) return null;
  try {
    return new Intl.Locale(text.replaceAll("_", "-"));
  } catch {
    return null;
  }
}
