// @vitest-environment happy-dom
import { getExtension } from "@shopify/ui-extensions-tester";
import { createStorage } from "@shopify/ui-extensions-tester/admin";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Asked, heardBy, next, type Reply } from "../../shared/tests/asked.ts";
import { harbour, mainStreet, mugForm } from "../../shared/tests/goods.ts";
import {
  button,
  field,
  isDisabled,
  linkOf,
  mayPress,
  press,
  property,
  screenText,
  sees,
  translator,
  type,
  until,
} from "../../shared/tests/screen.ts";
import texts from "../locales/en.default.json" with { type: "json" };
import type { Block } from "../src/wire.ts";

const extension = getExtension("admin.product-details.block.render");
const path = "/api/product-block?productId=gid%3A%2F%2Fshopify%2FProduct%2F21";
let asked: Asked[];
let blocks: Reply[];
let form: Reply;
let flags: Reply[];
let opened: string[];

const lostMugs: Block = {
  person: { mayWriteOff: true, mayRequest: true, seesCost: true },
  productId: "gid://shopify/Product/21",
  documents: [
    {
      id: "0190-document",
      number: "WO-000012",
      kind: "off",
      state: "done",
      eventDate: "2026-11-20",
      units: 2,
      reasonLabel: "Damaged",
    },
  ],
  lost: { days: 30, units: 2, value: { amount: "9.00", currency: "EUR" } },
  flagged: 0,
  requests: [],
  allowance: null,
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  extension.setUp();
  asked = [];
  opened = [];
  blocks = [{ status: 200, body: lostMugs }];
  form = { status: 200, body: mugForm };
  flags = [{ status: 201, body: { flag: { draftLineId: "1", quantity: 1 } } }];
  extension.fetch = heardBy(asked, (method, at) => {
    if (method === "POST") return next(flags);
    return at.startsWith("/api/write-offs/form") ? form : next(blocks);
  });
  extension.shopify.data = { selected: [{ id: "gid://shopify/Product/21" }] };
  extension.shopify.storage = createStorage({});
  extension.shopify.navigation.navigate = (to) => void opened.push(String(to));
  extension.shopify.i18n.translate = translator(texts) as typeof extension.shopify.i18n.translate;
  extension.shopify.i18n.formatNumber = (value) => String(value);
  extension.shopify.i18n.formatDate = (value) => value.toISOString().slice(0, 10);
  extension.shopify.i18n.formatCurrency = (value, options) => `${value.toString()} ${options?.currency}`;
});

afterEach(() => {
  extension.tearDown();
  vi.useRealTimers();
});

async function show(change: Partial<Block> = {}): Promise<void> {
  blocks = [{ status: 200, body: { ...lostMugs, ...change } }];
  await extension.render();
  await until(() => !screenText().includes("Reading what was lost"));
}

async function openFlag(): Promise<void> {
  await show();
  press("Flag as unsellable");
  await sees("Why?");
}

function sent(): { id: string }[] {
  return asked.filter(({ method }) => method === "POST").map(({ body }) => body as { id: string });
}

test("shows all it shows after one question", async () => {
  await show();
  expect(screenText()).toContain("2 units lost in 30 days");
  expect(screenText()).toContain("9 EUR at cost");
  expect(screenText()).toContain("2026-11-20: 2 units removed. Damaged");
  expect(screenText()).toContain("Done");
  expect(asked.map((each) => each.path)).toEqual([path]);
});

test("asks for the variant on a variant's page", async () => {
  extension.shopify.data = { selected: [{ id: "gid://shopify/ProductVariant/31" }] };
  await show();
  expect(asked[0]?.path).toContain("product-block?variantId=gid%3A%2F%2Fshopify%2FProductVariant%2F31");
});

test("links each document by its number", async () => {
  await show();
  expect(linkOf("WO-000012")).toBe("app:app/write-offs/0190-document");
});

test("leads to all that was ever written off of it, and to nothing where nothing was", async () => {
  await show();
  expect(linkOf("Full history")).toBe("app:app/products/21");
  extension.tearDown();
  extension.setUp();
  await show({ documents: [], productId: null });
  expect(screenText()).not.toContain("Full history");
});

test("names no money where none was told", async () => {
  await show({ lost: { days: 30, units: 2, value: null }, person: { ...lostMugs.person, seesCost: false } });
  expect(screenText()).not.toContain("at cost");
});

test("says so where nothing was ever lost", async () => {
  await show({ documents: [], lost: { days: 30, units: 0, value: { amount: "0.00", currency: "EUR" } } });
  expect(screenText()).toContain("Nothing lost in 30 days");
  expect(screenText()).not.toContain("EUR");
});

test("has a word for a state it has never heard of", async () => {
  const [first] = lostMugs.documents;
  await show({ documents: [{ ...first, state: "half-there", kind: "sideways" } as never] });
  expect(screenText()).toContain("See document");
});

test("opens the action beside it, and then looks for what it did", async () => {
  await show();
  press("Write off");
  expect(opened).toEqual(["extension://write-off-action"]);
  blocks = [{ status: 200, body: { ...lostMugs, lost: { days: 30, units: 3, value: null } } }];
  await sees("3 units lost in 30 days");
  await vi.advanceTimersByTimeAsync(600_000);
  const questions = asked.length;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(questions);
});

test("keeps what it shows when looking again fails", async () => {
  await show();
  press("Write off");
  blocks = ["no-connection"];
  await vi.advanceTimersByTimeAsync(10_000);
  expect(screenText()).toContain("2 units lost in 30 days");
});

