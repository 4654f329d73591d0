import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type GraphQLError,
  getNamedType,
  isCompositeType,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { describe, expect, it } from "vitest";
import { BUNDLES_PER_PAGE } from "#app/adapters/shopify/documents/components.ts";
import type { AdminDocument } from "#app/adapters/shopify/documents/document.ts";
import { GOODS } from "#app/adapters/shopify/documents/goods.ts";
import { LEVEL_NAMES, SHELF_NAMES } from "#app/adapters/shopify/documents/pieces.ts";
import { PRODUCTS_PER_READ } from "#app/adapters/shopify/documents/product-items.ts";
import { FOUND_PER_PAGE } from "#app/adapters/shopify/documents/search-variants.ts";
import { SHELF } from "#app/adapters/shopify/documents/shelf.ts";
import { STOCK } from "#app/adapters/shopify/documents/stock.ts";
import { fewer, namesOf } from "#app/adapters/shopify/inventory.ts";
import { API_VERSION } from "#app/api-version.ts";
import { limits } from "#app/domain/limits.ts";
import { SET_ASIDE } from "#app/domain/write-off/taken-from.ts";
import { loadAdminSchema, offlineScopes } from "../../scripts/admin-schema.ts";
import { staticCost } from "./static-cost.ts";

const QUERY_COST_MAX = 1_000;
const folder = join(import.meta.dirname, "../../app/adapters/shopify/documents");
const schema = loadAdminSchema();

type Document = AdminDocument<Record<string, unknown>>;

const ids = (count: number) => Array.from({ length: count }, (_, index) => `gid://shopify/Any/${index + 1}`);

const locationId = "gid://shopify/Location/1";
const aside = [{ itemId: "gid://shopify/InventoryItem/1", locationId, aside: [...SET_ASIDE] } as const];

/** The most that is ever asked for at once; a document without an entry takes no list. */
const largest: Record<string, Record<string, unknown>> = {
  Stock: { ids: ids(limits.itemsPerRead), locationId, names: LEVEL_NAMES },
  Goods: { ids: ids(limits.levelsPerRead), locationId, names: SHELF_NAMES },
  Shelf: { ids: ids(limits.levelsPerRead), locationId, names: SHELF_NAMES },
  Components: { ids: ids(BUNDLES_PER_PAGE) },
  ProductItems: { ids: ids(PRODUCTS_PER_READ) },
  SearchVariants: { query: "mug", first: FOUND_PER_PAGE, after: null },
  Adjust: {
    key: "key",
    quantityNames: ["available"],
    input: { changes: ids(limits.changesPerAdjustment) },
  },
};

const documents = (
  await Promise.all(
    readdirSync(folder)
      .filter((file) => file.endsWith(".ts"))
      .map(async (file) => Object.values((await import(join(folder, file))) as Record<string, unknown>)),
  )
)
  .flat()
  .filter((value): value is Document => typeof (value as Document | null)?.text === "string");

function problemsOf(text: string): readonly GraphQLError[] {
  return validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule]);
}

/** What the document's fields and the types they return ask for: of each list, one scope is enough. */
function scopesNeededBy(text: string): string[][] {
  const table = new Map(
    offlineScopes().map((entry) => [
      entry.fieldName ? `${entry.typeName}.${entry.fieldName}` : entry.typeName,
      entry.offlineScopes,
    ]),
  );
  const needed: string[][] = [];
  const types = new TypeInfo(schema);
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      Field: (node) => {
        const returned = getNamedType(types.getType());
        const names = [
          `${types.getParentType()?.name}.${node.name.value}`,
          isCompositeType(returned) ? returned.name.replace(/Connection$/, "") : "",
        ];
        for (const name of names) {
          const scopes = table.get(name);
          if (scopes && scopes.length > 0) needed.push(scopes);
        }
      },
    }),
  );
  return needed;
}

function grantedByToml(): Set<string> {
  const toml = readFileSync(join(import.meta.dirname, "../../shopify.app.toml"), "utf8");
  const scopes =
    /^scopes\s*=\s*"([^"]*)"/m
      .exec(toml)?.[1]
      ?.split(",")
      .map((scope) => scope.trim()) ?? [];
  return new Set(scopes.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
}

