import { beforeEach, expect, test } from "vitest";
import { blueMug, desk, largePlate, mainStreet, sampleTin, smallPlate } from "./desk.ts";

const at = desk({ width: 390, height: 844 });

const titles: Record<number, string> = {
  [blueMug]: `${"Unbreakable".repeat(18)}!!`,
  [smallPlate]: "كوب أزرق كبير جداً مع مقبض ذهبي وطبق مطابق ".repeat(5).trim(),
  [largePlate]: `${"👩‍👩‍👧‍👦🏺".repeat(20)} ${"é".repeat(40)}`,
  [sampleTin]: "<b>Tin</b> & “quotes” {{count}} $& \u202Etxet desrever\u202C",
};

beforeEach(() => {
  const shop = at.shopify.shop();
  for (const variant of shop.variants.values()) {
    const title = titles[Number(/\d+$/.exec(variant.itemId)?.[0])];
    const product = shop.products.get(variant.productId);
    if (title && product) product.title = title;
  }
});

/** Whatever reaches beyond the screen, also where something around it cuts it off. */
async function sticksOut(): Promise<string[]> {
  return at.app.locator("html").evaluate((page) => {
    const scrolls = ".lossbook-table-frame, [class*=Tabs], [class*=idden], [class*=Filters]";
    return [...page.querySelectorAll<HTMLElement>("body *")]
      .filter((one) => one.children.length === 0 && (one.textContent || one.matches("input, select")))
      .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((one) => !one.closest(scrolls) && one.getBoundingClientRect().right > page.clientWidth + 1)
      .map((one) => `${one.parentElement?.className}: ${one.textContent?.slice(0, 30)}`);
  });
}

test("titles of two hundred signs without a space, from right to left and in pictures stay on a phone", async () => {
  const lines = [blueMug, smallPlate, largePlate, sampleTin].map((itemId) => ({ itemId }));
  const id = await at.writeOff(...(lines as [{ itemId: number }]));
  for (const path of ["/app", "/app/write-offs", `/app/write-offs/${id}`, "/app/journal", "/app/tasks"]) {
    await at.open(path);
    expect([path, await sticksOut()]).toEqual([path, []]);
  }
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByRole("button", { name: "Undo" }).first().tap();
  await at.app.getByRole("button", { name: /^Bring back 4 units/ }).waitFor();
  expect(await sticksOut()).toEqual([]);

  await at.open("/app/write-offs/new");
  await at.app.getByRole("combobox", { name: "Find an item" }).fill("MUG-BLUE");
  await at.page.keyboard.press("Enter");
  await at.app.getByRole("combobox", { name: "Reason", exact: true }).last().selectOption("Damaged");
  // It is the same as what the first document holds, so the last step asks, with the whole title.
  await at.app.getByText("One thing to confirm in the last step.").first().waitFor();
  expect(await sticksOut()).toEqual([]);
  await at.app.getByRole("button", { name: "Write off 1 unit" }).tap();
  const sheet = at.app.getByRole("dialog");
  await sheet.getByText("Remove 1 unit").first().waitFor();
  await sheet.getByLabel("Yes, this is another one").check();
  expect(await sticksOut()).toEqual([]);
});

test("a document of 250 lines opens on a phone, fits it, and its undo does too", async () => {
  const one = { itemId: blueMug, locationId: mainStreet, quantity: 1 };
  at.shopify.stranger({ itemId: blueMug, locationId: mainStreet }, 400);
  const rest = Array.from({ length: 249 }, () => one);
  const id = await at.writeOff(one, ...rest);
  await at.open(`/app/write-offs/${id}`);
  expect(await at.app.getByText("250 units off the shelf").count()).toBe(1);
  expect(await sticksOut()).toEqual([]);
  await at.app.getByRole("button", { name: "Undo" }).first().tap();
  await at.app.getByRole("button", { name: "Bring back 250 units" }).waitFor();
  await at.app.getByText("Booked on").last().waitFor({ timeout: 20_000 });
  expect(await sticksOut()).toEqual([]);
});
