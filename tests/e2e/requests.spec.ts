import { expect, test } from "vitest";
import { people } from "../support/app-rig.ts";
import { blueMug, desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

test("what an assistant asks for is sent back, changed, and approved by somebody else", async () => {
  const id = crypto.randomUUID();
  const line = {
    itemId: `gid://shopify/InventoryItem/${blueMug}`,
    locationId: "gid://shopify/Location/7000000001",
    quantity: 5,
    reasonId: "damaged",
    note: "Fell off the cart",
  };
  const told = await at.ask("/api/write-offs", { userId: people.ava, body: { id, lines: [line] } });
  expect(told).toMatchObject({
    status: 202,
    body: { outcome: "requested", request: { id, state: "waiting" } },
  });

  await at.workAs("Max");
  await at.open("/app/requests");
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("heading", { name: "Requests" }).click();
  await at.page.keyboard.press("j");
  await at.page.keyboard.press("Enter");
  await at.app.getByRole("heading", { name: "5 × Blue mug" }).waitFor();
  await at.app.getByText("from 40 to 35").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.page.keyboard.press("s");
  const back = at.app.getByRole("dialog", { name: "Send this back?" });
  await back.getByRole("textbox", { name: "Your words" }).fill("Really five?");
  await back.getByRole("button", { name: "Send back" }).click();
  await back.waitFor({ state: "detached" });
  await at.app.getByText("Sent back", { exact: true }).waitFor();
  expect(at.level(blueMug)).toBe(40);

  await at.workAs("Ava");
  await at.open(`/app/requests/${id}`);
  await at.app.getByText("Really five?").first().waitFor();
  await at.app.getByRole("link", { name: "Change it" }).click();
  await at.app.getByLabel("Quantity").first().fill("3");
  await at.app
    .getByRole("button", { name: /3 units/ })
    .first()
    .click();
  const sheet = at.app.getByRole("dialog");
  await sheet.getByRole("button", { name: /3 units/ }).click();
  await at.app.getByRole("heading", { name: "3 × Blue mug" }).waitFor();

  await at.workAs("Max");
  await at.open(`/app/requests/${id}`);
  await at.app.getByRole("heading", { name: "3 × Blue mug" }).waitFor();
  await at.app.getByRole("button", { name: "Approve" }).click();
  const sure = at.app.getByRole("dialog", { name: "Approve this?" });
  await sure.getByRole("button", { name: "Approve" }).click();
  await at.app.getByText("Approved by").waitFor();
  expect(at.level(blueMug)).toBe(37);
});

test("drafts are sent and requests approved many at once, and each says what became of it", async () => {
  const [one, two] = await Promise.all([
    draftOf("1", "lost"),
    draftOf("2", "stolen"),
    draftOf("", "expired"),
  ]);
  const before = at.level(blueMug);
  await at.workAs("Ava");
  await at.open("/app/write-offs");
  await at.app.getByRole("tab", { name: "Drafts" }).click();
  // The list before it has such a box, too.
  await eventually(() => at.app.locator("html").evaluate(() => location.search)).toContain("drafts");
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("checkbox", { name: "Select all" }).click();
  await at.app.getByRole("button", { name: "Write off 3" }).click();
  const sending = at.app.getByRole("dialog", { name: "Write off what was begun?" });
  await sending.getByRole("button", { name: "Write off 3 drafts" }).click();
  await sending.getByText("2 done, 1 not").waitFor();
  expect(await sending.getByText("Waits for a second person.").count()).toBe(2);
  await sending.getByText("This form is not finished. Open it and fill in what is missing.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await sending.getByRole("button", { name: "Close" }).last().click();
  await sending.waitFor({ state: "detached" });
  await eventually(() => at.app.getByRole("checkbox", { name: "Select Blue mug" }).count()).toBe(1);

  await at.workAs("Max");
  await at.open("/app/requests");
  for (const checkbox of await at.app.getByRole("checkbox", { name: /^Select . × Blue mug/ }).all())
    await checkbox.click();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: "Approve 2" }).click();
  const sure = at.app.getByRole("dialog", { name: "Approve these requests?" });
  await sure.getByText(/^1 × Blue mug.* · Main street/).waitFor();
  // Somebody changes one of them while this person is reading.
  const changed = { revision: 1, lines: [{ ...goods, quantity: 1, reasonId: "lost" }] };
  await at.ask(`/app/requests/${one}/revision`, { userId: people.ava, body: changed });
  await sure.getByRole("button", { name: "Approve 2 requests" }).click();
  await sure.getByText("1 done, 1 not").waitFor();
  await sure.getByText("This request was changed meanwhile.").waitFor();
  await sure.getByRole("button", { name: "Close" }).last().click();
  await sure.waitFor({ state: "detached" });
  expect(before - at.level(blueMug)).toBe(2);
  await at.open(`/app/write-offs/${two}`);
  // What was refused is a complaint of the browser.
  at.complaints.length = 0;
});

