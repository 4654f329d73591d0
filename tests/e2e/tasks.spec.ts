import { expect, test } from "vitest";
import { blueMug, desk, eventually, mainStreet, smallPlate } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

/** A call is lost, and what the shelf shows afterwards could be its effect or a stranger's. */
async function loseTheAnswer(itemId: number, happened: boolean): Promise<string> {
  at.shopify.setSwitches({ idempotency: "ignored" });
  at.shopify.fault({
    kind: happened ? "drop-after" : "drop-before",
    operation: "inventoryAdjustQuantities",
  });
  const sent = at.writeOff({ itemId });
  await eventually(() => at.shopify.faults.list().length).toBe(0);
  if (!happened) {
    at.shopify.stranger({ itemId, locationId: mainStreet }, -1);
    at.shopify.stranger({ itemId, locationId: mainStreet }, +1);
  }
  const id = await sent;
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("Nobody can say whether Shopify did it").waitFor({ timeout: 60_000 });
  return id;
}

test("what nobody can know becomes a task, and a person's answer settles it", async () => {
  const id = await loseTheAnswer(blueMug, true);
  expect(at.level(blueMug)).toBe(39);
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("link", { name: "Open the task" }).click();
  await at.app.getByText("1 request without an answer").waitFor();
  await at.app.getByText("Remove 1 unit of Blue mug at Main street, 40 → 39").waitFor();
  await at.app.getByText(new RegExp(`gid://lossbook/WriteOff/${id}/`)).waitFor();
  expect(await at.app.getByRole("link", { name: /History of Blue mug/ }).getAttribute("href")).toBe(
    "shopify://admin/products/inventory/4100000001/inventory_history?location_id=7000000001",
  );
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: "It happened" }).click();
  await at.app.getByRole("dialog").getByRole("button", { name: "It happened" }).click();
  await at.app.getByText("Nothing waits for you").waitFor();
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByRole("table", { name: /^Journal entry of WO-/ }).waitFor();
  await at.app.getByText("Olivia Owner said what the history in Shopify shows").waitFor();
  expect(at.level(blueMug)).toBe(39);
});

test("what did not happen is refused, booked nowhere, and can be acknowledged", async () => {
  const id = await loseTheAnswer(smallPlate, false);
  expect(at.level(smallPlate)).toBe(18);
  await at.open("/app/tasks");
  await at.app.getByRole("button", { name: "It did not happen" }).click();
  await at.app.getByRole("dialog").getByRole("button", { name: "It did not happen" }).click();
  await at.app.getByText("1 line was refused").waitFor();
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("Nothing was written off").waitFor();
  await at.app.getByText("Nothing was changed, so nothing was booked.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
});

test("a page that shows work in progress follows until it is settled", async () => {
  at.shopify.fault({ kind: "status", status: 503, operation: "inventoryAdjustQuantities", times: 3 });
  const id = await at.writeOff({ itemId: 4100000003 });
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("Done", { exact: true }).waitFor({ timeout: 90_000 });
  expect(at.level(4100000003)).toBe(6);
});

test("a reason is renamed and an account gets its number, with the admin's own save bar", async () => {
  await at.open("/app/settings");
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: "Edit Damaged" }).click();
  const dialog = at.app.getByRole("dialog", { name: "Edit Damaged" });
  await dialog.getByLabel("Name").fill("Broken");
  expect(await barriers(at.page)).toEqual([]);
  await dialog.getByRole("button", { name: "Save" }).click();
  await at.app.getByRole("heading", { name: "Broken" }).waitFor();
  await at.app.getByLabel("Number, Inventory").fill("1200");
  const bar = at.page.getByRole("region", { name: "Unsaved changes" });
  await bar.waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await bar.getByRole("button", { name: "Save" }).click();
  await bar.waitFor({ state: "hidden" });
  await at.open("/app/settings");
  expect(await at.app.getByLabel("Number, Inventory").inputValue()).toBe("1200");
});
