import { expect, test } from "vitest";
import { blueMug, desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

test("what somebody else has undone meanwhile is said, and cannot be undone again with the same button", async () => {
  const id = await at.writeOff({ quantity: 3 });
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByRole("button", { name: "Undo" }).first().click();
  const dialog = at.app.getByRole("dialog", { name: /^Undo WO-/ });
  const bringBack = (units: number) =>
    dialog.getByRole("button", { name: `Bring back ${units} unit${units === 1 ? "" : "s"}` });
  await dialog.getByText("Booked on", { exact: true }).waitFor();

  const undo = (quantity: number) =>
    at.ask(`/api/write-offs/${id}/reversals`, {
      body: { id: crypto.randomUUID(), cause: "mistake", lines: [{ position: 0, quantity }] },
    });
  expect((await undo(2)).status).toBeLessThan(300);
  await bringBack(3).click();
  await dialog.getByText("Only 1 can still be brought back").first().waitFor();
  await eventually(() => bringBack(1).isEnabled()).toBe(true);

  expect((await undo(1)).status).toBeLessThan(300);
  await bringBack(1).click();
  await dialog.getByText("Nothing is left to bring back.").waitFor();
  await eventually(() => dialog.getByRole("button", { name: "Bring back", exact: true }).isDisabled()).toBe(
    true,
  );
  expect(await barriers(at.page)).toEqual([]);
  expect(at.level(blueMug)).toBe(40);
});

test("a document nobody has confirmed yet speaks of an expected value", async () => {
  at.shopify.fault({ kind: "throttled", operation: "inventoryAdjustQuantities", times: 99 });
  const id = await at.writeOff({});
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("0 of 1 units confirmed off the shelf").waitFor();
  await at.app.getByText("Expected value: €4.50").waitFor();
  at.shopify.faults.clear();
  await at.app.getByText("1 unit off the shelf").waitFor({ timeout: 60_000 });
  expect(await at.app.getByText("Expected value").count()).toBe(0);
});
