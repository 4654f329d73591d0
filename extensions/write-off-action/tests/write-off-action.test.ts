// @vitest-environment happy-dom
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { WriteOffForm } from "../../shared/src/wire.ts";
import { harbour, mainStreet, mugForm } from "../../shared/tests/goods.ts";
import {
  button,
  check,
  field,
  isDisabled,
  linkOf,
  mayPress,
  press,
  screenText,
  sees,
  type,
} from "../../shared/tests/screen.ts";
import { type BackendStub, previewLine, reversalView, setUp, view } from "./backend-stub.ts";

const target = "admin.product-details.action.render";
const extension = getExtension(target);
const line = {
  itemId: "gid://shopify/InventoryItem/41",
  locationId: mainStreet,
  quantity: 1,
  reasonId: "damaged",
};
let backend: BackendStub;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  backend = setUp(extension);
});

afterEach(() => {
  extension.tearDown();
  vi.useRealTimers();
});

async function openForm(): Promise<void> {
  await extension.render();
  await sees("Why?");
}

async function writeOffOne(): Promise<void> {
  await openForm();
  press("Damaged");
  await sees("Remove 1. 40 → 39");
  press("Remove 1");
}

function submits(): { id: string; lines: unknown[] }[] {
  return backend.sent("/api/write-offs").map((asked) => asked.body as { id: string; lines: unknown[] });
}

test("asks for the chosen product's form", async () => {
  await openForm();
  expect(backend.asked[0]?.path).toBe("/api/write-offs/form?productId=gid%3A%2F%2Fshopify%2FProduct%2F21");
});

test("asks for the chosen variant's form on a variant's page", async () => {
  extension.shopify.data = { selected: [{ id: "gid://shopify/ProductVariant/31" }] };
  await openForm();
  expect(backend.asked[0]?.path).toContain("form?variantId=gid%3A%2F%2Fshopify%2FProductVariant%2F31");
});

test("removes one in two taps and says so only after the answer", async () => {
  await openForm();
  expect(isDisabled(button("Remove 1"))).toBe(true);
  press("Damaged");
  await sees("Remove 1. 40 → 39");
  expect(screenText()).not.toContain("Removed");
  press("Remove 1");
  await sees("Removed 1 at Main street. 40 → 39. WO-000001");
  expect(submits()).toEqual([
    { id: expect.stringMatching(/^[0-9a-f-]{36}$/), lines: [line], acknowledged: [] },
  ]);
});

test("sends no second write-off while the first is under way", async () => {
  backend.submits = ["no-connection", { status: 201, body: { writeOff: view() } }];
  await writeOffOne();
  await sees("Sending the same write-off again");
  expect(isDisabled(button("Remove 1"))).toBe(true);
  await sees("Removed 1");
});

test("repeats an unanswered write-off under the same id", async () => {
  const nothing = { status: 502, body: "<html>Bad gateway</html>" };
  const broken = { status: 500, body: { problems: [{ code: "our-mistake", message: "Our side failed." }] } };
  backend.submits = ["no-connection", nothing, broken, { status: 200, body: { writeOff: view() } }];
  await writeOffOne();
  await sees("We do not know yet whether stock was removed.");
  press("Try again");
  await sees("Removed 1 at Main street.");
  expect(new Set(submits().map((command) => command.id)).size).toBe(1);
  expect(submits()).toHaveLength(4);
});

test.each([
  ["stays under its id where the answer was no", "not-enough", 1],
  ["gets an id of its own where the one before may stand", "id-taken", 2],
])("what was changed %s", async (_words, code, ids) => {
  const refusal = { code, at: ["lines", 0, "quantity"], message: "Only 1 is left." };
  backend.submits = [
    { status: 422, body: { problems: [refusal] } },
    { status: 201, body: { writeOff: view({ quantity: 2 }) } },
  ];
  await writeOffOne();
  await sees("Only 1 is left.");
  type("s-number-field", "Quantity to remove", "2");
  await mayPress("Remove 2");
  press("Remove 2");
  await sees("Removed 2");
  expect(submits()).toHaveLength(2);
  expect(new Set(submits().map(({ id }) => id)).size).toBe(ids);
});

test("follows a write-off that Shopify has not answered yet", async () => {
  const working = view({ fate: "working", before: null, after: null }, { state: "working" });
  backend.submits = [{ status: 202, body: { writeOff: working } }];
  backend.views = ["no-connection", { status: 200, body: { writeOff: view() } }];
  await writeOffOne();
  await sees("WO-000001 is recorded.");
  expect(screenText()).not.toContain("Removed 1");
  await sees("Removed 1 at Main street.");
});

