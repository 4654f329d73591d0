import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BuiltExtension, buildExtensions } from "../../scripts/build-extensions.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;
let built: BuiltExtension[];

/** In a copy, so that whoever is using the last build keeps it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "lossbook-extensions-"));
  const isSource = (path: string) => !/\/(dist|tests)$/.test(path);
  cpSync(join(root, "extensions"), join(folder, "extensions"), { recursive: true, filter: isSource });
  for (const file of ["shopify.app.toml", "package.json"]) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
  built = await buildExtensions(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Where each extension stands in the admin. */
const places: Record<string, string[]> = {
  "disposal-note": ["admin.product-details.print-action.render"],
  "loss-block": ["admin.product-details.block.render", "admin.product-variant-details.block.render"],
  "many-products-action": ["admin.product-index.selection-action.render"],
  "write-off-action": ["admin.product-details.action.render", "admin.product-variant-details.action.render"],
};

function codeOf(handle: string): string {
  return readFileSync(built.find((one) => one.handle === handle)?.file ?? "", "utf8");
}

test("Shopify's own CLI builds all of them, each within the size Shopify takes", () => {
  expect(built.map(({ handle }) => handle).sort()).toEqual(Object.keys(places));
  for (const { handle, compressedBytes } of built) {
    expect(compressedBytes, handle).toBeGreaterThan(5 * 1024);
    expect(compressedBytes, handle).toBeLessThan(64 * 1024);
  }
});

test.each(Object.entries(places))("%s offers itself where it belongs and nowhere else", (handle, targets) => {
  const offered = [...codeOf(handle).matchAll(/shopify\.extend\("([\w.-]+)"/g)].map(([, target]) => target);
  expect(offered).toEqual(targets);
});

test.each(Object.keys(places))("%s leaves its sentences where Shopify looks for them", (handle) => {
  expect(codeOf(handle)).not.toContain("Check your connection");
});

test.each(Object.keys(places))("%s has the API version its types were made for", (handle) => {
  const toml = readFileSync(join(root, "extensions", handle, "shopify.extension.toml"), "utf8");
  const types = JSON.parse(
    readFileSync(join(root, "node_modules/@shopify/ui-extensions/package.json"), "utf8"),
  );
  const [year, month] = types.version.split(".");
  expect(toml).toContain(`api_version = "${year}-${month.padStart(2, "0")}"`);
});

test("no two extensions share the id Shopify knows them by", () => {
  const ids = Object.keys(places).map((handle) => {
    const toml = readFileSync(join(root, "extensions", handle, "shopify.extension.toml"), "utf8");
    return /^uid = "([0-9a-f-]+)"$/m.exec(toml)?.[1];
  });
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain(undefined);
});
