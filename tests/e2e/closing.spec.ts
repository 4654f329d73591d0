import { expect, test } from "vitest";
import { desk, eventually, mainStreet, sampleTin } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();
const heading = (name: string | RegExp) => at.app.getByRole("heading", { name });

test("finance sees what keeps a month open, mends it, closes it by keyboard, and the owner reopens it", async () => {
  const lines = [{ itemId: sampleTin, locationId: mainStreet }];
  const told = await at.ask("/api/write-offs", {
    body: {
      id: crypto.randomUUID(),
      eventDate: "2026-09-10",
      lines: lines.map(({ itemId, locationId }) => ({
        itemId: `gid://shopify/InventoryItem/${itemId}`,
        locationId: `gid://shopify/Location/${locationId}`,
        quantity: 1,
        reasonId: "damaged",
      })),
    },
  });
  expect(told.status).toBeLessThan(300);
  await at.open("/app/journal");
  await at.app
    .getByRole("link", { name: "Closing" })
    .or(at.app.getByRole("button", { name: "Closing" }))
    .click();
  await heading("Nothing is closed yet").waitFor();
  await at.app.getByText("Some lines of these days have no value yet (1)").waitFor();
  expect(await at.app.getByRole("button", { name: /^Close through/ }).isDisabled()).toBe(true);
  expect(await barriers(at.page)).toEqual([]);

  await at.app.getByRole("link", { name: /^WO-/ }).click();
  const enter = at.app.getByRole("button", { name: "Enter value" });
  await enter.click();
  await at.app.getByLabel("Cost of one unit").waitFor();
  await at.page.keyboard.press("Escape");
  await eventually(() => enter.evaluate((one) => one === document.activeElement)).toBe(true);
  await at.page.keyboard.press("Enter");
  await at.app.getByLabel("Cost of one unit").fill("2.00");
  await at.page.keyboard.press("Enter");
  await at.app.getByText("Needs value").waitFor({ state: "detached" });

  await at.open("/app/journal/closing?through=2026-09-30");
  await at.app.getByText("Nothing stands in the way").waitFor();
  await at.app.getByRole("button", { name: /^Close through/ }).focus();
  await at.page.keyboard.press("Enter");
  const sheet = at.app.getByRole("dialog", { name: /^Close the books through/ });
  await sheet.waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.page.keyboard.press("Enter");
  await heading(/^Closed through Sep 30, 2026/).waitFor();

  await at.app.getByRole("button", { name: "Reopen" }).click();
  const reopening = at.app.getByRole("dialog", { name: "Reopen closed days?" });
  await reopening.getByLabel("Why").fill("An invoice came late");
  await at.page.keyboard.press("Enter");
  await heading("Nothing is closed yet").waitFor();
  await at.page.getByText("The days are open again").waitFor();
  await at.app.getByText("Because: An invoice came late").waitFor();
});

test("a reason, a rule and a threshold of the shop's own are laid down in Settings and hold", async () => {
  await at.open("/app/settings");
  const dialog = at.app.getByRole("dialog");
  await at.app.getByRole("button", { name: "Add a reason" }).click();
  await dialog.getByLabel("Name").fill("Water damage");
  await at.page.keyboard.press("Enter");
  await heading("Water damage").waitFor();
  await eventually(() =>
    at.app.getByRole("button", { name: "Add a reason" }).evaluate((one) => one === document.activeElement),
  ).toBe(true);

  await at.app.getByRole("button", { name: "Add a rule" }).click();
  await dialog.getByLabel("Reason").selectOption("Water damage");
  await dialog.getByLabel("Location").selectOption("Main street");
  await dialog.getByLabel("Goes to account").selectOption("Production losses");
  await dialog.getByRole("button", { name: "Save" }).click();
  await heading("Water damage at Main street").waitFor();

  await at.app.getByRole("button", { name: "Change the threshold" }).click();
  await dialog.getByLabel("Material above").fill("4.999");
  await at.page.keyboard.press("Enter");
  await dialog.getByText("Amounts in EUR have at most 2 decimal places").waitFor();
  await dialog.getByLabel("Material above").fill("4.99");
  await at.page.keyboard.press("Enter");
  await at.app.getByText("is material above €4.99").waitFor();
  expect(await barriers(at.page)).toEqual([]);

  await at.app.getByRole("button", { name: "Change the stock rules" }).click();
  await dialog.getByLabel("Keep what is promised to orders").uncheck();
  await at.page.keyboard.press("Enter");
  await at.app.getByText("Units that orders are waiting for may be written off.").first().waitFor();

  await at.app.getByRole("button", { name: "Remove: Water damage at Main street" }).click();
  await heading("Water damage at Main street").waitFor({ state: "detached" });
});