test("says what was not changed when Shopify refuses, and starts over under a new id", async () => {
  const refusal = { code: "not-enough", message: "Only 0 are left at Main street." };
  const refused = view({ fate: "refused", refusal, reversible: 0 }, { state: "refused" });
  backend.submits = [
    { status: 201, body: { writeOff: refused } },
    { status: 201, body: { writeOff: view() } },
  ];
  await writeOffOne();
  await sees("Only 0 are left at Main street.");
  expect(screenText()).toContain("Nothing was removed at Main street.");
  expect(button("Undo")).toBeUndefined();
  press("Change and try again");
  await mayPress("Remove 1");
  press("Remove 1");
  await sees("Removed 1");
  expect(new Set(submits().map((command) => command.id)).size).toBe(2);
});

test("calls for a person when the effect is unknown, and offers neither undo nor retry", async () => {
  const unknown = view({ fate: "unknown", after: null, reversible: 0 }, { state: "working" });
  backend.submits = [{ status: 201, body: { writeOff: unknown } }];
  await writeOffOne();
  await sees("A person has to look");
  expect(button("Undo")).toBeUndefined();
  expect(button("Try again")).toBeUndefined();
  expect(button("View WO-000001")).toBeDefined();
});

test("undoes as a mistake and shows stock coming back", async () => {
  await writeOffOne();
  await sees("Removed 1");
  press("Undo");
  await sees("Back on the shelf: 39 → 40");
  const [sent] = backend.sent("/api/write-offs/0190-document/reversals");
  expect(sent?.body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), cause: "mistake" });
  expect(button("Undo")).toBeUndefined();
});

test("repeats an unanswered undo under the same id", async () => {
  const answer = { status: 201, body: { writeOff: reversalView() } };
  backend.reversals = ["no-connection", "no-connection", "no-connection", answer];
  await writeOffOne();
  await sees("Removed 1");
  press("Undo");
  await sees("We do not know yet whether stock came back.");
  press("Try to undo again");
  await sees("Back on the shelf");
  const ids = backend
    .sent("/api/write-offs/0190-document/reversals")
    .map((sent) => JSON.stringify(sent.body));
  expect(new Set(ids).size).toBe(1);
});

test("keeps the write-off on the screen when it may not be undone", async () => {
  const problem = { code: "not-allowed", message: "You may not undo write-offs." };
  backend.reversals = [{ status: 403, body: { problems: [problem] } }];
  await writeOffOne();
  await sees("Removed 1");
  press("Undo");
  await sees("You may not undo write-offs.");
  expect(screenText()).toContain("Removed 1 at Main street.");
});

test("shows every problem of a refused preview and does not let it be confirmed", async () => {
  const problems = [
    { code: "not-enough", at: ["lines", 0, "quantity"], message: "Only 3 are available." },
    { code: "closed", at: ["eventDate"], message: "The month is closed." },
  ];
  backend.preview = { status: 422, body: { problems } };
  await openForm();
  press("Damaged");
  await sees("The month is closed.");
  expect(field("s-number-field", "Quantity to remove").getAttribute("error")).toBe("Only 3 are available.");
  expect(isDisabled(button("Remove 1"))).toBe(true);
});

test.each([
  ["0", "Enter a whole number of 1 or more."],
  ["-1", "Enter a whole number of 1 or more."],
  ["1.5", "Enter a whole number of 1 or more."],
  ["1e3", "Enter a whole number of 1 or more."],
  ["", "Enter how many to remove."],
  ["41", "Only 40 available at Main street. Enter 40 or fewer."],
])("explains the quantity “%s” without asking the server", async (typed, message) => {
  await openForm();
  press("Damaged");
  await sees("Remove 1. 40 → 39");
  const asked = backend.asked.length;
  type("s-number-field", "Quantity to remove", typed);
  await sees(message);
  const confirm = button("Remove") ?? button(`Remove ${typed}`);
  expect(isDisabled(confirm)).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(backend.asked).toHaveLength(asked);
});

test("asks for a note where the reason needs one, and sends it trimmed", async () => {
  await openForm();
  press("Other");
  await sees("This reason needs a note");
  expect(isDisabled(button("Remove 1"))).toBe(true);
  type("s-text-area", "Note", "  fell behind the shelf ");
  await sees("Remove 1. 40 → 39");
  type("s-select", "What became of it? (optional)", "destroyed", "change");
  await sees("Checking stock");
  await mayPress("Remove 1");
  press("Remove 1");
  await sees("Removed 1");
  const more = { reasonId: "other", disposal: "destroyed", note: "fell behind the shelf" };
  expect(submits()[0]?.lines).toEqual([{ ...line, ...more }]);
});

