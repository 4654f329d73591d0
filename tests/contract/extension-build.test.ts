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

test("Shopify's own CLI builds the action, within the size Shopify takes", () => {
  expect(built.map((extension) => extension.handle)).toEqual(["write-off-action"]);
  expect(built[0]?.compressedBytes).toBeLessThan(64 * 1024);
});

test("the bundle offers itself on the product's and on the variant's page", () => {
  const code = readFileSync(built[0]?.file ?? "", "utf8");
  const targets = [...code.matchAll(/shopify\.extend\("([\w.-]+)"/g)].map(([, target]) => target);
  expect(targets).toEqual([
    "admin.product-details.action.render",
    "admin.product-variant-details.action.render",
  ]);
});

test("the sentences stay out of the bundle, where Shopify looks for them apart", () => {
  const code = readFileSync(built[0]?.file ?? "", "utf8");
  expect(code).not.toContain("Nothing was changed");
});

test("the extension's API version is the one its types were made for", () => {
  const toml = readFileSync(join(root, "extensions/write-off-action/shopify.extension.toml"), "utf8");
  const types = JSON.parse(
    readFileSync(join(root, "node_modules/@shopify/ui-extensions/package.json"), "utf8"),
  );
  const [year, month] = types.version.split(".");
  expect(toml).toContain(`api_version = "${year}-${month.padStart(2, "0")}"`);
});
