import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import type { AppProcess } from "../../scripts/app-process.ts";
import { type AppRig, appRig } from "../support/app-rig.ts";
import { launchChromium } from "../support/chromium.ts";
import { startWorker } from "../support/start-app.ts";

export const mainStreet = 7000000001;
export const backRoom = 7000000002;
export const blueMug = 4100000001;
export const smallPlate = 4100000002;
export const largePlate = 4100000003;
export const sampleTin = 4100000005;

const apps = "/store/mug-shop/apps/lossbook";

/** A person at the merchant's admin, with the whole product behind it: web, worker, emulator and database. */
export type Desk = AppRig & {
  page: Page;
  /** What is inside the app's frame. */
  app: FrameLocator;
  /** What the browser complained about; a test that expects a complaint takes it out. */
  complaints: string[];
  open(path: string): Promise<void>;
  workAs(name: string): Promise<void>;
  resize(viewport: { width: number; height: number }): Promise<void>;
  /** Writes one item off behind the screen's back and waits until it is settled. */
  writeOff(line: Partial<Line>, ...more: Partial<Line>[]): Promise<string>;
  level(itemId: number, locationId?: number): number;
};

type Line = { itemId: number; locationId: number; quantity: number; reasonId: string; note: string };

/** One desk for a test file: a browser window of its own for each test. */
export function desk(viewport = { width: 1280, height: 900 }, env: Record<string, string> = {}): Desk {
  const rig = appRig({ env });
  const at = rig as Desk;
  let browser: Browser;
  let worker: AppProcess;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await launchChromium();
    const { database, shopify, web } = rig;
    worker = startWorker({ database, shopifyUrl: shopify.url, port: web.port, env });
  });
  afterAll(async () => {
    await browser?.close();
    await worker?.stop();
  });
  beforeEach(() => sit(viewport));
  afterEach(async () => {
    await context.close();
    expect(at.complaints).toEqual([]);
  });

  async function sit(size: { width: number; height: number }): Promise<void> {
    context = await browser.newContext({
      viewport: size,
      baseURL: rig.shopify.url,
      hasTouch: size.width < 500,
    });
    at.page = await context.newPage();
    at.app = at.page.frameLocator("#app-frame");
    at.complaints = [];
    at.page.on("pageerror", (error) => complain(error.message));
    at.page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complain(message.text());
    });
  }

  /** Remix tells of an answer it was reading when a newer one was asked for: nobody waits for that one. */
  function complain(text: string): void {
    if (!text.startsWith("AbortError")) at.complaints.push(text);
  }

  at.resize = (size) => at.page.setViewportSize(size);
  at.open = async (path) => {
    await at.page.goto(`${apps}${path}`);
    await at.app.getByRole("heading", { level: 1 }).waitFor();
  };
  at.workAs = async (name) => {
    await at.page.goto("/store/mug-shop/products");
    await at.page.getByRole("button", { name: /change person/ }).click();
    await at.page.getByRole("button", { name: new RegExp(name) }).click();
  };
  at.writeOff = async (...lines) => {
    const id = `0190a0a0-0000-7000-8000-${String(Math.floor(Math.random() * 1e12)).padStart(12, "0")}`;
    const told = await rig.ask("/api/write-offs", { body: { id, lines: lines.map(lineOf) } });
    expect(told.status).toBeLessThan(300);
    return id;
  };
  at.level = (itemId, locationId = mainStreet) => rig.shopify.quantity({ itemId, locationId });
  return at;
}

function lineOf(line: Partial<Line>) {
  const { itemId = blueMug, locationId = mainStreet, quantity = 1, reasonId = "damaged", note } = line;
  return {
    itemId: `gid://shopify/InventoryItem/${itemId}`,
    locationId: `gid://shopify/Location/${locationId}`,
    quantity,
    reasonId,
    ...(note ? { note } : {}),
  };
}

/** On a busy machine everything comes, only later. */
export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: 15_000, interval: 100 });
}
