import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { ask, backRoom, blueMug, type Json, mainStreet } from "./ask.ts";

describe("what can be read", () => {
  let emulator: ShopifyEmulator;

  beforeAll(async () => {
    emulator = await startShopify();
  });
  afterAll(() => emulator.close());

  const titles = async (query: string): Promise<string[]> => {
    const answer = await ask(
      emulator,
      "query ($query: String) { productVariants(first: 50, query: $query) { nodes { displayName } } }",
      { query },
    );
    return answer.data.productVariants.nodes.map((node: Json) =>
      node.displayName.replace(" - Default Title", ""),
    );
  };

  it.each([
    ["blue", ["Blue mug"]],
    ["mug", ["Blue mug", "Red mug"]],
    ["mu*", ["Blue mug", "Red mug"]],
    ['"blue mug"', ["Blue mug"]],
    ["blue mug", ["Blue mug"]],
    ["sku:MUG-BLUE", ["Blue mug"]],
    ["sku:mug-*", ["Blue mug", "Red mug"]],
    ["sku:TOWEL", ["Tea towel - White", "Tea towel - Grey"]],
    ["barcode:4006381333931", ["Blue mug"]],
    ["barcode:4006381333931 OR sku:WRAP", ["Blue mug", "Gift wrapping"]],
    ["mug -blue", ["Red mug"]],
    ["mug NOT sku:MUG-RED", ["Blue mug"]],
    ["(sku:WRAP OR sku:TOWEL) grey", ["Tea towel - Grey"]],
    ["title:large", ["Stoneware plate - Large / Moss", "Stoneware plate - Large / Sand"]],
    ["title:'Large / Moss'", ["Stoneware plate - Large / Moss"]],
    ["title:Large*", ["Stoneware plate - Large / Moss", "Stoneware plate - Large / Sand"]],
    ["requires_components:true", ["Breakfast set"]],
    ["id:>=4000000011", ["Red mug"]],
    ["colour:blue", []],
    ["nothing like it", []],
  ])("finds by %s", async (query, expected) => {
    expect(await titles(query)).toEqual(expected);
  });

  it("pages forwards and backwards by cursor", async () => {
    const page = async (args: string) =>
      (
        await ask(
          emulator,
          `{ products(${args}) { edges { cursor node { title } } pageInfo {
        hasNextPage hasPreviousPage startCursor endCursor } } }`,
        )
      ).data.products;
    const first = await page("first: 3");
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const rest = await page(`first: 50, after: "${first.pageInfo.endCursor}"`);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(first.edges.length + rest.edges.length).toBe(8);
    const back = await page(`last: 2, before: "${rest.pageInfo.startCursor}"`);
    expect(back.edges.map((edge: Json) => edge.node.title)).toEqual(
      first.edges.slice(1).map((edge: Json) => edge.node.title),
    );
    const reversed = await page("first: 1, reverse: true");
    expect(reversed.edges[0].node.title).toBe("Red mug");
    expect((await ask(emulator, "{ products { nodes { id } } }")).errors[0].message).toContain(
      "first or last",
    );
    expect((await ask(emulator, '{ products(first: 1, after: "x") { nodes { id } } }')).errors).toHaveLength(
      1,
    );
  });

  it("shows levels of active places only, unless asked for all", async () => {
    const levels = (args: string) =>
      `inventoryLevels(first: 10 ${args}) { nodes { isActive location { name isActive } } }`;
    const answer = await ask(
      emulator,
      `{ inventoryItem(id: "${blueMug}") { shown: ${levels("")} all: ${levels(", includeInactive: true")} } }`,
    );
    const names = (part: Json) => part.nodes.map((node: Json) => node.location.name);
    expect(names(answer.data.inventoryItem.shown)).toEqual(["Main street", "Back room", "Parcel House"]);
    expect(names(answer.data.inventoryItem.all)).toContain("Old cellar");
  });

  it("lists locations by name; closed and foreign-run ones on demand", async () => {
    const names = async (args: string) =>
      (await ask(emulator, `{ locations(first: 10 ${args}) { nodes { name } } }`)).data.locations.nodes.map(
        (node: Json) => node.name,
      );
    expect(await names("")).toEqual(["Back room", "Main street"]);
    expect(await names(", includeInactive: true, includeLegacy: true")).toEqual([
      "Back room",
      "Main street",
      "Old cellar",
      "Parcel House",
    ]);
  });

  it("knows all eight quantities and their sum", async () => {
    const answer = await ask(
      emulator,
      `{ inventoryItem(id: "gid://shopify/InventoryItem/4100000011") {
        inventoryLevel(locationId: "${mainStreet}") {
        quantities(names: ["available", "committed", "damaged", "incoming", "on_hand", "quality_control",
          "reserved", "safety_stock", "unheard_of"]) { name quantity } } }
        inventoryProperties { quantityNames { name belongsTo comprises } } }`,
    );
    const { quantities } = answer.data.inventoryItem.inventoryLevel;
    expect(Object.fromEntries(quantities.map((row: Json) => [row.name, row.quantity]))).toEqual({
      available: 5,
      committed: 4,
      damaged: 0,
      incoming: 0,
      on_hand: 10,
      quality_control: 0,
      reserved: 1,
      safety_stock: 0,
    });
    expect(answer.data.inventoryProperties.quantityNames).toHaveLength(8);
  });

  it("explains a bundle by its components", async () => {
    const answer = await ask(
      emulator,
      `{ productVariant(id: "gid://shopify/ProductVariant/4000000007") { requiresComponents inventoryQuantity
        productVariantComponents(first: 5) { nodes {
          quantity productVariant { sku product { title } } } } } }`,
    );
    expect(answer.data.productVariant).toEqual({
      requiresComponents: true,
      inventoryQuantity: 42,
      productVariantComponents: {
        nodes: [
          { quantity: 2, productVariant: { sku: "MUG-BLUE", product: { title: "Blue mug" } } },
          { quantity: 1, productVariant: { sku: "PLATE-S-MOSS", product: { title: "Stoneware plate" } } },
        ],
      },
    });
  });

  it("answers null for what is gone or another shop's, and an error for an id of another kind", async () => {
    const query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }";
    const ids = [blueMug, "gid://shopify/InventoryItem/4900000001", "gid://shopify/Product/1", backRoom];
    expect((await ask(emulator, query, { ids })).data.nodes).toEqual([
      { id: blueMug, __typename: "InventoryItem" },
      null,
      null,
      { id: backRoom, __typename: "Location" },
    ]);
    const wrong = await ask(emulator, `{ inventoryItem(id: "${backRoom}") { id } }`);
    expect(wrong.errors[0].message).toContain("Invalid global id");
  });

  it("knows the shop, its plan, its day and the installation", async () => {
    const query = `{ shop { name currencyCode ianaTimezone timezoneOffsetMinutes myshopifyDomain email
      plan { publicDisplayName shopifyPlus } }
      currentAppInstallation { accessScopes { handle } activeSubscriptions { id } app { title handle } } }`;
    const asking = { shop: "island-surf.myshopify.com", token: emulator.offlineToken("island-surf") };
    expect((await ask(emulator, query, {}, asking)).data).toEqual({
      shop: {
        name: "Island Surf",
        currencyCode: "USD",
        ianaTimezone: "Pacific/Honolulu",
        timezoneOffsetMinutes: -600,
        myshopifyDomain: "island-surf.myshopify.com",
        email: "hello@island-surf.example",
        plan: { publicDisplayName: "Shopify Plus", shopifyPlus: true },
      },
      currentAppInstallation: {
        accessScopes: [{ handle: "write_inventory" }, { handle: "read_products" }],
        activeSubscriptions: [],
        app: { title: "Lossbook", handle: "lossbook" },
      },
    });
  });

  it("draws the pictures it names", async () => {
    const answer = await ask(
      emulator,
      '{ product(id: "gid://shopify/Product/8000000001") { featuredMedia { preview { image { url } } } } }',
    );
    const picture = await fetch(answer.data.product.featuredMedia.preview.image.url);
    expect(picture.headers.get("content-type")).toBe("image/svg+xml");
    expect(await picture.text()).toContain("#3b6fb6");
  });
});
