import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { BookEmulator } from "../emulators/accounting/emulator.ts";
import { startQuickbooks } from "../emulators/quickbooks/server.ts";
import { desk, eventually } from "./desk.ts";
import { barriers } from "./pages.ts";

let books: BookEmulator;
let bookId: string;
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

const at = desk({ width: 390, height: 844 }, env);
const button = (name: string | RegExp) => at.app.getByRole("button", { name });
const dialog = () => at.app.getByRole("dialog");
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
const tasks = () => at.ask("/app/tasks").then(({ body }) => String(body));
const posted = () => books.organisation().journals.filter(({ state }) => state === "posted");

beforeAll(async () => {
  bookId = await connect();
});

test("a period that is closed there is passed by naming an open day, and both days stay", async () => {
  await at.open("/app");
  books.lock(books.organisation().id, day(2));
  await writeOffOn(day(3));
  await eventually(tasks).toContain("The period is closed in QuickBooks Online");
  await at.open("/app/tasks");
  await at.app.getByRole("heading", { name: "The period is closed in QuickBooks Online" }).waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("link", { name: /^Open [A-Z0-9]{11} of/ }).click();

  await at.app.getByText(/^The books hold nothing under/).waitFor();
  await at.app.getByText(/^The books are locked through/).waitFor();
  expect(await barriers(at.page)).toEqual([]);
  await button("Book on an open day").click();
  await dialog().getByLabel("Day in the books").fill(day(2));
  await dialog().getByRole("button", { name: "Book on an open day" }).click();
  await dialog()
    .getByText(/^The books are locked through [A-Z][a-z]{2} \d/)
    .waitFor();
  await dialog().getByLabel("Day in the books").fill(day(1));
  await dialog().getByRole("button", { name: "Book on an open day" }).click();
  await at.page.getByText("It is sent for that day").waitFor();

  await at.app.getByText(/timing difference is kept/).waitFor();
  await at.app.getByText("In the books", { exact: true }).first().waitFor();
  await at.app.getByRole("table", { name: /as the books hold it$/ }).waitFor();
  expect(posted().map(({ date }) => date)).toEqual([day(1)]);
  expect(await barriers(at.page)).toEqual([]);
});

test("a journal that was deleted there is sent again under another number, once", async () => {
  await at.open("/app");
  const before = posted().length;
  await writeOffOn(day(0));
  await eventually(() => posted().length).toBe(before + 1);
  const last = posted().at(-1);
  books.edit(books.organisation().id, last?.id ?? "", { state: "deleted" });
  // As somebody does who does not want to wait for the next look.
  expect((await at.ask(`/app/books/${bookId}/chart`, { body: {} })).status).toBe(200);
  await eventually(tasks).toContain("Somebody deleted this journal");
  await at.open(`/app/books/${bookId}/deliveries?drift=deleted`);
  expect(await barriers(at.page)).toEqual([]);
  await at.app.getByRole("link", { name: new RegExp(last?.number ?? "") }).click();
  await button("Send under another number").click();
  await dialog().getByRole("button", { name: "Send under another number" }).click();
  await at.page.getByText("It is sent under another number").waitFor();
  await at.app.getByText("In the books", { exact: true }).first().waitFor();
  expect(posted()).toHaveLength(before + 1);
  expect(posted().at(-1)?.number).not.toBe(last?.number);
});

test("staff who see no costs are told whose the deliveries are", async () => {
  await at.workAs("Ben");
  await at.open(`/app/books/${bookId}/deliveries`);
  await at.app.getByText("The books belong to people who see costs").waitFor();
});

async function writeOffOn(eventDate: string): Promise<void> {
  const line = { itemId: "gid://shopify/InventoryItem/4100000001", quantity: 1, reasonId: "damaged" };
  const lines = [{ ...line, locationId: "gid://shopify/Location/7000000001" }];
  const told = await at.ask("/api/write-offs", { body: { id: randomUUID(), eventDate, lines } });
  expect(told.status).toBe(201);
}

/** Through the very doors a person uses. */
async function connect(): Promise<string> {
  const { id, accounts } = books.organisation();
  const act = async (path: string, body: object) => {
    const { body: answer } = await at.ask(path, { body });
    expect(answer).toMatchObject({ ok: true });
    return answer.value;
  };
  const { state } = await act("/app/books/sign-in", { kind: "quickbooks" });
  const start = await fetch(`${at.web.url}/books/start?state=${state}`);
  const [cookie = ""] = start.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
  const [, link = ""] = /<a href="([^"]+)"/.exec(await start.text()) ?? [];
  const agreed = await fetch(link.replaceAll("&amp;", "&"), {
    method: "POST",
    body: new URLSearchParams({ organisation: id, decision: "connect" }),
    redirect: "manual",
  });
  const way = { headers: { cookie }, redirect: "manual" } as const;
  const back = await fetch(agreed.headers.get("location") ?? "", way);
  const [, signInId] = /\/app\/books\/choose\/([0-9a-f-]+)/.exec(back.headers.get("location") ?? "") ?? [];
  const book = await act(`/app/books/choose/${signInId}/connection`, { organisationId: id });
  const terms = { stockBookedBy: "nobody", method: "perpetual", cadence: "document", startsOn: day(60) };
  await act(`/app/books/${book.bookId}/terms`, terms);
  const accountOf = (name: string) => accounts.find((account) => account.name === name)?.id ?? "";
  const spare = accountOf("Stock written down");
  const mappings = ["internal-use-expense", "loss-other"].map((role) => ({ role, accountId: spare }));
  mappings.push({ role: "inventory", accountId: accountOf("Stock on hand") });
  await act(`/app/books/${book.bookId}/accounts`, { mappings });
  await act(`/app/books/${book.bookId}/start`, {});
  return book.bookId;
}
