import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const extensions = join(import.meta.dirname, "../..");
const handles = globSync("*/shopify.extension.toml", { cwd: extensions }).map(dirname).sort();
const languages = ["en.default", "es"];
/** Shopify itself reads these two. */
const readByShopify = ["name", "description"];

test.each(handles)("%s says every sentence it has, and has every sentence it says", (handle) => {
  const [keys, code] = [keysOf(handle, "en.default"), codeOf(handle).join("\n")];
  const texts = [...code.matchAll(/(["`])((?:(?!\1).)*)\1/g)].map(([, , text = ""]) => patternOf(text));
  const unsaid = keys.filter((key) => !texts.some((text) => text.test(key)));
  expect(unsaid.filter((key) => !readByShopify.includes(key))).toEqual([]);
  const wanted = [...code.matchAll(/\b(?:t|many|translate)\(\s*(["`])((?:(?!\1).)+)\1/g)];
  const said = wanted.map(([, , text = ""]) => text);
  expect(said.filter((text) => !keys.some((key) => patternOf(text).test(key)))).toEqual([]);
});

test.each(handles)("%s says the same with the same facts in every language", (handle) => {
  const [first = "", ...others] = languages;
  for (const language of others) {
    expect(keysOf(handle, language)).toEqual(keysOf(handle, first));
    for (const key of keysOf(handle, first)) {
      expect(factsOf(handle, language, key), `${key} in ${language}`).toEqual(factsOf(handle, first, key));
    }
  }
});

test.each(handles)("%s leaves no sentence in another language untranslated", (handle) => {
  const same = flat(sentencesOf(handle, "es")).filter(([key, text]) => {
    const english = flat(sentencesOf(handle, "en.default")).find(([other]) => other === key)?.[1];
    return english === text && /[A-Za-z]{3}/.test(text.replace(/\{\{\w+\}\}/g, ""));
  });
  expect(same.map(([key]) => key)).toEqual([]);
});

test.each(handles)("%s has no sentence in its code", (handle) => {
  const code = codeOf(handle).join("\n");
  const shown = [...code.matchAll(/(?:heading|label|error|details)="([^"]+)"|>\s*([A-Z][a-z]+ [a-z ]+)</g)];
  expect(shown.map(([whole]) => whole)).toEqual([]);
});

/** What the bundle is made of: the entries, and whatever they import, also from beside the extension. */
function codeOf(handle: string): string[] {
  const toml = readFileSync(join(extensions, handle, "shopify.extension.toml"), "utf8");
  const entries = [...toml.matchAll(/module = "\.\/([^"]+)"/g)].map(([, file = ""]) => file);
  const read = new Map<string, string>();
  const follow = (path: string) => {
    if (read.has(path)) return;
    const text = readFileSync(path, "utf8");
    read.set(path, text);
    for (const [, to = ""] of text.matchAll(/from "(\.[^"]+)"/g)) follow(join(dirname(path), to));
  };
  for (const entry of entries) follow(join(extensions, handle, entry));
  expect(read.size).toBeGreaterThan(0);
  return [...read.values()];
}

function sentencesOf(handle: string, language: string): object {
  const file = join(extensions, handle, "locales", `${language}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as object;
}

function flat(content: object, prefix = ""): [string, string][] {
  return Object.entries(content).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[`${prefix}${name}`, value]] : flat(value, `${prefix}${name}.`),
  );
}

/** Plural forms are forms of one sentence. */
function keysOf(handle: string, language: string): string[] {
  const keys = flat(sentencesOf(handle, language)).map(([key]) => key.replace(/\.(one|many|other)$/, ""));
  return [...new Set(keys)].sort();
}

function factsOf(handle: string, language: string, key: string): string[] {
  const texts = flat(sentencesOf(handle, language)).filter(
    ([name]) => name.replace(/\.(one|many|other)$/, "") === key,
  );
  const facts = texts.flatMap(([, text]) =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, fact = ""]) => fact),
  );
  return [...new Set(facts)].sort();
}

/** What is filled in stands for one word of the key. */
function patternOf(text: string): RegExp {
  const words = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${words.join("[\\w-]+")}$`);
}
