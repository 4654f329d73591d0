import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { appRig } from "../support/app-rig.ts";
import { launchChromium } from "../support/chromium.ts";
import { barriers } from "./pages.ts";

const rig = appRig();
/** The browser is a busy machine's guest. */
const patience = { timeout: 15_000 };
const mug = "/store/mug-shop/products/8000000001";

let browser: Browser;
let context: BrowserContext;
let page: Page;
let action: FrameLocator;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  startAnew();
  await open({ width: 1280, height: 900 });
});
afterEach(() => context.close());

/** The shop as it was at first; the people in it stay signed in. */
function startAnew(): void {
  const { tokens, refreshTokens } = rig.shopify.state;
  rig.shopify.reset();
  Object.assign(rig.shopify.state, { tokens, refreshTokens });
}

async function open(viewport: { width: number; height: number }): Promise<void> {
  context = await browser.newContext({ viewport, baseURL: rig.shopify.url, hasTouch: viewport.width < 500 });
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  action = page.frameLocator("iframe[title='Write off']");
}

async function openAction(path = mug): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Write off" }).click();
}

async function fillIn(): Promise<void> {
  await action.getByLabel("Location").selectOption({ label: "Main street: 40 available" });
  await action.getByRole("button", { name: "Damaged" }).click();
  await action.getByText("Remove 1. 40 → 39").waitFor();
  await answerAll();
}

/** The same mug was written off by the tests before, and a person is asked about that. */
async function answerAll(): Promise<void> {
  for (const box of await action.getByLabel(/^Yes, this is right/).all()) await box.check();
}

async function workAs(name: string): Promise<void> {
  await page.goto(mug);
  await page.getByRole("button", { name: /change person/ }).click();
  await page.getByRole("button", { name: new RegExp(name) }).click();
}

function level(): Promise<string | null> {
  return page.locator("[data-location='Main street'] [data-quantity='available']").textContent();
}

test("a mug leaves the shelf from its product page and comes back", async () => {
  await openAction();
  await fillIn();
  expect(await barriers(page)).toEqual([]);
  await action.getByRole("button", { name: "Remove 1", exact: true }).click();
  await action.getByText(/Removed 1 at Main street\. 40 → 39\. WO-\d{6}/).waitFor();
  expect(rig.shopify.quantity({ itemId: 4100000001, locationId: 7000000001 })).toBe(39);
  await expect.poll(level, patience).toBe("39");
  expect(await barriers(page)).toEqual([]);
  await action.getByRole("button", { name: "Undo" }).click();
  await action.getByText(/Back on the shelf: 39 → 40/).waitFor();
  await action.getByRole("button", { name: "Close" }).click();
  await expect.poll(level, patience).toBe("40");
  expect(await page.locator("#history tbody tr").count()).toBe(2);
  expect(await page.locator("#history tbody tr").first().textContent()).toContain("Olivia Owner");
  expect(complaints).toEqual([]);
});

test("the result leads to the document in the app", async () => {
  await openAction();
  await fillIn();
  await action.getByRole("button", { name: "Remove 1", exact: true }).click();
  await action.getByRole("link", { name: /^View WO-/ }).click();
  await page.waitForURL(/\/store\/mug-shop\/apps\/lossbook\/app\/write-offs\/[0-9a-f-]{36}$/);
  await page
    .frameLocator("#app-frame")
    .getByRole("heading", { name: /WO-\d{6}/ })
    .waitFor();
  expect(complaints).toEqual([]);
});

test("a lost answer is asked for again and the mug leaves once", async () => {
  await openAction();
  await fillIn();
  let drops = 1;
  await page.route(`${rig.web.url}/api/write-offs`, async (route) => {
    if (route.request().method() !== "POST" || drops === 0) return route.continue();
    drops -= 1;
    await route.fetch();
    await route.abort();
  });
  await action.getByRole("button", { name: "Remove 1", exact: true }).click();
  await action.getByText(/Removed 1 at Main street/).waitFor();
  expect(rig.shopify.quantity({ itemId: 4100000001, locationId: 7000000001 })).toBe(39);
});

test("who sold the last one meanwhile is named, and nothing is removed", async () => {
  await openAction();
  await fillIn();
  rig.shopify.stranger({ itemId: 4100000001, locationId: 7000000001 }, -40);
  await action.getByRole("button", { name: "Remove 1", exact: true }).click();
  await action.getByText(/Not enough Blue mug at Main street: 0 available, 1 asked for/).waitFor();
  expect(rig.shopify.quantity({ itemId: 4100000001, locationId: 7000000001 })).toBe(0);
});

test("a person without the right to change inventory asks for it, and nothing is removed", async () => {
  await workAs("Ava Assistant");
  await openAction();
  await fillIn();
  expect(await action.getByRole("button", { name: /^Remove/ }).count()).toBe(0);
  await action.getByRole("button", { name: "Ask to remove 1", exact: true }).click();
  await action.getByText("Nothing was removed yet.").waitFor();
  expect(rig.shopify.quantity({ itemId: 4100000001, locationId: 7000000001 })).toBe(40);
  expect(await barriers(page)).toEqual([]);
});

test("a person without the right to see costs sees none", async () => {
  await workAs("Ben Assistant");
  await openAction();
  await fillIn();
  expect(await action.locator("body").innerText()).not.toMatch(/4[.,]50|Loss at cost/);
});

test("a bundle and an untracked product explain themselves", async () => {
  for (const [query, words] of [
    ["breakfast", /is a bundle/],
    ["gift", /does not track/],
  ] as const) {
    await page.goto(`/store/mug-shop/products?query=${query}`);
    await openAction((await page.locator("tbody a").first().getAttribute("href")) ?? "");
    await action.getByText(words).waitFor();
    expect(await action.getByRole("button", { name: /^Remove/ }).count()).toBe(0);
  }
});

test("the keys alone are enough", async () => {
  await page.goto(mug);
  await page.getByRole("button", { name: "More actions" }).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await action.getByText("Why?").waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), patience).toBe("IFRAME");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Main");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await action.getByText("Remove 1. 40 → 39").waitFor();
  await answerAll();
  await action.getByRole("button", { name: "Remove 1", exact: true }).focus();
  await page.keyboard.press("Enter");
  await action.getByText(/Removed 1 at Main street/).waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.locator("dialog").count(), patience).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe("More actions");
});

test("a phone shows the effect and the button without scrolling", async () => {
  await context.close();
  await open({ width: 390, height: 844 });
  await openAction();
  await fillIn();
  for (const seen of [
    action.getByText("Remove 1. 40 → 39"),
    action.getByRole("button", { name: "Remove 1" }),
  ]) {
    const box = await seen.boundingBox();
    expect(box && box.y >= 0 && box.y + box.height <= 844).toBe(true);
  }
  const heights = await action
    .locator("s-clickable")
    .evaluateAll((reasons) => reasons.map((reason) => reason.getBoundingClientRect().height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await barriers(page)).toEqual([]);
});
