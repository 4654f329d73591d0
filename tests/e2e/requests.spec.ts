import { expect, test } from "vitest";
import { people } from "../support/app-rig.ts";
import { barriers, blueMug, desk } from "./desk.ts";

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
