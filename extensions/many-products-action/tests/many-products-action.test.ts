// @vitest-environment happy-dom
import { getExtension } from "@shopify/ui-extensions-tester";
import { createStorage } from "@shopify/ui-extensions-tester/admin";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, heardBy, next, type Reply } from "../../shared/tests/asked.ts";
import { harbour, mainStreet, mugForm } from "../../shared/tests/goods.ts";
import {
  button,
  isDisabled,
  linkOf,
  mayPress,
  press,
  screenText,
  sees,
  translator,
  type,
} from "../../shared/tests/screen.ts";
import texts from "../locales/en.default.json" with { type: "json" };
import type { Begun, Choices, DraftLine } from "../src/wire.ts";

const extension = getExtension("admin.product-index.selection-action.render");
const two = ["gid://shopify/Product/21", "gid://shopify/Product/22"];
let asked: Asked[];
let choices: Reply;
let answers: Reply[];

const shop: Choices = {
  person: { mayWriteOff: true, mayRequest: true },
  reasons: mugForm.reasons,
  locations: [
    { id: mainStreet, name: "Main street" },
    { id: harbour, name: "Harbour" },
  ],
  linesMax: 250,
  allowance: null,
};
const line = (change: Partial<DraftLine> = {}): DraftLine => ({
  itemId: "gid://shopify/InventoryItem/41",
  productId: "gid://shopify/Product/21",
  title: "Blue mug",
  variantTitle: "",
  quantity: 1,
  ...change,
});
const begun = (lines: DraftLine[], left: Begun["left"] = []): Reply => ({
  status: 200,
  body: { draft: { id: "0190-draft", lines }, left },
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  extension.setUp();
  asked = [];
  choices = { status: 200, body: shop };
  answers = [begun([line()])];
  extension.fetch = heardBy(asked, (method) => (method === "POST" ? next(answers) : choices));
  extension.shopify.data = { selected: two.map((id) => ({ id })) };
  extension.shopify.storage = createStorage({});
  extension.shopify.i18n.translate = translator(texts) as typeof extension.shopify.i18n.translate;
  extension.shopify.i18n.formatNumber = (value) => String(value);
});

afterEach(() => {
  extension.tearDown();
  vi.useRealTimers();
});

async function fillIn(): Promise<void> {
  await extension.render();
  await sees("2 products selected.");
  type("s-select", "Location", mainStreet, "change");
  type("s-select", "Why?", "damaged", "change");
  await mayPress("Continue in Lossbook");
}

function sent(): { id: string }[] {
  return asked.filter(({ method }) => method === "POST").map(({ body }) => body as { id: string });
}

test("says how many are chosen and how many a document holds before anything is asked", async () => {
  await extension.render();
  await sees("2 products selected. A document holds 250 lines, one for each variant.");
  expect(isDisabled(button("Continue in Lossbook"))).toBe(true);
  expect(asked.map(({ path }) => path)).toEqual(["/api/drafts/choices"]);
});

test("puts the chosen products into one form and leads there", async () => {
  await fillIn();
  press("Continue in Lossbook");
  await sees("1 line stands in a new write-off at Main street. Stock was not changed.");
  expect(linkOf("Open the write-off")).toBe("app:app/write-offs/new?draft=0190-draft");
  const command = { productIds: two, locationId: mainStreet, reasonId: "damaged", quantity: "one" };
  expect(sent()).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), ...command }]);
  expect(await extension.shopify.storage.get("location")).toBe(mainStreet);
});

test("takes all that is available where that is wished for", async () => {
  await fillIn();
  type("s-select", "How many of each", "all", "change");
  await mayPress("Continue in Lossbook");
  press("Continue in Lossbook");
  await sees("Ready to be checked");
  expect(sent()[0]).toMatchObject({ quantity: "all" });
});

test("names the variants that came along, and counts those it does not name", async () => {
  const names = ["S", "M", "L", "XL", "2XL", "3XL", "4XL", "5XL"];
  const shirts = names.map((variantTitle, at) =>
    line({
      itemId: `i${at}`,
      productId: "gid://shopify/Product/22",
      title: "Shirt",
      variantTitle,
      quantity: 2,
    }),
  );
  answers = [begun([line({ quantity: 3 }), ...shirts])];
  await fillIn();
  press("Continue in Lossbook");
  await sees("Blue mug: 3");
  expect(screenText()).toContain("Shirt: 16 (S, M, L, XL, 2XL, 3XL and 2 more variants)");
});

test("says what was left out and why", async () => {
  const refusal = { code: "untracked", message: "Shopify does not track stock of Gift card." };
  answers = [begun([line()], [{ title: "Gift card", refusal }])];
  await fillIn();
  press("Continue in Lossbook");
  await sees("1 item was left out");
  expect(screenText()).toContain("Shopify does not track stock of Gift card.");
});

test("refuses more products than a document holds, without asking the app to try", async () => {
  extension.shopify.data = {
    selected: Array.from({ length: 251 }, (_, at) => ({ id: `gid://shopify/Product/${at}` })),
  };
  await extension.render();
  await sees("251 products are selected, and a document holds 250 lines.");
  expect(button("Continue in Lossbook")).toBeUndefined();
});

test("shows the app's refusals, keeps what was chosen, and sends a change under another id", async () => {
  const problem = { code: "too-many-lines", message: "A document has at most 250 lines." };
  answers = [{ status: 422, body: { problems: [problem] } }, begun([line()])];
  await fillIn();
  press("Continue in Lossbook");
  await sees("A document has at most 250 lines.");
  type("s-select", "Location", harbour, "change");
  await mayPress("Continue in Lossbook");
  press("Continue in Lossbook");
  await sees("Ready to be checked");
  expect(new Set(sent().map(({ id }) => id)).size).toBe(2);
});

test("repeats an unanswered wish under the same id", async () => {
  answers = ["no-connection", "no-connection", { status: 502, body: "<html>" }, begun([line()])];
  await fillIn();
  press("Continue in Lossbook");
  await sees("We do not know yet whether the lines were put together. Stock was not changed.");
  press("Try again");
  await sees("Ready to be checked");
  expect(new Set(sent().map(({ id }) => id)).size).toBe(1);
});

test("explains a role that may only read, a plan that is used up and a place that is nowhere", async () => {
  const words: [Partial<Choices>, string][] = [
    [{ person: { mayWriteOff: false, mayRequest: false } }, "Writing off is not part of your role"],
    [{ allowance: { limit: 10, used: 12, planUrl: "https://x" } }, "12 of 10 were made."],
    [{ locations: [] }, "There is no location for you"],
  ];
  for (const [change, said] of words) {
    choices = { status: 200, body: { ...shop, ...change } };
    await extension.render();
    await sees(said);
    expect(button("Continue in Lossbook")).toBeUndefined();
    extension.tearDown();
    extension.setUp();
    extension.fetch = heardBy(asked, () => choices);
    extension.shopify.data = { selected: two.map((id) => ({ id })) };
    extension.shopify.i18n.translate = translator(texts) as typeof extension.shopify.i18n.translate;
    extension.shopify.i18n.formatNumber = (value) => String(value);
  }
});

test("loads again after a lost connection", async () => {
  choices = "no-connection";
  await extension.render();
  await sees("Lossbook could not be reached");
  choices = { status: 200, body: shop };
  press("Try again");
  await sees("2 products selected.");
});