const goods = {
  itemId: `gid://shopify/InventoryItem/${blueMug}`,
  locationId: "gid://shopify/Location/7000000001",
};

/** What Ava has begun; a quantity that is not there yet is one that is missing. */
async function draftOf(quantity: string, reasonId: string): Promise<string> {
  const id = crypto.randomUUID();
  const variant = {
    ...{ itemId: goods.itemId, variantId: null, productId: null, title: "Blue mug", variantTitle: "" },
    ...{ sku: "", barcode: "", imageUrl: null, levels: [] },
  };
  const line = {
    ...{ key: crypto.randomUUID(), variant, locationId: goods.locationId, quantity, reasonId: "" },
    ...{ disposal: "", theftClass: "", note: "", cost: null, salvage: "", draftLineId: null },
  };
  const header = { reasonId, disposal: "", note: "", eventDate: "", incidentId: "" };
  const body = { id, revision: 0, content: { ...header, lines: [line] } };
  const told = await at.ask("/app/drafts/forms", { userId: people.ava, body });
  expect(told.body.ok).toBe(true);
  return id;
}

test("the owner gives a role and lays down a rule, and a supplier reports by a link", async () => {
  // Whoever has opened the app is known by name.
  await at.workAs("Max");
  await at.open("/app");
  await at.workAs("Olivia Owner.*Owner of the store");
  await at.open("/app/settings/people");
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: "Change the role of Max Manager" }).click();
  const role = at.app.getByRole("dialog", { name: "Change the role of Max Manager" });
  await role.getByText("Finance", { exact: true }).click();
  await role.getByRole("button", { name: "Save" }).click();
  await role.waitFor({ state: "detached" });
  await at.app.getByText("Finance · Everywhere").waitFor();

  await at.open("/app/settings/approval");
  await at.app.getByRole("button", { name: "Add a rule" }).click();
  const rule = at.app.getByRole("dialog", { name: "Add a rule" });
  await rule.getByRole("textbox", { name: "Amount" }).fill("20");
  await rule.getByRole("button", { name: "Save" }).click();
  await at.app.getByText("Write-offs: a person's day worth more than €20.00").waitFor();
  expect(await barriers(at.page)).toEqual([]);

  await at.open("/app/settings/links");
  await at.app.getByRole("button", { name: "Make a link" }).click();
  const make = at.app.getByRole("dialog", { name: "Make a report link" });
  await make.getByRole("textbox", { name: "Name" }).fill("Kiln & Co");
  await make.getByRole("combobox", { name: "Location of the goods" }).selectOption({ label: "Main street" });
  await make.getByText("Chosen items", { exact: true }).click();
  await make.getByRole("textbox", { name: "Find an item" }).fill("mug-blue");
  await make.getByRole("button", { name: /^Add Blue mug/ }).click();
  await make.getByRole("button", { name: "Make a link" }).click();
  const address = await at.app.getByRole("textbox", { name: "Address" }).inputValue();

  await at.page.goto(address);
  expect(await barriers(at.page)).toEqual([]);
  await at.page.getByLabel("Your name or company").fill("Ana of the kiln");
  await at.page.getByLabel("What is the matter?").selectOption({ label: "Damaged" });
  await at.page.getByLabel(/Blue mug/).fill("2");
  await at.page.getByRole("button", { name: "Send the report" }).click();
  await at.page.getByText("Your report has arrived").waitFor();
  expect(await at.page.context().cookies(new URL(address).origin)).toEqual([]);
});
