import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { PROBLEM_CODES } from "#app/domain/problem.ts";
import { appRig, blueMug, mainStreet, people, type Told } from "#tests/support/app-rig.ts";
import document from "../../docs/openapi.json" with { type: "json" };

type Response = { content?: unknown; "x-problem-codes"?: string[] };
type Operation = { responses: Record<string, { $ref?: string } & Response> };

const paths = document.paths as unknown as Record<string, Record<string, Operation>>;
const shared = document.components.responses as unknown as Record<string, Response>;
const rig = appRig();

const line = { itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
const tin = { ...line, itemId: "gid://shopify/InventoryItem/4100000005" };

/** The schema by its name, with all it refers to; keywords the checker does not know would pass unseen. */
function schemaNamed(name: string): z.ZodType {
  const text = JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: JSON.parse(text) });
}

function responseOf(path: string, method: string, status: number): Response | undefined {
  const response = paths[path]?.[method]?.responses[String(status)];
  return response?.$ref ? shared[response.$ref.split("/").pop() ?? ""] : response;
}

/** An answer is one this address promises with this status, and its body has the shape that was promised. */
function expectPromised(path: string, method: string, told: Told): void {
  const where = `${method} ${path} ${told.status}`;
  const response = responseOf(path, method, told.status);
  expect(response, `${where} is not in the document`).toBeDefined();
  const reference = /"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(response?.content ?? {}))?.[1];
  expect(reference, where).toBeDefined();
  const read = schemaNamed(reference ?? "").safeParse(told.body);
  expect(read.error?.issues ?? [], `${where}\n${JSON.stringify(told.body)}`).toEqual([]);
  for (const { code } of told.body.problems ?? []) {
    if (told.status !== 422) expect(response?.["x-problem-codes"], where).toContain(code);
  }
}

/** `app/routes/api.write-offs.$id.reversals.ts` answers at `/api/write-offs/{id}/reversals`. */
function addresses(): { path: string; methods: string[] }[] {
  const folder = join(import.meta.dirname, "..", "..", "app", "routes");
  return readdirSync(folder)
    .filter((name) => /^(api\.(?!\$)|webhooks\.|healthz|readyz)/.test(name))
    .map((name) => {
      const file = name.endsWith(".ts") ? name : `${name}/route.ts`;
      const source = readFileSync(join(folder, file), "utf8");
      const verbs = [...source.matchAll(/^ {2}(GET|POST):/gm)].map(([, verb = ""]) => verb.toLowerCase());
      const plain = name.startsWith("webhooks") ? ["post"] : ["get"];
      const path = name
        .replace(/\.ts$/, "")
        .replaceAll(".", "/")
        .replace(/\$(\w+)/g, "{$1}");
      return { path: `/${path}`, methods: verbs.length > 0 ? verbs : plain };
    });
}

