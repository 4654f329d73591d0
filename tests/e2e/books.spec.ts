import { afterAll, beforeAll, expect, test } from "vitest";
import type { BookEmulator } from "../emulators/accounting/emulator.ts";
import { startQuickbooks } from "../emulators/quickbooks/server.ts";
import { desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

let books: BookEmulator;
const env: Record<string, string> = {};
// Before the app is started, which is told where they are.
beforeAll(async () => {
  books = await startQuickbooks();
  Object.assign(env, {
    QUICKBOOKS_CLIENT_ID: books.client.id,
    QUICKBOOKS_CLIENT_SECRET: books.client.secret,
    QUICKBOOKS_ENVIRONMENT: "sandbox",
    QUICKBOOKS_EMULATOR_URL: books.url,
  });
});
afterAll(() => books?.close());

const at = desk({ width: 1280, height: 900 }, env);
const button = (name: string | RegExp) => at.app.getByRole("button", { name });
const heading = (name: string | RegExp) => at.app.getByRole("heading", { name });
const posted = () => books.organisation().journals.map(({ memo }) => memo);

test("finance connects the books, tries them, starts, and a write-off stands in the ledger", async () => {
  await at.open("/app/settings");
  await at.app.getByRole("link", { name: "Connect and set up books" }).click();
  await heading("Connect your books").waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await consent("Connect");

  await heading("Choose the organisation").waitFor();
  expect(await at.app.getByRole("radio", { name: "Mug Shop GmbH" }).isChecked()).toBe(true);
  expect(await barriers(at.page)).toEqual([]);
  await button("Connect this organisation").click();

  await heading("Mug Shop GmbH").waitFor();
  await at.app.getByText("Setting up", { exact: true }).waitFor();
  expect(await button("Start delivering").isDisabled()).toBe(true);
  await at.app.getByText("No, nothing else").click();
  await at.app.getByRole("radio", { name: "One for each document, within seconds" }).waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await button("Save").click();
  await at.app.getByText("One journal for each document.").waitFor();

  const inventory = at.app.getByLabel("Inventory");
  expect(await inventory.locator("option:checked").textContent()).toBe("1200 Stock on hand");
  await at.app.getByLabel("Own use").selectOption("6300 Stock written down");
  const bar = at.page.getByRole("region", { name: "Unsaved changes" });
  await bar.getByRole("button", { name: "Save" }).click();
  await at.page.getByText("Accounts saved").waitFor();

  await at.writeOff({});
  await button("Send a test entry").click();
  await at.app.getByText(/^Its reversal .*: stands in the books$/).waitFor();
  const link = at.app.getByRole("link", { name: /^See .* in QuickBooks Online/ }).first();
  expect(await link.getAttribute("href")).toContain(books.url);
  // Nothing but the test has gone out: the write-off waits to be looked at.
  expect(posted()).toHaveLength(2);
  expect(posted().filter((memo) => memo.includes("WO-"))).toEqual([]);

  await at.app.getByRole("link", { name: "See what would be sent" }).first().click();
  await heading("What would be sent").waitFor();
  await at.app.getByRole("rowheader", { name: /^5100 Shrinkage: damaged/ }).waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("link", { name: "Mug Shop GmbH" }).or(button("Mug Shop GmbH")).click();
  await button("Start delivering").click();
  await at.page.getByText("Deliveries have started").waitFor();

  await eventually(posted).toContainEqual(expect.stringContaining("WO-000001"));
  await at.page.goto(`${books.url}/books/${books.organisation().id}`);
  await at.page
    .getByText(/WO-000001/)
    .first()
    .waitFor();
});

test("a person who changes their mind at the vendor is told that nothing was connected", async () => {
  await at.open("/app/books");
  await consent("No thanks");
  await at.app.getByText("Nothing was connected").waitFor();
});

test("staff who see no costs are told whose the books are", async () => {
  await at.workAs("Ben");
  await at.open("/app/books");
  await at.app.getByText("You cannot see this").waitFor();
});

/** Out of the admin's frame to the vendor, and back. */
async function consent(decision: string): Promise<void> {
  await button("Connect QuickBooks Online").click();
  await at.page.getByRole("link", { name: "Continue to QuickBooks Online" }).click();
  await at.page.getByRole("button", { name: decision }).click();
  await at.app.getByRole("heading", { level: 1 }).waitFor();
}

test("disconnected and signed in again, the same book goes on", async () => {
  await at.open("/app/books");
  await at.app.getByRole("link", { name: /^Open Mug Shop/ }).click();
  await heading("Mug Shop GmbH").waitFor();
  await button("Disconnect").click();
  await at.app.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await at.app.getByText("These books are disconnected").waitFor();
  await button("Sign in again").click();
  await at.page.getByRole("link", { name: "Continue to QuickBooks Online" }).click();
  await at.page.getByRole("button", { name: "Connect" }).click();
  await button("Connect this organisation").click();
  await at.app.getByText("Connected", { exact: true }).waitFor();
  await at.writeOff({});
  await eventually(posted).toContainEqual(expect.stringContaining("WO-000002"));
});
