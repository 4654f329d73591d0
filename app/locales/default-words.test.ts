import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaultReasonOf, storedAccountName, storedReasonLabel } from "./default-words.ts";

const files = globSync("app/locales/*/defaults.json");
const read = files.map(
  (path) => JSON.parse(readFileSync(path, "utf8")) as Record<string, Record<string, string>>,
);

it.each(["reasons", "accounts"])("no word of our %s stands for two, in whatever languages", (kind) => {
  const named = new Map<string, Set<string>>();
  for (const language of read)
    for (const [key, word] of Object.entries(language[kind] ?? {}))
      named.set(word.toLowerCase(), (named.get(word.toLowerCase()) ?? new Set()).add(key));
  expect([...named].filter(([, keys]) => keys.size > 1)).toEqual([]);
});

it("knows the default reasons of every language we have", () => {
  for (const language of read)
    for (const [id, label] of Object.entries(language.reasons ?? {})) expect(defaultReasonOf(label)).toBe(id);
});

it("keeps a merchant's own word, and stores ours in one language whatever language it was saved in", () => {
  expect(storedReasonLabel("Dañado")).toBe("Damaged");
  expect(storedReasonLabel("Damaged")).toBe("Damaged");
  expect(storedReasonLabel("Fell off the forklift")).toBe("Fell off the forklift");
  expect(storedAccountName("Inventario")).toBe("Inventory");
});
