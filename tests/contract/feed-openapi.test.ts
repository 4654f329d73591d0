import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { FEED_FORMATS, FEED_RESOURCES } from "#app/domain/feed/feed-request.ts";
import type { ProblemCode } from "#app/domain/problem.ts";
import { DOCUMENT_COLUMNS } from "#app/exports/document-csv.ts";
import { statusOf } from "#app/http/problems.ts";
import { appRig } from "#tests/support/app-rig.ts";
import document from "../../docs/openapi-feed.json" with { type: "json" };
import { accountantOf, type Pulled } from "../integration/feed/feed-rig.ts";

type Parameter = { name: string; in: string };
type Answer = { "x-problem-codes"?: string[] };
const shared = document.components.responses as Record<string, Answer>;
const rig = appRig();
const { pull, makeToken, writeOff } = accountantOf(rig);
let token: string;

function schemaNamed(name: string): z.ZodType {
  const text = JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: JSON.parse(text) });
}

function expectShape(name: string, value: unknown): void {
  const read = schemaNamed(name).safeParse(value);
  expect(read.error?.issues ?? [], JSON.stringify(value).slice(0, 2_000)).toEqual([]);
}

beforeAll(async () => {
  token = (await makeToken()).token;
  await writeOff(2, { disposal: "recycled", note: 'a "b"\n=1+1' });
  await writeOff(1, { itemId: "gid://shopify/InventoryItem/4100000005" });
});

describe("docs/openapi-feed.json", () => {
  test("names every resource, every format and every filter of the code, and none besides", () => {
    expect(Object.keys(document.paths)).toEqual(FEED_RESOURCES.map((resource) => `/${resource}`));
    for (const path of Object.values(document.paths)) {
      expect(Object.keys(path)).toEqual(["get"]);
      const names = (path.get.parameters as Parameter[])
        .filter((one) => one.in === "query")
        .map((one) => one.name);
      expect(names).toEqual(["from", "to", "since", "limit", "format"]);
      expect(Object.keys(path.get.responses["200"].content)).toHaveLength(FEED_FORMATS.length);
    }
  });

  test("gives every problem the status that the code gives it", () => {
    for (const [status, { "x-problem-codes": codes = [] }] of Object.entries(shared))
      for (const code of codes) expect(statusOf([{ code: code as ProblemCode }]), code).toBe(Number(status));
  });

  test.each(["Entry", "Document"])("keeps its word of an answer full of %s", async (one) => {
    const resource = one === "Entry" ? "entries" : "documents";
    const told = await pull(`${resource}?limit=1`, token);
    expectShape(`${one}Page`, JSON.parse(told.text));
    const lines = (await pull(`${resource}.ndjson`, token)).text.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expectShape(one, JSON.parse(line));
    for (const name of ["etag", "x-next-cursor", "x-more"]) expect(told.headers.get(name), name).toBeTruthy();
  });

  test("keeps its word where things go wrong", async () => {
    const tries: [number, Promise<Pulled>][] = [
      [400, pull("entries?since=x", token)],
      [400, pull("entries?from=x", token)],
      [400, pull("entries?limit=0", token)],
      [401, pull("entries", null)],
      [401, pull("entries", "lbf_x")],
      [404, pull("nothing", token)],
      [405, pull("entries", token, {}, "DELETE")],
    ];
    for (const [status, answer] of tries) {
      const told = await answer;
      expect(told.status).toBe(status);
      const { problems } = JSON.parse(told.text);
      expectShape("Problems", { problems });
      for (const { code } of problems) expect(shared[status]?.["x-problem-codes"]).toContain(code);
    }
  });

  test("is told to whoever asks, without a token", async () => {
    expect(JSON.parse((await pull("openapi.json", null)).text)).toEqual(document);
  });

  test("writes its documents with the columns it always had, cells that hold no formula", async () => {
    const [head, first] = (await pull("documents.csv", token)).text.split("\r\n");
    expect(head).toBe(DOCUMENT_COLUMNS.join(","));
    expect(first).toContain('"a ""b"" =1+1"');
  });
});
