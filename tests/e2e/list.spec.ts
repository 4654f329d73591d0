import { expect, test } from "vitest";
import { desk, eventually, smallPlate } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

test("before anything was lost there are three ways to begin", async () => {
  await at.open("/app");
  await at.app.getByRole("heading", { name: "Write off your first item" }).waitFor();
  await at.app.getByRole("button", { name: "Show me" }).click();
  await at.app.getByText("Say how many and why", { exact: true }).waitFor();

  expect(await barriers(at.page)).toEqual([]);
});

test("what was lost is found behind its bar, tagged, kept as a view, and undone together", async () => {
  await at.writeOff({ quantity: 3 });
  await at.writeOff({ itemId: smallPlate, reasonId: "stolen" });
  await at.open("/app");
  await at.app.getByText("€18.75", { exact: true }).first().waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("button", { name: /^Period: / }).click();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByLabel("From month").selectOption({ index: 2 });
  await at.app.getByRole("button", { name: "Show", exact: true }).click();
  await eventually(() => at.app.getByRole("button", { name: /^Period: .+–/ }).count()).toBe(1);
  await at.app.getByText("€18.75", { exact: true }).first().waitFor();
  await at.app.getByRole("button", { name: "Table: By cause" }).click();
  const table = at.app.getByRole("table", { name: "By cause" });
  expect(await table.getByRole("row").allInnerTexts()).toEqual([
    "Name\tUnits\tValue\tValue before",
    "Physical damage and spoilage\t3\t€13.50\t€0.00",
    "Theft and shrink\t1\t€5.25\t€0.00",
  ]);
  await table.getByRole("link", { name: "Theft and shrink" }).click();
  await at.app.getByText("Cause: Theft and shrink").waitFor();
  const rows = () => at.app.getByRole("row").filter({ hasText: /WO-/ }).count();
  await eventually(rows).toBe(1);

  await at.app.getByRole("button", { name: "Save as" }).click();
  const naming = at.app.getByRole("dialog");
  await naming.getByLabel("Name").fill("Thefts");
  await naming.getByRole("button", { name: "Save" }).click();
  await at.app.getByRole("tab", { name: "Thefts" }).waitFor();
  await at.app.getByRole("tab", { name: "All" }).click();
  await eventually(rows).toBe(2);
  expect(await barriers(at.page)).toEqual([]);

  for (const number of ["WO-000001", "WO-000002"])
    await at.app.getByRole("checkbox", { name: `Choose ${number}` }).click();
  await at.app.getByRole("button", { name: "Incident", exact: true }).click();
  const tagging = at.app.getByRole("dialog", { name: "Put under an incident" });
  await tagging.getByText("2 documents, units: 4, value €18.75").waitFor();
  await tagging.getByLabel("Name of the incident").fill("Break-in");
  await tagging.getByRole("button", { name: "Save" }).click();
  await tagging.waitFor({ state: "hidden" });

  for (const number of ["WO-000001", "WO-000002"])
    await at.app.getByRole("checkbox", { name: `Choose ${number}` }).click();
  await at.app.getByRole("button", { name: "Undo", exact: true }).click();
  const undoing = at.app.getByRole("dialog", { name: "Undo documents" });
  await undoing.getByRole("button", { name: "Bring back 4 units" }).click();
  await undoing.getByText("2 done, 0 not").waitFor();
  await undoing.getByRole("button", { name: "Close" }).last().click();
  await eventually(rows).toBe(4);
  expect(at.level(smallPlate)).toBe(18);

  await at.open("/app/incidents");
  await at.app.getByRole("link", { name: "Break-in" }).click();
  await at.app.getByText("in 4 documents; what came back is taken off").waitFor();
  await at.app.getByText("€0.00", { exact: true }).waitFor();
  const saving = at.page.waitForEvent("download");
  await at.app.getByRole("button", { name: "Save proof pack" }).click();
  expect((await saving).suggestedFilename()).toBe("proof-Break-in.zip");
  expect(await barriers(at.page)).toEqual([]);
});
