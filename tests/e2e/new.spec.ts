import { expect, test } from "vitest";
import {
  backRoom,
  blueMug,
  desk,
  eventually,
  largePlate,
  mainStreet,
  sampleTin,
  smallPlate,
} from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

const finder = () => at.app.getByRole("combobox", { name: "Find an item" });
const lines = () => at.app.getByRole("button", { name: /^Remove / });

async function openForm(): Promise<void> {
  await at.open("/app/write-offs/new");
  await finder().focus();
}

async function scan(code: string): Promise<void> {
  await at.page.keyboard.type(code);
  await at.page.keyboard.press("Enter");
}

async function choose(reason: string): Promise<void> {
  await at.app.getByRole("combobox", { name: "Reason", exact: true }).last().selectOption({ label: reason });
}

test("the keyboard alone is enough, and Enter never submits before the last step", async () => {
  await openForm();
  await scan("4006381333931");
  await at.app.getByText("Blue mug was added").waitFor();
  await scan("4006381333931");
  await eventually(() => at.app.getByLabel("Quantity").inputValue()).toBe("2");
  await scan("plate-l-moss");
  await eventually(() => lines().count()).toBe(2);
  await scan("no such thing");
  await at.app.getByText("Nothing was found for “no such thing”").first().waitFor();
  await finder().fill("");
  await choose("Damaged");
  await at.app.getByText("Ready.").waitFor();
  expect(await barriers(at.page)).toEqual([]);

  await finder().focus();
  await at.page.keyboard.press("Enter");
  expect(await at.app.getByRole("dialog").count()).toBe(0);
  await at.page.keyboard.press("Control+Enter");
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  await sheet.getByText("Remove 3 units (€16.33) at Main street.").waitFor();
  await sheet.getByText("Posts to Shrinkage: damage on").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.page.keyboard.press("Escape");
  await sheet.waitFor({ state: "detached" });
  await eventually(() => finder().evaluate((field) => field === document.activeElement)).toBe(true);
  expect(at.level(blueMug)).toBe(40);

  // A form that is being kept while it becomes a document is told so, and the browser complains of that.
  await at.page.waitForLoadState("networkidle");
  await at.page.keyboard.press("Control+Enter");
  await sheet.getByText("Remove 3 units").first().waitFor();
  await at.page.keyboard.press("Enter");
  await at.app.getByText("3 units were written off").waitFor();
  expect(at.level(blueMug)).toBe(38);
  expect(at.level(largePlate)).toBe(6);
});

test("more than there is, is said at its field with the numbers, and nothing can be confirmed", async () => {
  await openForm();
  await scan("PLATE-L-SAND");
  await eventually(() => lines().count()).toBe(1);
  await choose("Stolen");
  await at.app.getByLabel("Quantity").fill("2");
  await at.app.getByText(/Not enough .* at Main street: 1 available, 2 asked for/).waitFor();
  expect(await at.app.getByRole("button", { name: "Write off 2 units" }).isDisabled()).toBe(true);
  await at.page.keyboard.press("Control+Enter");
  expect(await at.app.getByRole("dialog").count()).toBe(0);
  await at.app.getByLabel("Quantity").fill("1.5");
  await at.app.getByText("Whole units, at least 1").waitFor();
  expect(await barriers(at.page)).toEqual([]);
});