describe("every document that is sent to the Admin API", () => {
  it("is found, by a name of its own", () => {
    expect(documents.length).toBeGreaterThanOrEqual(10);
    expect(new Set(documents.map(({ name }) => name)).size).toBe(documents.length);
    for (const { name, text } of documents) expect(text).toMatch(new RegExp(`^(query|mutation) ${name}\\b`));
  });

  it.each(documents)(
    "is valid against the complete schema and uses nothing deprecated: $name",
    ({ text }) => {
      expect(problemsOf(text).map(({ message }) => message)).toEqual([]);
    },
  );

  it.each(documents)("costs less than a query may, and no more than is taken for it: $name", (document) => {
    const variables = largest[document.name] ?? {};
    const cost = staticCost(schema, document.text, variables);
    expect(cost).toBeLessThan(QUERY_COST_MAX);
    expect(cost).toBeLessThanOrEqual(document.points(variables));
    expect(document.points(variables)).toBeLessThan(QUERY_COST_MAX);
  });

  it.each([
    [STOCK, limits.itemsPerRead, LEVEL_NAMES],
    [GOODS, limits.levelsPerRead, SHELF_NAMES],
    [SHELF, limits.levelsPerRead, SHELF_NAMES],
  ])("costs less than a query may also with all that was set aside", (document, most, usual) => {
    const names = namesOf([...aside], usual);
    const variables = { ids: ids(fewer([...aside], most)), locationId, names };
    expect(names).toHaveLength(usual.length + SET_ASIDE.length);
    const cost = staticCost(schema, document.text, variables);
    expect(cost).toBeLessThanOrEqual(document.points(variables));
    expect(document.points(variables)).toBeLessThan(QUERY_COST_MAX);
  });

  /**
   * Location's fields beyond its id: whether they need read_locations is disputed, and the app is right
   * either way.
   */
  const disputed = (scopes: string[]) =>
    scopes.includes("read_locations") && !scopes.includes("read_inventory");

  it.each(documents)("needs no scope that shopify.app.toml does not ask for: $name", ({ text }) => {
    const granted = grantedByToml();
    const missing = scopesNeededBy(text).filter((scopes) => !scopes.some((scope) => granted.has(scope)));
    expect(missing.filter((scopes) => !disputed(scopes))).toEqual([]);
  });

  it("asks for disputed fields only where their denial is survived", () => {
    const asking = documents
      .filter(({ text }) => scopesNeededBy(text).some(disputed))
      .map(({ name }) => name);
    expect(asking.sort()).toEqual(["Goods", "Locations", "Shelf", "Stock"]);
  });

  it("needs every scope that shopify.app.toml asks for", () => {
    const needed = documents.flatMap(({ text }) => scopesNeededBy(text)).flat();
    expect(needed).toEqual(expect.arrayContaining(["write_inventory", "read_products"]));
  });

  it("carries the key of its attempt and an explicit comparison where it changes stock", () => {
    for (const { text } of documents.filter((document) => document.text.startsWith("mutation")))
      expect(text).toContain("@idempotent(key: $key)");
  });
});

describe("the check itself", () => {
  it("finds a misspelt field, a missing argument, a wrong variable and a deprecated field", () => {
    const [good] = documents.filter(({ name }) => name === "Stock");
    const spoilt = (from: string, to: string) => problemsOf(good?.text.replace(from, to) ?? "").length;
    expect(spoilt("tracked", "trakced")).toBe(1);
    expect(spoilt("(ids: $ids)", "")).toBeGreaterThan(0);
    expect(spoilt("$locationId: ID!", "$locationId: Int!")).toBeGreaterThan(0);
    expect(spoilt("tracked", "variant { id }")).toBe(1);
  });

  it("finds a scope that was not granted", () => {
    expect(scopesNeededBy("{ orders(first: 1) { nodes { id } } }").flat()).toContain("read_orders");
  });

  it("speaks of the version the app calls", () => {
    expect(API_VERSION).toBe("2026-10");
    const toml = readFileSync(join(import.meta.dirname, "../../shopify.app.toml"), "utf8");
    expect(toml).toContain(`api_version = "${API_VERSION}"`);
  });
});