describe("docs/openapi.json", () => {
  test("names every address and method of the code, and none that is not there", () => {
    const written = Object.entries(paths).map(([path, methods]) => ({ path, methods: Object.keys(methods) }));
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect(written.sort(byPath)).toEqual(addresses().sort(byPath));
  });

  test("gives every problem its one status, the one the code gives it", async () => {
    const { statusOf } = await import("#app/http/problems.ts");
    const written = Object.entries(shared).flatMap(([status, { "x-problem-codes": codes = [] }]) =>
      codes.map((code) => [code, Number(status)]),
    );
    const given = PROBLEM_CODES.map((code) => [code, statusOf([{ code }])]);
    expect(Object.fromEntries(written)).toEqual(Object.fromEntries(given));
    expect(written).toHaveLength(PROBLEM_CODES.length);
    expect(document.components.schemas.Problem.properties.code.enum).toEqual([...PROBLEM_CODES]);
  });

  test("keeps its word through a document's whole life", async () => {
    const form = await rig.ask("/api/write-offs/form?productId=gid://shopify/Product/8000000002");
    expectPromised("/api/write-offs/form", "get", form);
    const variant = await rig.ask("/api/write-offs/form?variantId=gid://shopify/ProductVariant/4000000007");
    expectPromised("/api/write-offs/form", "get", variant);
    const block = await rig.ask("/api/product-block?productId=gid://shopify/Product/8000000001");
    expectPromised("/api/product-block", "get", block);
    const notes = await rig.ask("/api/disposal-notes?productId=gid://shopify/Product/8000000001");
    expectPromised("/api/disposal-notes", "get", notes);
    expectPromised("/api/drafts/choices", "get", await rig.ask("/api/drafts/choices"));
    const places = { locationId: mainStreet, reasonId: "damaged" };
    const productIds = [1, 6].map((n) => `gid://shopify/Product/800000000${n}`);
    const draft = await rig.ask("/api/drafts/products", {
      body: { id: v7(), productIds, quantity: "one", ...places },
    });
    expectPromised("/api/drafts/products", "post", draft);
    const flag = { id: v7(), itemId: blueMug, quantity: 1, ...places };
    for (const _again of [1, 2]) {
      expectPromised("/api/drafts/flags", "post", await rig.ask("/api/drafts/flags", { body: flag }));
    }
    const command = { id: v7(), note: "Fell", lines: [line, { ...tin, disposal: "recycled" }] };
    expectPromised(
      "/api/write-offs/preview",
      "post",
      await rig.ask("/api/write-offs/preview", { body: command }),
    );
    const made = await rig.ask("/api/write-offs", { body: command });
    expect(made.status).toBe(201);
    for (const told of [made, await rig.ask("/api/write-offs", { body: command })]) {
      expectPromised("/api/write-offs", "post", told);
    }
    await rig.ask(`/api/write-offs/${command.id}`);
    const value = { body: { unitCost: { amount: "0.35" } } };
    for (const _again of [1, 2]) {
      const told = await rig.ask(`/api/write-offs/${command.id}/lines/1/valuation`, value);
      expectPromised("/api/write-offs/{id}/lines/{position}/valuation", "post", told);
    }
    const undo = { body: { id: v7(), cause: "mistake" } };
    const plan = await rig.ask(`/api/write-offs/${command.id}/reversals/preview`, undo);
    expectPromised("/api/write-offs/{id}/reversals/preview", "post", plan);
    const undone = await rig.ask(`/api/write-offs/${command.id}/reversals`, undo);
    expectPromised("/api/write-offs/{id}/reversals", "post", undone);
    expectPromised("/api/write-offs/{id}", "get", await rig.ask(`/api/write-offs/${command.id}`));
    expectPromised("/api/write-offs", "get", await rig.ask("/api/write-offs?state=done"));
    const hidden = await rig.ask(`/api/write-offs/${command.id}`, { userId: people.ben });
    expectPromised("/api/write-offs/{id}", "get", hidden);
  });

  test("keeps its word where things go wrong", async () => {
    const [id, path] = [v7(), `/api/write-offs/${v7()}`];
    const calls: [string, string, Promise<Told>][] = [
      [
        "/api/write-offs",
        "post",
        rig.ask("/api/write-offs", { body: { id, lines: [{ ...line, quantity: 0 }] } }),
      ],
      [
        "/api/write-offs",
        "post",
        rig.ask("/api/write-offs", { body: { id, lines: [{ ...line, quantity: 9_999 }] } }),
      ],
      ["/api/write-offs", "post", rig.ask("/api/write-offs", { raw: "{" })],
      ["/api/write-offs", "post", rig.ask("/api/write-offs", { raw: "x".repeat(1_100_000) })],
      [
        "/api/write-offs",
        "post",
        rig.ask("/api/write-offs", { raw: "{}", headers: { "content-type": "a/b" } }),
      ],
      ["/api/write-offs", "post", rig.ask("/api/write-offs", { body: {}, token: null })],
      ["/api/write-offs", "post", rig.ask("/api/write-offs", { body: {}, token: "x" })],
      [
        "/api/write-offs",
        "post",
        rig.ask("/api/write-offs", { body: { id, lines: [line] }, userId: people.ava }),
      ],
      ["/api/write-offs", "get", rig.ask("/api/write-offs", { method: "DELETE" })],
      ["/api/write-offs", "get", rig.ask("/api/write-offs?state=x")],
      ["/api/write-offs/{id}", "get", rig.ask(path)],
      [
        "/api/write-offs/{id}/reversals",
        "post",
        rig.ask(`${path}/reversals`, { body: { id, cause: "mistake" } }),
      ],
      ["/api/write-offs/form", "get", rig.ask("/api/write-offs/form")],
      ["/healthz", "get", rig.ask("/healthz")],
      ["/readyz", "get", rig.ask("/readyz")],
    ];
    for (const [address, method, told] of calls) expectPromised(address, method, await told);
    rig.shopify.faults.partition();
    try {
      const unreachable = await rig.ask("/api/write-offs/form?productId=gid://shopify/Product/8000000001");
      expect(unreachable.status).toBe(503);
      expectPromised("/api/write-offs/form", "get", unreachable);
    } finally {
      rig.shopify.faults.heal();
    }
  });

  test("promises what the checker can tell apart", () => {
    expect(schemaNamed("Problems").safeParse({ problems: [] }).success).toBe(false);
    expect(schemaNamed("Problems").safeParse({ problems: [{ code: "x", message: "y" }] }).success).toBe(
      false,
    );
    expect(schemaNamed("Money").safeParse({ amount: 4.5, currency: "EUR" }).success).toBe(false);
    expect(schemaNamed("Money").safeParse({ amount: "4.50", currency: "EUR", more: 1 }).success).toBe(false);
  });
});
