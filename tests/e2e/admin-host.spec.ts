import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { ShopifyEmulator } from "../emulators/shopify/emulator.ts";
import { startShopify } from "../emulators/shopify/server.ts";
import { launchChromium } from "../support/chromium.ts";
import { barriersIn } from "./pages.ts";
import { type StubApp, startStubApp } from "./stub-app.ts";

/** The browser is a busy machine's guest. */
const patience = { timeout: 15_000 };
const apps = "/store/mug-shop/apps/lossbook";

let browser: Browser;
let app: StubApp;
let shopify: ShopifyEmulator;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  app = await startStubApp();
  shopify = await startShopify({ appUrl: app.url });
  app.knows(shopify.url);
});
afterAll(async () => {
  await browser.close();
  await shopify.close();
  await app.close();
});
beforeEach(async () => {
  app.asked.length = 0;
  const context = await browser.newContext({ baseURL: shopify.url, viewport: { width: 1280, height: 800 } });
  page = await context.newPage();
});
afterEach(() => page.context().close());

/** `shopify` and the page's title, inside the app's own frame. */
async function openApp(path = "/app"): Promise<Frame> {
  await page.goto(apps + path);
  const inside = page.frames().find((frame) => frame.url().startsWith(app.url));
  if (!inside) throw new Error("The app is not in its frame.");
  await inside.waitForFunction("window.shopify && shopify.ready");
  await inside.evaluate("shopify.ready");
  return inside;
}

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

test("the app gets the query of the real admin", async () => {
  const inside = await openApp("/app?view=mine");
  const query = new URL(inside.url()).searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    view: "mine",
    embedded: "1",
    shop: "mug-shop.myshopify.com",
    host: Buffer.from("admin.shopify.com/store/mug-shop").toString("base64url"),
  });
  expect(claimsOf(query.get("id_token") ?? "")).toMatchObject({ sub: "9000001", aud: "emulated-api-key" });
  expect(page.url()).toBe(`${shopify.url}${apps}/app?view=mine`);
});

test("an ID token is a minute of proof of the person chosen in this browser", async () => {
  await page.goto("/store/mug-shop/products");
  await page.getByRole("button", { name: /change person/ }).click();
  await page.getByRole("button", { name: /Ben Assistant/ }).click();
  const inside = await openApp();
  const claims = claimsOf(await inside.evaluate("shopify.idToken()"));
  expect(claims).toMatchObject({ sub: "9000004", dest: "https://mug-shop.myshopify.com" });
  expect(Number(claims.exp) - Number(claims.iat)).toBe(60);
  expect(await inside.evaluate("shopify.user()")).toMatchObject({ name: "Ben Assistant" });
});

test("requests to the app carry a token, and a stale one is replaced once", async () => {
  const inside = await openApp();
  const answer = await inside.evaluate("fetch('/data/stale').then((response) => response.json())");
  expect(answer).toEqual({ times: 2 });
  const tokens = app.asked
    .filter(({ path }) => path === "/data/stale")
    .map(({ authorization }) => authorization);
  expect(tokens.every((token) => token?.startsWith("Bearer "))).toBe(true);
  expect(new Set(tokens).size).toBe(2);
});

test("a token the app sets itself is left alone", async () => {
  const inside = await openApp();
  await inside.evaluate("fetch('/data/own', { headers: { Authorization: 'Bearer mine' } })");
  expect(app.asked.at(-1)).toEqual({ path: "/data/own", authorization: "Bearer mine" });
});

test("a bounce page is left for where it points, with a fresh token", async () => {
  const inside = await openApp();
  const target = `${app.url}/app/list?shop=mug-shop.myshopify.com`;
  await inside.goto(`${app.url}/auth/session-token?shopify-reload=${encodeURIComponent(target)}`);
  await inside.waitForURL(/\/app\/list\?.*id_token=/);
  await page.waitForURL(`**${apps}/app/list`);
});

test("the admin shows the app's navigation and follows its address both ways", async () => {
  const inside = await openApp();
  await page.getByRole("link", { name: "List" }).click();
  await inside.waitForURL("**/app/list");
  await page.waitForURL(`**${apps}/app/list`);
  expect(await page.getByRole("link", { name: "List" }).getAttribute("aria-current")).toBe("page");
  await inside.evaluate("history.pushState(null, '', '/app/list/7?tab=lines')");
  await page.waitForURL(`**${apps}/app/list/7?tab=lines`);
  await page.goBack();
  await page.waitForURL(`**${apps}/app/list`);
});

