import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pseudoSentences } from "#app/locales/pseudo.ts";

const folder = join(import.meta.dirname, "../../../../extensions");

type Texts = Record<string, unknown>;

export type Extension = {
  handle: string;
  title: string;
  targets: string[];
  translations: Texts;
};

/** What the last build left, in the person's language: the admin offers nothing that was not really built. */
export function builtExtensions(locale: string): Extension[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((handle) => {
    const bundle = bundleFile(handle);
    const manifest = join(folder, handle, "manifest.json");
    if (!bundle || !existsSync(manifest)) return [];
    const translations = translationsOf(handle, locale);
    const targets = Object.keys(JSON.parse(readFileSync(manifest, "utf8")) as object);
    return [{ handle, title: String(translations.name ?? handle), targets, translations }];
  });
}

export function bundleFile(handle: string): string | null {
  if (!/^[a-z0-9-]{1,30}$/.test(handle)) return null;
  const file = join(folder, handle, "dist", `${handle}.js`);
  return existsSync(file) ? file : null;
}

/** What a language does not say is said in the extension's default one. */
function translationsOf(handle: string, locale: string): Texts {
  const locales = join(folder, handle, "locales");
  const files = existsSync(locales) ? readdirSync(locales) : [];
  const read = (name: string | undefined) =>
    name ? (JSON.parse(readFileSync(join(locales, name), "utf8")) as Texts) : {};
  const own = [`${locale}.json`, `${locale.split("-")[0]}.json`].find((name) => files.includes(name));
  const texts = over(read(files.find((name) => name.endsWith(".default.json"))), read(own));
  return locale === "en-XA" ? pseudoSentences(texts) : texts;
}

function over(below: Texts, above: Texts): Texts {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    merged[key] = isTexts(value) && isTexts(under) ? over(under, value) : value;
  }
  return merged;
}

function isTexts(value: unknown): value is Texts {
  return typeof value === "object" && value !== null;
}