test("does not guess between two locations, and remembers the one used", async () => {
  const [mug] = mugForm.variants;
  if (!mug) throw new Error("no mug");
  const second = { locationId: harbour, locationName: "Harbour", available: 5, refusal: null };
  const both = { ...mugForm, variants: [{ ...mug, levels: [...mug.levels, second] }] };
  backend.form = { status: 200, body: both };
  await openForm();
  press("Damaged");
  expect(isDisabled(button("Remove 1"))).toBe(true);
  type("s-select", "Location", harbour, "change");
  await sees("Remove 1. 40 → 39");
  press("Remove 1");
  await sees("Removed 1");
  expect(await extension.shopify.storage.get("location")).toBe(harbour);
});

function worksAs(person: Partial<WriteOffForm["person"]>): void {
  backend.form = { status: 200, body: { ...mugForm, person: { ...mugForm.person, ...person } } };
}

test("explains to a person who may only read, and offers nothing to send", async () => {
  worksAs({ mayWriteOff: false, mayRequest: false });
  await extension.render();
  await sees("Writing off is not part of your role");
  expect(button("Remove 1")).toBeUndefined();
});

test("asks for whoever may not change inventory, and says that nothing was removed yet", async () => {
  worksAs({ mayWriteOff: false });
  backend.submits = [{ status: 202, body: { outcome: "requested", request: { id: "0190-request" } } }];
  await openForm();
  expect(screenText()).toContain("somebody who may change inventory decides");
  press("Damaged");
  await mayPress("Ask to remove 1");
  press("Ask to remove 1");
  await sees("Somebody else decides about it. Nothing was removed yet.");
  expect(screenText()).not.toContain("Removed");
  expect(linkOf("View the request")).toBe("app:app/requests/0190-request");
});

test("tells of an undo that needs a second person", async () => {
  backend.reversals = [{ status: 202, body: { outcome: "requested", request: { id: "0190-undo" } } }];
  await writeOffOne();
  await sees("Removed 1");
  press("Undo");
  await sees("the write-off stands.");
  expect(screenText()).not.toContain("Back on the shelf");
});

test("explains a plan that is used up instead of a form that would be refused", async () => {
  const allowance = { limit: 10, used: 10, planUrl: "https://admin.shopify.com/plans" };
  backend.form = { status: 200, body: { ...mugForm, allowance } };
  await extension.render();
  await sees("10 of 10 were made. Nothing was changed.");
  expect(linkOf("See plans")).toBe("https://admin.shopify.com/plans");
  expect(button("Remove 1")).toBeUndefined();
});

test("shows the way to another plan where the month's last place went meanwhile", async () => {
  const facts = { limit: 10, used: 10, planUrl: "https://admin.shopify.com/plans" };
  const problem = { code: "plan-needed", facts, message: "The free plan holds 10." };
  backend.submits = [{ status: 402, body: { problems: [problem] } }];
  await writeOffOne();
  await sees("The free plan holds 10.");
  expect(linkOf("See plans")).toBe("https://admin.shopify.com/plans");
});

const unusual = {
  code: "implausible-quantity",
  at: ["lines", 0],
  facts: { key: "implausible-quantity mug 1" },
  message: "1 is unusually many.",
};
const doubled = {
  code: "doubled",
  at: ["lines", 0],
  facts: { key: "doubled mug" },
  message: "It was done before.",
};

test("asks about what looks unusual, one by one, before anything is sent", async () => {
  backend.preview = {
    status: 200,
    body: { preview: { lines: [previewLine] }, problems: [unusual, doubled] },
  };
  await openForm();
  press("Damaged");
  await sees("1 is unusually many.");
  expect(isDisabled(button("Remove 1"))).toBe(true);
  check("Yes, this is right: 1 is unusually many.");
  await vi.advanceTimersByTimeAsync(100);
  expect(isDisabled(button("Remove 1"))).toBe(true);
  check("Yes, this is right: It was done before.");
  await mayPress("Remove 1");
  press("Remove 1");
  await sees("Removed 1");
  const keys = [unusual.facts.key, doubled.facts.key];
  expect(submits()[0]).toMatchObject({ acknowledged: keys });
});

