import { expect, test } from "vitest";
import { people } from "../support/app-rig.ts";
import { blueMug, desk } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

test("an assistant who may not change inventory is told who decides, and finds no way to undo or to set", async () => {
  const id = await at.writeOff({});
  await at.workAs("Ava");
  await at.open("/app");
  await at.app.getByText("You ask, and somebody else decides").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("from 40 to 39").waitFor();
  expect(await at.app.getByRole("button", { name: "Undo" }).count()).toBe(0);
  await at.open("/app/settings");
  expect(await at.app.getByRole("button", { name: /^Edit/ }).count()).toBe(0);
  const told = await at.ask("/api/write-offs", {
    userId: people.ava,
    body: { id: crypto.randomUUID(), lines: [] },
  });
  expect(told.status).toBeGreaterThanOrEqual(400);
  expect(at.level(blueMug)).toBe(39);
});

test("an assistant who may not see costs meets no money on any page, and writes off all the same", async () => {
  const id = await at.writeOff({ quantity: 2 });
  await at.workAs("Ben");
  for (const path of ["/app", "/app/write-offs", `/app/write-offs/${id}`, "/app/tasks", "/app/settings"]) {
    await at.open(path);
    const seen = await at.app.locator("body").innerHTML();
    expect([path, /€|4\.50|9\.00/.exec(seen)?.[0]]).toEqual([path, undefined]);
  }
  await at.open("/app/journal");
  await at.app.getByText("The journal shows costs").waitFor();
  expect(await at.app.getByRole("table").count()).toBe(0);

  await at.open("/app/write-offs/new");
  await at.app.getByRole("combobox", { name: "Find an item" }).focus();
  await at.page.keyboard.type("mug-blue");
  await at.page.keyboard.press("Enter");
  await at.app.getByRole("combobox", { name: "Reason", exact: true }).last().selectOption({ label: "Lost" });
  await at.app.getByRole("button", { name: "Write off 1 unit" }).click();
  const sheet = at.app.getByRole("dialog", { name: "Write this off?" });
  await sheet.getByText(/Remove 1 unit at Main street\. Stock \d+ → \d+\./).waitFor();
  expect(await sheet.innerText()).not.toMatch(/€|Posts to|cost/);
  await sheet.getByRole("button", { name: "Remove 1 unit" }).click();
  await at.app.getByText("1 unit was written off").waitFor();
});
