import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import texts from "../locales/en.default.json" with { type: "json" };

const source = join(import.meta.dirname, "../src");
const code = readdirSync(source)
  .map((file) => readFileSync(join(source, file), "utf8"))
  .join("\n");

/** Keys as the code writes them; a part that is put in at run time stands for any. */
const used = [...code.matchAll(/(?:\bt|translate)\(\s*(?:[\w.]+ \? )?["`]([\w.${}(), -]+)["`]/g)]
  .concat([...code.matchAll(/[?:] ["`]((?:outcome|undo|note)\.[\w.${}]+)["`]/g)])
  .concat([...code.matchAll(/: t\("([\w.]+)"\)/g)])
  .map(([, key = ""]) => new RegExp(`^${key.replaceAll(".", "\\.").replace(/\$\{[^}]+\}/g, "[\\w-]+")}$`));

function keysOf(part: object, path: string[] = []): string[] {
  return Object.entries(part).flatMap(([name, value]) =>
    typeof value === "string" ? [[...path, name].join(".")] : keysOf(value, [...path, name]),
  );
}

/** `name` and `description` are read by Shopify from the extension's settings. */
const keys = keysOf(texts).filter((key) => key !== "name" && key !== "description");

test("every sentence the code asks for is in the locale file", () => {
  const missing = used.filter((pattern) => !keys.some((key) => pattern.test(key)));
  expect(missing.map(String)).toEqual([]);
});

test("no sentence lies in the locale file unused", () => {
  expect(keys.filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([]);
});

test("no sentence stands in the code itself", () => {
  const shown = [...code.matchAll(/(?:heading|label|error|details)="([^"]+)"|>\s*([A-Z][a-z]+ [a-z ]+)</g)];
  expect(shown.map(([whole]) => whole)).toEqual([]);
});