test("what was set aside leaves from there, shows its own number, and comes back there", async () => {
  at.shopify.setSwitches({ damagedLedger: "any" });
  const damaged = () => at.shopify.quantity({ itemId: largePlate, locationId: backRoom }, "damaged");
  const from = () => at.app.getByRole("combobox", { name: "From" });
  await openForm();
  await scan("PLATE-L-MOSS");
  await eventually(() => lines().count()).toBe(1);
  expect(await from().count()).toBe(0);
  await at.app.getByRole("combobox", { name: "Location" }).selectOption({ label: "Back room" });
  await from().selectOption({ label: "Damaged (2)" });
  await choose("Damaged");
  await at.app.getByLabel("Quantity").fill("3");
  await at.app.getByText(/under damaged at Back room: 2 there, 3 asked for/).waitFor();
  await at.app.getByLabel("Quantity").fill("2");
  await at.app.getByText("Ready.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.page.waitForLoadState("networkidle");
  await at.page.keyboard.press("Control+Enter");
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  await sheet.getByText("at Back room, Damaged. Stock 2 → 0.").waitFor();
  await at.page.keyboard.press("Enter");
  await at.app.getByText("Stock: Damaged").waitFor();
  expect([damaged(), at.level(largePlate, backRoom)]).toEqual([0, 9]);

  await at.app.getByRole("button", { name: "Undo" }).first().click();
  await at.app.getByText("go back there, not to available").waitFor();
  await at.app.getByRole("button", { name: "Bring back 2 units" }).click();
  await at.app.getByText("Stock: Damaged").waitFor();
  await eventually(() => [damaged(), at.level(largePlate, backRoom)].join()).toBe("2,9");
});

test("a bundle is offered with the names of its parts and cannot be added", async () => {
  await openForm();
  await scan("breakfast");
  await at.app.getByText("Breakfast set cannot be written off").waitFor();
  await at.app.getByText(/is a bundle.*Blue mug/).waitFor();
  expect(await lines().count()).toBe(0);
});

test("Other needs a note, and the form says so at the line", async () => {
  await openForm();
  await scan("MUG-BLUE");
  await eventually(() => lines().count()).toBe(1);
  await choose("Other");
  await at.app.getByText("needs a note").waitFor();
  await at.app.getByLabel("Note").first().fill("fell into the kiln");
  await at.app.getByText("Ready.").waitFor();
});

test("an answer that is lost is asked for again under the same id, and the plate leaves once", async () => {
  await openForm();
  await scan("PLATE-S-MOSS");
  await eventually(() => lines().count()).toBe(1);
  await choose("Damaged");
  await at.app.getByText("Ready.").waitFor();
  const ids: string[] = [];
  await at.page.route(/write-offs\/new\.data/, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    ids.push(route.request().postDataJSON().id);
    if (ids.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await at.page.keyboard.press("Control+Enter");
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  await sheet.getByRole("button", { name: "Remove 1 unit" }).click();
  await sheet.getByText("No answer came back").waitFor();
  expect(at.level(smallPlate)).toBe(17);
  at.complaints.length = 0;
  await sheet.getByRole("button", { name: "Remove 1 unit" }).click();
  await at.app.getByText("1 unit was written off").waitFor();
  expect(at.level(smallPlate)).toBe(17);
  expect(new Set(ids).size).toBe(1);
});

test("goods without a cost leave at once, and finance gives them their value later", async () => {
  await openForm();
  await scan("TIN-SAMPLE");
  await eventually(() => lines().count()).toBe(1);
  await choose("Expired");
  await at.app.getByRole("button", { name: "Write off 1 unit" }).click();
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  await sheet.getByText("1 line has no cost: the goods leave now").waitFor();
  await at.page.keyboard.press("Enter");
  await at.app.getByText("1 unit was written off").waitFor();
  expect(at.level(sampleTin)).toBe(24);
  await at.app.getByText("It is made when the lines have a value.").waitFor();

  await at.open("/app/tasks");
  await at.app.getByText("1 line without a value").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: "Enter value" }).click();
  const dialog = at.app.getByRole("dialog", { name: "Value of Sample tin" });
  const save = dialog.getByRole("button", { name: "Save value" });
  await dialog.getByLabel("Cost of one unit").fill("0");
  expect(await save.isDisabled()).toBe(true);
  await dialog.getByLabel("Cost of one unit").fill("1,25");
  expect(await barriers(at.page)).toEqual([]);
  await save.click();
  await at.app.getByText("Nothing waits for you").waitFor();
  await at.open("/app/journal");
  await at.app.getByText("Late valuation,").waitFor();
  await at.app.getByText("€1.25").first().waitFor();
});

test("a line refused while it was carried out says why, and the rest has left the shelf", async () => {
  await openForm();
  await scan("MUG-BLUE");
  await eventually(() => lines().count()).toBe(1);
  await choose("Damaged");
  await scan("MUG-RED");
  await eventually(() => lines().count()).toBe(2);
  await at.app
    .getByRole("combobox", { name: "Reason", exact: true })
    .nth(1)
    .selectOption({ label: "Stolen" });
  await at.app.getByText("Ready.").waitFor();
  const before = at.level(blueMug);
  at.shopify.fault({ kind: "stale", delta: -5, operation: "inventoryAdjustQuantities", skip: 1 });
  await at.page.keyboard.press("Control+Enter");
  await at.app.getByRole("dialog").getByText("Remove 2 units").first().waitFor();
  await at.page.keyboard.press("Enter");
  await at.app.getByText("1 of 2 units were written off").waitFor();
  await at.app
    .getByText(
      /Not enough Red mug at Main street: 0 available, 1 asked for.*Nothing was changed for this line/,
    )
    .waitFor();
  expect(at.level(blueMug)).toBe(before - 1);
  expect(at.level(4100000011, mainStreet)).toBe(0);
  expect(await barriers(at.page)).toEqual([]);

  await at.open("/app/tasks");
  await at.app.getByText("1 line was refused").waitFor();
  await at.app.getByRole("button", { name: /Mark as seen: Red mug of WO-\d+/ }).click();
  await at.app.getByText("Nothing waits for you").waitFor();
});