test("asks what only the submit has found out, and sends the answer along", async () => {
  backend.submits = [
    { status: 422, body: { problems: [doubled] } },
    { status: 201, body: { writeOff: view() } },
  ];
  await writeOffOne();
  await sees("It was done before.");
  expect(screenText()).not.toContain("Nothing was removed");
  expect(isDisabled(button("Remove 1"))).toBe(true);
  check("Yes, this is right: It was done before.");
  await mayPress("Remove 1");
  press("Remove 1");
  await sees("Removed 1");
  expect(submits().map((command) => (command as { acknowledged?: string[] }).acknowledged)).toEqual([
    [],
    [doubled.facts.key],
  ]);
});

test("asks what can still be had from goods, and sends the answer with their line", async () => {
  const worth = { code: "worth-something", facts: { key: "worth 0" }, message: "It may be worth something." };
  backend.preview = { status: 200, body: { preview: { lines: [previewLine] }, problems: [worth] } };
  await openForm();
  press("Damaged");
  await sees("It may be worth something.");
  expect(isDisabled(button("Remove 1"))).toBe(true);
  backend.preview = { status: 200, body: { preview: { lines: [previewLine] }, problems: [] } };
  type("s-select", "What can still be had from it?", "return", "change");
  await sees("Checking stock");
  await mayPress("Remove 1");
  expect(field("s-select", "What can still be had from it?")).toBeDefined();
  press("Remove 1");
  await sees("Removed 1");
  expect(submits()[0]?.lines).toEqual([{ ...line, salvage: "return" }]);
});

test("never shows a cost to a person who may not see it", async () => {
  backend.form = { status: 200, body: { ...mugForm, person: { ...mugForm.person, seesCost: false } } };
  await openForm();
  press("Damaged");
  await sees("Remove 1. 40 → 39");
  expect(screenText()).not.toContain("4.5");
  expect(previewLine.value.amount).toBe("4.50");
});

test("explains why an untracked product cannot be written off", async () => {
  const refusal = { code: "untracked", message: "Shopify does not track stock of this product." };
  const [mug] = mugForm.variants;
  backend.form = { status: 200, body: { ...mugForm, variants: [{ ...mug, refusal }] } };
  await extension.render();
  await sees("Shopify does not track stock of this product.");
});

test("loads again after a lost connection", async () => {
  const { form } = backend;
  backend.form = "no-connection";
  await extension.render();
  await sees("Lossbook could not be reached");
  backend.form = form;
  press("Try again");
  await sees("Why?");
});

test("shows why the only location cannot be used", async () => {
  const [mug] = mugForm.variants;
  const refusal = { code: "inactive-location", message: "Main street is not active." };
  const levels = mug?.levels.map((level) => ({ ...level, refusal }));
  backend.form = { status: 200, body: { ...mugForm, variants: [{ ...mug, levels }] } };
  await openForm();
  press("Damaged");
  await sees("Main street is not active.");
  expect(isDisabled(button("Remove 1"))).toBe(true);
});

test("names each variant by its own title and SKU", async () => {
  const [mug] = mugForm.variants;
  const small = { ...mug, variantId: "gid://shopify/ProductVariant/32", variantTitle: "Small", sku: "" };
  backend.form = { status: 200, body: { ...mugForm, variants: [{ ...mug, variantTitle: "Large" }, small] } };
  await openForm();
  expect(screenText()).toContain("Large (MUG-BLUE)");
  expect(screenText()).toContain("Choose a variant that can be written off.");
  type("s-select", "Variant", "gid://shopify/ProductVariant/32", "change");
  press("Damaged");
  await sees("Remove 1. 40 → 39");
});

test("shows the first reasons and keeps the rest behind one tap", async () => {
  const [damaged] = mugForm.reasons;
  const labels = ["Damaged", "Spoiled", "Expired", "Lost", "Stolen", "Out of season", "Opened", "Other"];
  const reasons = labels.map((label, at) => ({ ...damaged, id: at === 0 ? "damaged" : label, label }));
  backend.form = { status: 200, body: { ...mugForm, reasons } };
  await openForm();
  expect(button("Out of season")).toBeDefined();
  expect(button("Opened")).toBeUndefined();
  press("2 more reasons");
  await sees("Opened");
  press("Other");
  await sees("Other, chosen");
  expect(button("Damaged")).toBeDefined();
});

test("begins a new session when the app has forgotten the old one", async () => {
  backend.forms = [{ status: 401, body: { problems: [{ code: "signed-out", message: "It has ended." }] } }];
  extension.shopify.auth.idToken = async () => "fresh";
  await openForm();
  expect(backend.asked.map((asked) => asked.token)).toEqual([null, "Bearer fresh"]);
});

test("says so when a new session does not begin either", async () => {
  backend.form = { status: 401, body: "" };
  await extension.render();
  await sees("Shopify no longer knows you are signed in");
});