test("offers to ask to whom writing off is not allowed", async () => {
  await show({ person: { mayWriteOff: false, mayRequest: true, seesCost: false } });
  expect(button("Write off")).toBeUndefined();
  press("Ask to write off");
  expect(opened).toEqual(["extension://write-off-action"]);
});

test("explains to who may only read", async () => {
  await show({ person: { mayWriteOff: false, mayRequest: false, seesCost: true } });
  expect(screenText()).toContain("not part of your role");
  expect(button("Flag as unsellable")).toBeUndefined();
});

test("shows what waits for approval, and whose it is", async () => {
  await show({ requests: [{ id: "0190-request", by: "Ava Assistant", units: 3 }] });
  expect(screenText()).toContain("Waiting for approval");
  expect(screenText()).toContain("Ava Assistant asked to write off 3 units.");
});

test("explains a plan that is used up, shows the way out, and still lets goods be flagged", async () => {
  await show({ allowance: { limit: 10, used: 10, planUrl: "https://admin.shopify.com/plans" } });
  expect(screenText()).toContain("10 of 10 were made.");
  expect(isDisabled(button("Write off"))).toBe(true);
  expect(isDisabled(button("Flag as unsellable"))).toBe(false);
  expect(linkOf("See plans")).toBe("https://admin.shopify.com/plans");
});

test("flags one and says what stands on the list and that stock has not changed", async () => {
  await openFlag();
  expect(isDisabled(button("Flag"))).toBe(true);
  type("s-select", "Why?", "damaged", "change");
  await mayPress("Flag");
  press("Flag");
  await sees("1 unit is on the list for Main street. Stock was not changed.");
  const line = { itemId: "gid://shopify/InventoryItem/41", locationId: mainStreet, quantity: 1 };
  expect(sent()).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/), ...line, reasonId: "damaged" }]);
  blocks = [{ status: 200, body: { ...lostMugs, flagged: 1 } }];
  press("Back");
  await sees("1 unit is flagged as unsellable.");
});

test("repeats an unanswered flag under the same id, and keeps what was typed", async () => {
  flags = [
    "no-connection",
    "no-connection",
    { status: 200, body: "<html>Bad gateway</html>" },
    flags[0] as Reply,
  ];
  await openFlag();
  type("s-select", "Why?", "other", "change");
  type("s-text-area", "Note (optional)", "wet boxes");
  await mayPress("Flag");
  press("Flag");
  await sees("We do not know yet whether it was flagged.");
  expect(field("s-text-area", "Note (optional)").value).toBe("wet boxes");
  press("Try again");
  await sees("Flagged");
  expect(sent()).toHaveLength(4);
  expect(new Set(sent().map(({ id }) => id)).size).toBe(1);
});

test("shows what the app refuses beside the field, and sends the correction under another id", async () => {
  const problem = { code: "not-enough", at: ["quantity"], message: "Only 1 is left." };
  flags = [{ status: 422, body: { problems: [problem] } }, flags[0] as Reply];
  await openFlag();
  type("s-select", "Why?", "damaged", "change");
  type("s-number-field", "Unsellable units", "2");
  await mayPress("Flag");
  press("Flag");
  await sees("Nothing was flagged");
  expect(field("s-number-field", "Unsellable units").getAttribute("error")).toBe("Only 1 is left.");
  type("s-number-field", "Unsellable units", "1");
  await mayPress("Flag");
  press("Flag");
  await sees("Flagged");
  expect(new Set(sent().map(({ id }) => id)).size).toBe(2);
});

test("offers the place used last, and none where it would have to guess", async () => {
  const [mug] = mugForm.variants;
  const second = { locationId: harbour, locationName: "Harbour", available: 5, refusal: null };
  form = {
    status: 200,
    body: { ...mugForm, variants: [{ ...mug, levels: [...(mug?.levels ?? []), second] }] },
  };
  extension.shopify.storage = createStorage({ location: harbour });
  await openFlag();
  const place = () => property(field("s-select", "Location"), "value");
  await until(() => place() === harbour);
  expect(place()).toBe(harbour);
});

test("explains goods that cannot be flagged", async () => {
  const refusal = { code: "untracked", message: "Shopify does not track stock of this product." };
  form = { status: 200, body: { ...mugForm, variants: [{ ...mugForm.variants[0], refusal }] } };
  await show();
  press("Flag as unsellable");
  await sees("Shopify does not track stock of this product.");
  press("Back");
  await until(() => button("Back") === undefined);
  expect(button("Back")).toBeUndefined();
});

test.each([
  ["no connection", "no-connection" as Reply],
  ["a page instead of an answer", { status: 200, body: "<html></html>" } as Reply],
  ["a broken server", { status: 500, body: { problems: [{ code: "our-mistake", message: "x" }] } } as Reply],
])("loads again after %s", async (_name, reply) => {
  blocks = [reply];
  await extension.render();
  await sees("Lossbook could not be reached");
  blocks = [{ status: 200, body: lostMugs }];
  press("Try again");
  await sees("2 units lost in 30 days");
});

test("says that it takes long, and gives up what hangs", async () => {
  blocks = ["never"];
  await extension.render();
  await sees("This takes longer than usual.");
  await sees("Lossbook could not be reached");
});

test("begins a new session when the app has forgotten the old one", async () => {
  blocks = [
    { status: 401, body: "" },
    { status: 200, body: lostMugs },
  ];
  extension.shopify.auth.idToken = async () => "fresh";
  await extension.render();
  await sees("2 units lost in 30 days");
  expect(asked.map(({ token }) => token)).toEqual([null, "Bearer fresh"]);
});
