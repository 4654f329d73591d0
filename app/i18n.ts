import { createInstance, type i18n, type Resource } from "i18next";
import { initReactI18next } from "react-i18next";

/**
 * Every file app/locales/<language>/<namespace>.json is known by its name: `useTranslation("<namespace>")`.
 */
const files = import.meta.glob<Record<string, unknown>>("./locales/*/*.json", {
  eager: true,
  import: "default",
});

const FALLBACK = "en";
const made = new Map<string, i18n>();

/** The sentences in a person's language, or in English where that language is missing. */
export function i18nOf(locale: string): i18n {
  const language = resources[locale] ? locale : (locale.split("-")[0] ?? FALLBACK);
  const lng = resources[language] ? language : FALLBACK;
  const known = made.get(lng);
  if (known) return known;
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng,
    fallbackLng: FALLBACK,
    resources,
    ns: Object.keys(resources[FALLBACK] ?? {}),
    defaultNS: "common",
    initAsync: false,
    // React escapes what it shows, and the API sends JSON.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnNull: false,
  });
  made.set(lng, instance);
  return instance;
}

/** One sentence outside of React. Lists become words: "GET and POST". */
export function sentence(key: string, facts: Record<string, unknown> = {}, locale = FALLBACK): string {
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const shown = Object.entries(facts).map(([name, fact]) => [
    name,
    Array.isArray(fact) ? list.format(fact) : fact,
  ]);
  return String(i18nOf(locale).t(key, Object.fromEntries(shown)));
}

const resources = readResources();

function readResources(): Resource {
  const read: Resource = {};
  for (const [path, content] of Object.entries(files)) {
    const [, language, namespace] = /\/([\w-]+)\/([\w-]+)\.json$/.exec(path) ?? [];
    if (!language || !namespace) continue;
    read[language] = { ...read[language], [namespace]: content };
  }
  return read;
}
