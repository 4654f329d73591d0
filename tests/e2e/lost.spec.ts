import { expect, test } from "vitest";
import { blueMug, desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

const at = desk();

const lost = () => at.app.getByText("This page could not be read again");

/** The app dies for the browser alone; a real browser complains of that, and may. */
async function loseTheApp(): Promise<void> {
  await at.page.route(`${at.web.url}/**`, (route) => route.abort());
}

async function findTheApp(): Promise<void> {
  await at.page.unroute(`${at.web.url}/**`);
  at.complaints.length = 0;
}

test("a page that follows its document outlives the app, says so, and follows on", async () => {
  at.shopify.fault({ kind: "status", status: 503, operation: "inventoryAdjustQuantities", times: 99 });
  const id = await at.writeOff({});
  await at.open(`/app/write-offs/${id}`);
  await at.app.getByText("Shopify has not confirmed this yet").waitFor();
  await loseTheApp();
  await lost().waitFor();
  expect(await at.app.getByRole("heading", { level: 1, name: /WO-/ }).count()).toBe(1);
  await at.app.getByText("from 40 to 39").waitFor({ state: "detached" });
  expect(await barriers(at.page)).toEqual([]);
  at.shopify.faults.clear();
  await findTheApp();
  await at.app.getByText("Done", { exact: true }).waitFor({ timeout: 90_000 });
  await lost().waitFor({ state: "detached" });
  expect(at.level(blueMug)).toBe(39);
});

test("a form keeps its lines and its words while the app is gone", async () => {
  await at.open("/app/write-offs/new");
  await at.app.getByRole("combobox", { name: "Find an item" }).focus();
  await at.page.keyboard.type("MUG-BLUE");
  await at.page.keyboard.press("Enter");
  await at.app.getByText("Blue mug was added").waitFor();
  await at.app.getByRole("combobox", { name: "Reason", exact: true }).last().selectOption("Expired");
  await at.app.getByText("Ready.").waitFor();
  await loseTheApp();
  await at.app.getByLabel("Quantity").fill("3");
  await at.app.getByText("No answer came from the app, so it asks again").first().waitFor();
  await at.app.getByLabel("Note").last().fill("a shelf came down");
  expect(await at.app.getByLabel("Quantity").inputValue()).toBe("3");
  expect(await at.app.getByRole("button", { name: "Write off 3 units" }).isDisabled()).toBe(true);
  await findTheApp();
  await at.app.getByText("Ready.").waitFor({ timeout: 30_000 });
  expect(await at.app.getByLabel("Note").last().inputValue()).toBe("a shelf came down");
});

test("a page that was never open and cannot be says what happened, and opens when it is tried again", async () => {
  const tasks = at.page.getByRole("navigation").getByRole("link", { name: /^Tasks/ });
  await at.open("/app/journal");
  const code = await at.app.locator("html").evaluate(() => {
    type Manifest = { routes: Record<string, { module: string }> };
    const { routes } = (window as unknown as { __remixManifest: Manifest }).__remixManifest;
    return new URL(routes["routes/app.tasks"]?.module ?? "", location.origin).href;
  });
  // The code of the other pages comes when there is nothing else to do.
  const fetched = () =>
    at.app.locator("html").evaluate((_, href) => performance.getEntriesByName(href).length > 0, code);
  await eventually(fetched).toBe(true);
  await at.page.waitForLoadState("networkidle");
  await loseTheApp();
  await tasks.click();
  await at.app.getByText("This page could not be shown", { exact: true }).waitFor();
  expect(await barriers(at.page)).toEqual([]);
  expect(
    await at.page.getByRole("navigation").getByRole("link", { name: "Journal" }).count(),
  ).toBeGreaterThan(0);
  await findTheApp();
  await at.app.getByRole("button", { name: "Try again" }).click();
  await at.app.getByRole("heading", { level: 1, name: "Tasks" }).waitFor();
  expect(await at.app.getByText("This page could not be shown").count()).toBe(0);

  // A newer build is to come and has other files: the page opens by itself once the app is ready.
  await at.page.route(code, (route) => route.fulfill({ status: 404 }));
  await at.page.route(`${at.web.url}/readyz`, (route) => route.abort());
  await at.open("/app/journal");
  await tasks.click();
  await at.app.getByText("This page could not be shown", { exact: true }).waitFor();
  await at.page.unrouteAll({ behavior: "wait" });
  await at.app.getByRole("heading", { level: 1, name: "Tasks" }).waitFor();
  at.complaints.length = 0;
});

test("what is read again in vain stays, and one press brings the present back", async () => {
  await at.open("/app/settings");
  await at.app.getByRole("button", { name: "Edit Stolen" }).click();
  const dialog = at.app.getByRole("dialog", { name: "Edit Stolen" });
  await dialog.getByLabel("Name").fill("Taken");
  let posted = false;
  await at.page.route(`${at.web.url}/**`, async (route) => {
    if (posted) return route.abort();
    posted = route.request().method() === "POST";
    return route.continue();
  });
  await dialog.getByRole("button", { name: "Save" }).click();
  await lost().waitFor();
  await at.app.getByRole("heading", { name: "Stolen" }).waitFor();
  await findTheApp();
  await at.app.getByRole("button", { name: "Try again" }).click();
  await at.app.getByRole("heading", { name: "Taken" }).waitFor();
  await lost().waitFor({ state: "detached" });
  await eventually(() => at.app.getByRole("dialog").count()).toBe(0);
});