test("the admin around the app and its own pages shut nobody out", async () => {
  await openApp();
  expect(await barriersIn(page.mainFrame())).toEqual([]);
  for (const path of ["/products", "/products/8000000001"]) {
    await page.goto(`/store/mug-shop${path}`);
    expect([path, await barriersIn(page.mainFrame())]).toEqual([path, []]);
  }
});

test("the app's links lead into the admin", async () => {
  const inside = await openApp();
  await inside.evaluate("void window.open('shopify://admin/products/8000000001', '_top')");
  await page.waitForURL("**/store/mug-shop/products/8000000001");
});

test("the title bar's button is the app's own", async () => {
  const inside = await openApp();
  await page.getByRole("button", { name: "Make one" }).click();
  await expect.poll(() => inside.title(), patience).toBe("made");
});

test("unsaved changes are not left without a word", async () => {
  const inside = await openApp();
  await inside.getByLabel("Rule").fill("new");
  await page.getByText("Unsaved changes").waitFor();
  await page.getByRole("link", { name: "List" }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  expect(inside.url()).not.toContain("/app/list");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(() => inside.title(), patience).toBe("sent");
  expect(await page.locator("#save-bar").isVisible()).toBe(false);
});

test("a save bar shown by hand saves and discards", async () => {
  const inside = await openApp();
  await inside.evaluate("shopify.saveBar.show('bar')");
  await page.getByRole("button", { name: "Discard" }).click();
  await expect.poll(() => inside.title(), patience).toBe("discarded");
  await inside.evaluate("shopify.saveBar.show('bar')");
  await page.getByRole("link", { name: "List" }).click();
  await page.getByRole("button", { name: "Leave page" }).click();
  await inside.waitForURL("**/app/list");
});

test("a toast is read out and its action comes back to the app", async () => {
  const inside = await openApp();
  await inside.evaluate(
    "void shopify.toast.show('Kept', { action: 'Undo', onAction: () => (document.title = 'undone') })",
  );
  await page.getByRole("status").getByText("Kept").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => inside.title(), patience).toBe("undone");
});

test("a modal opens, answers and closes", async () => {
  const inside = await openApp();
  await inside.evaluate("shopify.modal.show('sure')");
  await inside.getByText("Are you sure?").waitFor();
  await inside.getByRole("button", { name: "Yes" }).click();
  await expect.poll(() => inside.title(), patience).toBe("yes");
  expect(await inside.getByText("Are you sure?").isVisible()).toBe(false);
});

test("an extension has the documented global and no other way out", async () => {
  await page.goto("/store/mug-shop/products/8000000001");
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("button", { name: "Write off" }).click();
  // The block of the page has a frame of its own.
  const frame = page.getByRole("dialog").locator("iframe");
  const sandbox = (await (await frame.elementHandle())?.contentFrame()) as Frame;
  await sandbox.getByText("Lossbook could not be reached").waitFor();
  const names = await sandbox.evaluate<string[]>("Object.keys(shopify).sort()");
  const documented = ["auth", "close", "data", "extend", "extension", "i18n", "intents", "picker", "query"];
  expect(names).toEqual([...documented, "resourcePicker", "storage"]);
  expect(await sandbox.evaluate("shopify.data.selected")).toEqual([
    { id: "gid://shopify/Product/8000000001" },
  ]);
  const refused = (code: string) =>
    sandbox.evaluate(`(async () => { ${code} })().then(() => 'done', (error) => error.name)`);
  expect(await refused("localStorage.getItem('x')")).toBe("SecurityError");
  expect(await refused("parent.document.title")).toBe("SecurityError");
  expect(await refused(`await fetch('${shopify.url}/store/mug-shop/id-token')`)).toBe("TypeError");
});

test("an extension asks Shopify with the rights of the person at the keyboard", async () => {
  await page.goto("/store/mug-shop/products");
  const body = (amount: string) => ({
    query: `mutation($id: ID!) { inventoryItemUpdate(id: $id, input: { cost: "${amount}" }) { userErrors { message } } }`,
    variables: { id: "gid://shopify/InventoryItem/4100000001" },
  });
  const ask = async () => {
    const response = await page.request.post("/store/mug-shop/graphql", { data: body("5.00") });
    return JSON.stringify(await response.json());
  };
  expect(await ask()).not.toContain("ACCESS_DENIED");
  await page.getByRole("button", { name: /change person/ }).click();
  await page.getByRole("button", { name: /Ava Assistant/ }).click();
  expect(await ask()).toContain("ACCESS_DENIED");
});
