import { expect, test } from "vitest";
import { barriers, desk, eventually } from "./desk.ts";

const at = desk({ width: 390, height: 844 });

/** What a thumb has to hit on a page, and what sticks out of it. */
async function tooSmall(): Promise<string[]> {
  return at.app.locator("body").evaluate((body) => {
    const small = [
      ...body.querySelectorAll<HTMLElement>("button, [role='tab'], input, select, .lossbook-row-link"),
    ]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((element) => {
        const target = element.closest(".Polaris-Choice, label") ?? element;
        const { height } = target.getBoundingClientRect();
        return { height, name: element.getAttribute("aria-label") ?? element.textContent ?? element.tagName };
      })
      .filter(({ height }) => height > 0 && height < 43.5)
      .map(({ height, name }) => `${name}: ${height}`);
    return small;
  });
}

/** Seen and touched where it stands, and neither cut off nor below something else. */
function isOnTop(element: Element): boolean {
  element.scrollIntoView({ block: "nearest" });
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}

async function sticksOut(): Promise<boolean> {
  return at.app.locator("html").evaluate((page) => page.scrollWidth > page.clientWidth);
}

test("every page fits a phone, without a sideways scroll and with targets a thumb can hit", async () => {
  const id = await at.writeOff({ quantity: 3 }, { itemId: 4100000005 });
  for (const path of [
    "/app",
    "/app/write-offs",
    `/app/write-offs/${id}`,
    "/app/write-offs/new",
    "/app/journal",
    "/app/journal?view=balance",
    "/app/journal/closing",
    "/app/write-offs?reason=damaged",
    "/app/tasks",
    "/app/news",
    "/app/news/choices",
    "/app/plan",
    "/app/products/8000000001",
    "/app/settings",
  ]) {
    await at.open(path);
    expect([path, await sticksOut()]).toEqual([path, false]);
    expect([path, await tooSmall()]).toEqual([path, []]);
    expect([path, await barriers(at.page)]).toEqual([path, []]);
  }
});

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
  expect(await tooSmall()).toEqual([]);
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
