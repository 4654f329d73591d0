import { expect, test } from "vitest";
import { desk, eventually } from "./desk.ts";
import { barriers, tooSmall } from "./pages.ts";

const at = desk({ width: 390, height: 844 });

/** Seen and touched where it stands, and neither cut off nor below something else. */
function isOnTop(element: Element): boolean {
  element.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}

test("a thumb is enough: find, write off, undo some of it", async () => {
  await at.open("/app/write-offs");
  await at.app
    .getByRole("button", { name: "Write off" })
    .or(at.app.getByRole("link", { name: "Write off" }))
    .first()
    .tap();
  const finder = at.app.getByRole("combobox", { name: "Find an item" });
  await finder.fill("plate");
  const found = at.app.getByRole("option", { name: /^Stoneware plate/ });
  await found.nth(2).waitFor();
  expect(await found.nth(2).evaluate(isOnTop)).toBe(true);
  await finder.fill("towel");
  await at.app.getByRole("option", { name: /Tea towel.*White/ }).tap();
  await at.app.getByLabel("Quantity").fill("2");
  await at.app
    .getByRole("combobox", { name: "Reason", exact: true })
    .last()
    .selectOption({ label: "Damaged" });
  await at.app.getByRole("button", { name: "Write off 2 units" }).tap();
  await at.app.getByRole("button", { name: "Remove 2 units" }).tap();
  await at.app.getByText("2 units were written off").waitFor();
  await eventually(() => at.app.locator("html").evaluate((page) => page.scrollTop)).toBe(0);
  await at.app.getByRole("button", { name: "Undo" }).first().tap();
  const dialog = at.app.getByRole("dialog", { name: /^Undo WO-/ });
  await dialog.getByLabel("Units of Tea towel – White to bring back").fill("1");
  await dialog.getByRole("button", { name: "Bring back 1 unit" }).tap();
  await at.app.getByText("1 unit is back in stock").waitFor();
  await eventually(() => at.level(4100000008)).toBe(29);

  await at.open("/app/write-offs");
  await at.app.getByRole("button", { name: "Choose", exact: true }).tap();
  const cards = at.app.locator(".lossbook-choosable");
  await cards.first().tap();
  await at.app.getByText("1 chosen").waitFor();
  expect(await tooSmall(at.app.locator("body"))).toEqual([]);
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByLabel("All on this page").tap();
  await at.app.getByText(`${await cards.count()} chosen`).waitFor();
  await at.app.getByRole("button", { name: "Incident", exact: true }).tap();
  const tagging = at.app.getByRole("dialog", { name: "Put under an incident" });
  await tagging.getByLabel("Name of the incident").fill("Towels");
  await tagging.getByRole("button", { name: "Save" }).tap();
  await tagging.waitFor({ state: "hidden" });
  await at.app.getByRole("button", { name: "Done", exact: true }).tap();
  await at.app.getByRole("link", { name: /^WO-/ }).first().waitFor();
});
