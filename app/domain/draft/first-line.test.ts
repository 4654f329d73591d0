import { expect, test } from "vitest";
import { parseFirstLine } from "./first-line.ts";

const variantId = "gid://shopify/ProductVariant/31";
const locationId = "gid://shopify/Location/1";

const parse = (fields: Record<string, string>) => parseFirstLine(new URLSearchParams(fields));

test("carries over a line as it was filled in", () => {
  const given = { variantId, locationId, reasonId: "stolen", disposal: "destroyed", note: "cut open" };
  expect(parse({ ...given, quantity: "3" })).toEqual({ ...given, quantity: 3 });
});

test("begins with an item alone, and leaves out what makes no sense", () => {
  const bare = { variantId, locationId: null, quantity: 1, reasonId: "", disposal: "", note: "" };
  expect(parse({ variantId })).toEqual(bare);
  const bad = { locationId: "1", quantity: "-2", reasonId: "x".repeat(65), note: "x".repeat(100_000) };
  expect(parse({ variantId, ...bad })).toEqual(bare);
});

test("begins with nothing where no item is named", () => {
  for (const fields of [{}, { draft: "7" }, { variantId: "31" }, { variantId: locationId }])
    expect(parse(fields as Record<string, string>)).toBeNull();
});
