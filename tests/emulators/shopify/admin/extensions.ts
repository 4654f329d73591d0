import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../../extensions");

export type Extension = {
  handle: string;
  title: string;
  targets: string[];
  translations: Record<string, unknown>;
};

/** What the last build left: the admin offers nothing that was not really built. */
export function builtExtensions(): Extension[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((handle) => {
    const bundle = bundleFile(handle);
    const manifest = join(folder, handle, "manifest.json");
    if (!bundle || !existsSync(manifest)) return [];
    const translations = defaultTranslations(handle);
    const targets = Object.keys(JSON.parse(readFileSync(manifest, "utf8")) as object);
    return [{ handle, title: String(translations.name ?? handle), targets, translations }];
  });
}

export function bundleFile(handle: string): string | null {
  if (!/^[a-z0-9-]{1,30}$/.test(handle)) return null;
  const file = join(folder, handle, "dist", `${handle}.js`);
  return existsSync(file) ? file : null;
}

function defaultTranslations(handle: string): Record<string, unknown> {
  const locales = join(folder, handle, "locales");
  const name = existsSync(locales) && readdirSync(locales).find((file) => file.endsWith(".default.json"));
  return name ? (JSON.parse(readFileSync(join(locales, name), "utf8")) as Record<string, unknown>) : {};
}
