import { expect, test } from "vitest";
import { blueMug, desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();
const mug = "/store/mug-shop/products/8000000001";

function levelOnThePage(): Promise<string | null> {
  return at.page.locator("[data-location='Main street'] [data-quantity='available']").textContent();
}

test("one mug leaves the shelf, stands in the books, and all of it comes back", async () => {
  await at.page.goto(mug);
  expect(await levelOnThePage()).toBe("40");
  await at.page.getByRole("button", { name: "More actions" }).click();
  await at.page.getByRole("button", { name: "Write off" }).click();
  const action = at.page.frameLocator("iframe[title='Write off']");
  await action.getByLabel("Location").selectOption({ label: "Main street: 40 available" });
  await action.getByRole("button", { name: "Damaged" }).click();
  await action.getByText("Remove 1. 40 → 39").waitFor();
  await action.getByRole("button", { name: "Remove 1", exact: true }).click();
  await action.getByText(/Removed 1 at Main street\. 40 → 39/).waitFor();
  await eventually(levelOnThePage).toBe("39");

  await action.getByRole("link", { name: /^View WO-/ }).click();
  await at.app.getByRole("heading", { name: /WO-000001/ }).waitFor();
  await at.app.getByText("from 40 to 39").waitFor();
  const entry = at.app.getByRole("table", { name: "Journal entry of WO-000001" });
  await entry.waitFor();
  expect(await entry.getByRole("row").allInnerTexts()).toEqual([
    "Account\tDebit\tCredit",
    "Shrinkage: damage\t€4.50\t",
    "Inventory\t\t€4.50",
    "Total\t€4.50\t€4.50",
  ]);
  await at.app.getByText("Olivia Owner submitted it").waitFor();
  expect(await barriers(at.page)).toEqual([]);

  await at.app.getByRole("button", { name: "Undo" }).click();
  const dialog = at.app.getByRole("dialog", { name: "Undo WO-000001" });
  await dialog.getByText("from 39 to 40").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await dialog.getByRole("button", { name: "Bring back 1 unit" }).click();
  await at.app.getByRole("heading", { name: /WO-000002/ }).waitFor();
  await at.app.getByText("1 unit is back in stock").waitFor();
  expect(at.level(blueMug)).toBe(40);

  await at.app.getByRole("link", { name: "WO-000001" }).click();
  await at.app.getByText("Some or all of this was undone").waitFor();
  expect(await at.app.getByRole("button", { name: "Undo" }).count()).toBe(0);

  await at.page.goto(mug);
  expect(await levelOnThePage()).toBe("40");
});

test("the trial balance of a write-off and its return is nought on both accounts", async () => {
  await at.open("/app/journal");
  expect(await at.app.getByRole("table").count()).toBe(2);
  await at.app.getByRole("tab", { name: "Trial balance" }).click();
  const balance = at.app.getByRole("table", { name: "Trial balance in EUR" });
  await balance.waitFor();
  expect(await balance.getByRole("row").allInnerTexts()).toEqual([
    "Account\tDebit\tCredit\tBalance",
    "Inventory\t€4.50\t€4.50\t€0.00",
    "Shrinkage: damage\t€4.50\t€4.50\t€0.00",
    "Total\t€9.00\t€9.00\t",
  ]);
  await at.app.getByText("Balanced", { exact: true }).waitFor();
  expect(await barriers(at.page)).toEqual([]);
});

test("both documents stand in the list and are found by number, title, person and kind", async () => {
  await at.open("/app/write-offs");
  const rows = () => at.app.getByRole("row").filter({ hasText: /WO-/ }).allInnerTexts();
  expect((await rows()).map((row) => /WO-\d+/.exec(row)?.[0])).toEqual(["WO-000002", "WO-000001"]);
  expect(await barriers(at.page)).toEqual([]);
  for (const [query, found] of [
    ["q=wo-1", 1],
    ["q=blue+olivia", 2],
    ["kind=reversal", 1],
    ["state=refused", 0],
    ["reason=damaged&location=gid://shopify/Location/7000000001", 2],
  ] as const) {
    await at.open(`/app/write-offs?${query}`);
    expect([query, (await rows()).length]).toEqual([query, found]);
  }
  await at.app.getByText("No documents match").waitFor({ state: "hidden" });
});
