import type { FrameLocator } from "playwright-core";
import { expect, test } from "vitest";
import { jpeg } from "../support/photos.ts";
import { desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();
const mug = "/store/mug-shop/products/8000000001";

function block(): FrameLocator {
  return at.page.frameLocator("iframe[title='Losses and write-offs']");
}

function inside(title: string): FrameLocator {
  return at.page.frameLocator(`dialog iframe[title='${title}']`);
}

async function openBlock(): Promise<void> {
  await at.page.goto(mug);
  await block()
    .getByText(/in 30 days/)
    .waitFor();
}

test("a product's page tells what was lost, flags, writes off and tells the news by itself", async () => {
  await openBlock();
  await block().getByText("Nothing lost in 30 days").waitFor();
  expect(await barriers(at.page)).toEqual([]);

  await block().getByRole("button", { name: "Flag as unsellable" }).click();
  await block().getByLabel("Location").selectOption({ label: "Main street: 40 available" });
  await block().getByLabel("Why?").selectOption({ label: "Damaged" });
  await block().getByLabel("Unsellable units").fill("2");
  expect(await barriers(at.page)).toEqual([]);
  await block().getByRole("button", { name: "Flag", exact: true }).click();
  await block().getByText("2 units are on the list for Main street. Stock was not changed.").waitFor();
  await block().getByRole("button", { name: "Back" }).click();
  await block().getByText("2 units are flagged as unsellable.").waitFor();
  expect(at.level(4100000001)).toBe(40);

  await block().getByRole("button", { name: "Write off" }).click();
  const action = inside("Write off");
  await action.getByLabel("Location").selectOption({ label: "Main street: 40 available" });
  await action.getByRole("button", { name: "Damaged" }).click();
  await action.getByText(/was written off or flagged at Main street/).waitFor();
  const buffer = Buffer.from(jpeg({ salt: 21 }));
  await action
    .getByLabel("Photos or files (optional)")
    .setInputFiles({ name: "mug.jpg", mimeType: "image/jpeg", buffer });
  await action.getByText("mug.jpg was added.").waitFor();
  await action.getByLabel(/^Yes, this is right/).check();
  await action.getByRole("button", { name: "Remove 1", exact: true }).click();
  await action.getByText(/Removed 1 at Main street\. 40 → 39/).waitFor();
  await action.getByRole("button", { name: "Close" }).click();
  await block().getByText("1 unit lost in 30 days").waitFor();
  await block().getByText("€4.50 at cost").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  const history = block().getByRole("link", { name: "Full history" });
  expect(await history.getAttribute("href")).toMatch(/app\/products\/8000000001$/);
  await block().getByRole("link", { name: "View the list" }).click();
  await at.app.getByRole("heading", { level: 1 }).waitFor();
  await at.app.getByText("Blue mug").first().waitFor();
});

test("the Print menu shows the paper and lets it be printed", async () => {
  await at.writeOff({ quantity: 2 });
  await at.page.goto(mug);
  await at.page.getByRole("button", { name: "Print", exact: true }).click();
  await at.page.getByRole("button", { name: /Disposal note/ }).click();
  // No script runs in the paper, ours neither: it is read from the frame's own text.
  const paper = at.page.locator("iframe[title='Preview of what will be printed']");
  await paper.waitFor();
  expect(await paper.getAttribute("srcdoc")).toMatch(/Disposal note WO-\d{6}.*Blue mug/s);
  const print = at.page.locator("dialog").getByRole("button", { name: "Print", exact: true });
  await eventually(() => print.isEnabled()).toBe(true);
});

test("many chosen products become one write-off in the app, on a telephone too", async () => {
  await at.resize({ width: 390, height: 844 });
  await at.page.goto("/store/mug-shop/products");
  await at.page.getByRole("checkbox", { name: "Select all products" }).check();
  await at.page.getByRole("button", { name: "More actions" }).click();
  await at.page.getByRole("button", { name: /Write off as one document/ }).click();
  const action = inside("Write off as one document");
  await action.getByText(/products selected\. A document holds 250 lines/).waitFor();
  await action.getByLabel("Location").selectOption({ label: "Main street" });
  await action.getByLabel("Why?").selectOption({ label: "Out of date or season" });
  await action.getByRole("button", { name: "Continue in Lossbook" }).click();
  await action.getByText(/stand in a new write-off at Main street/).waitFor();
  await action.getByText(/were left out/).waitFor();
  await action.getByText(/Stoneware plate: \d+ \(/).waitFor();
  expect(await at.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await barriers(at.page)).toEqual([]);
  await action.getByRole("link", { name: "Open the write-off" }).press("Enter");
  await at.page.waitForURL(/\/app\/write-offs\/new\?draft=/);
  await at.app.getByText("Blue mug").first().waitFor();
  expect(at.level(4100000001)).toBeGreaterThan(0);
});

test("a person without the right to change inventory asks, and everybody sees what waits", async () => {
  await at.workAs("Ava Assistant");
  await openBlock();
  await block().getByRole("button", { name: "Ask to write off" }).click();
  const action = inside("Write off");
  await action.getByLabel("Location").selectOption("gid://shopify/Location/7000000001");
  await action.getByRole("button", { name: "more reasons" }).click();
  await action.getByRole("button", { name: "Other" }).click();
  await action.getByLabel("Note").fill("Chipped while unpacking");
  await action.getByRole("button", { name: "Ask to remove 1" }).click();
  await action.getByText("Nothing was removed yet.").waitFor();
  await action.getByRole("button", { name: "Close" }).click();
  await block().getByText("Ava Assistant asked to write off 1 unit.").waitFor();
  expect(await barriers(at.page)).toEqual([]);
});
