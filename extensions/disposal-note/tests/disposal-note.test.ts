// @vitest-environment happy-dom
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, heardBy, type Reply } from "../../shared/tests/asked.ts";
import { press, property, screenText, sees, translator, type, until } from "../../shared/tests/screen.ts";
import texts from "../locales/en.default.json" with { type: "json" };
import type { Note } from "../src/wire.ts";

const extension = getExtension("admin.product-details.print-action.render");
let asked: Asked[];
let answer: Reply;

const note = (number: string, change: Partial<Note> = {}): Note => ({
  id: `id-of-${number}`,
  number,
  eventDate: "2026-11-20",
  units: 2,
  reasonLabel: "Damaged",
  src: `/files/notes/${number}`,
  ...change,
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  extension.setUp();
  asked = [];
  answer = { status: 200, body: { notes: [note("WO-000002"), note("WO-000001", { units: 1 })] } };
  extension.fetch = heardBy(asked, () => answer);
  extension.shopify.data = { selected: [{ id: "gid://shopify/Product/21" }] };
  extension.shopify.i18n.translate = translator(texts) as typeof extension.shopify.i18n.translate;
  extension.shopify.i18n.formatNumber = (value) => String(value);
  extension.shopify.i18n.formatDate = (value) => value.toISOString().slice(0, 10);
});

afterEach(() => {
  extension.tearDown();
  vi.useRealTimers();
});

function source(): string {
  const frame = document.body.querySelector("s-admin-print-action");
  return frame ? property(frame, "src") : "";
}

test("hands the newest document's note to the admin at once", async () => {
  await extension.render();
  await sees("WO-000002, 2026-11-20: 2 units. Damaged");
  expect(source()).toBe("/files/notes/WO-000002");
  expect(asked.map(({ path }) => path)).toEqual([
    "/api/disposal-notes?productId=gid%3A%2F%2Fshopify%2FProduct%2F21",
  ]);
});

test("hands over another one when it is chosen, without asking again", async () => {
  await extension.render();
  await sees("WO-000001, 2026-11-20: 1 unit. Damaged");
  type("s-select", "Document", "id-of-WO-000001", "change");
  await until(() => source() === "/files/notes/WO-000001");
  expect(source()).toBe("/files/notes/WO-000001");
  expect(asked).toHaveLength(1);
});

test("offers nothing to print while nothing was written off, and says so", async () => {
  answer = { status: 200, body: { notes: [] } };
  await extension.render();
  await sees("Nothing of this product has been written off.");
  expect(source()).toBe("");
});

test.each([
  ["a lost connection", "no-connection" as Reply, "Lossbook could not be reached"],
  [
    "a page instead of an answer",
    { status: 200, body: "<html></html>" } as Reply,
    "Lossbook could not be reached",
  ],
  [
    "a refusal",
    { status: 403, body: { problems: [{ code: "x", message: "Not you." }] } } as Reply,
    "Not you.",
  ],
])("loads again after %s", async (_name, reply, words) => {
  answer = reply;
  await extension.render();
  await sees(words);
  expect(source()).toBe("");
  answer = { status: 200, body: { notes: [note("WO-000002")] } };
  press("Try again");
  await sees("WO-000002");
  expect(screenText()).not.toContain(words);
});
