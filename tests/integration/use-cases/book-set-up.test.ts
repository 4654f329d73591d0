import { describe, expect, it } from "vitest";
import type { Problem } from "#app/domain/problem.ts";
import { type PreviewView, previewView } from "#app/queries/book-preview.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { pauseBook } from "#app/use-cases/book/pause-book.ts";
import { previewDeliveries } from "#app/use-cases/book/preview-deliveries.ts";
import { readChart } from "#app/use-cases/book/read-chart.ts";
import { sendTestEntry } from "#app/use-cases/book/send-test-entry.ts";
import { type BookTerms, setBookTerms, startBook } from "#app/use-cases/book/set-terms.ts";
import { beginSignIn } from "#app/use-cases/book/sign-in.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { consented, openBookDesk } from "./book-desk.ts";
import { mug, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const terms: BookTerms = {
  cadence: "document",
  method: "perpetual",
  startsOn: "2026-01-01",
  stockBookedBy: "nobody",
};

/** Connected, with its terms, and not begun. */
async function held(more: Partial<BookTerms> = {}): Promise<{ owner: ShopContext; bookId: string }> {
  const owner = await desk.as("Olivia");
  const bookId = await consented(desk, undefined, owner);
  const set = await setBookTerms(owner, { bookId, ...terms, ...more }, { isHeld: true });
  expect(set).toMatchObject({ ok: true });
  return { owner, bookId };
}

async function preview(owner: ShopContext, bookId: string): Promise<PreviewView> {
  const seen = await previewDeliveries(owner, { bookId, only: null });
  if (!seen.ok) throw new Error(JSON.stringify(seen.problems));
  return previewView(seen.value);
}

const accountOf = (name: string) =>
  desk.books.organisation().accounts.find((account) => account.name === name)?.id ?? "";
const codesOf = (answer: { ok: boolean; problems?: Problem[] }) => answer.problems?.map(({ code }) => code);
const stateOf = async () => (await desk.sql<{ state: string }>("SELECT state FROM book"))[0]?.state;

describe("a book that is being set up", () => {
  it("takes a test and its reversal, and nothing else before somebody starts it", async () => {
    await submitted(desk, write({ itemId: mug }));
    const { owner, bookId } = await held();
    expect(await sendTestEntry(owner, { bookId })).toMatchObject({ ok: true, value: { confirmed: true } });
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect(desk.journals()).toHaveLength(2);
    expect(await startBook(owner, { bookId })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(desk.journals()).toHaveLength(4);
    expect(await startBook(owner, { bookId })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(desk.journals()).toHaveLength(4);
  });

  it("is not started by signing in again", async () => {
    await submitted(desk, write({ itemId: mug }));
    const { owner, bookId } = await held();
    expect(await consented(desk, undefined, owner)).toBe(bookId);
    expect(await stateOf()).toBe("setting-up");
    await desk.drain(bookId);
    expect(desk.journals()).toEqual([]);
  });

  it("cannot be started before its terms are agreed", async () => {
    const owner = await desk.as("Olivia");
    const bookId = await consented(desk, undefined, owner);
    expect(codesOf(await startBook(owner, { bookId }))).toEqual(["book-not-ready"]);
    expect(codesOf(await sendTestEntry(owner, { bookId }))).toEqual(["book-not-ready"]);
  });

  it("keeps an account of stock out of a reclass, proposed or chosen", async () => {
    const { owner, bookId } = await held({ method: "reclass", stockBookedBy: "another-app" });
    const chosen = (name: string) =>
      mapAccounts(owner, { bookId, mappings: [{ role: "inventory", accountId: accountOf(name) }] });
    expect(codesOf(await chosen("Stock on hand"))).toEqual(["no-stock-account"]);
    expect(codesOf(await chosen("Stock allowance"))).toEqual(["no-stock-account"]);
    await submitted(desk, write({ itemId: mug }));
    const [before] = (await preview(owner, bookId)).deliveries;
    expect(before).toMatchObject({ ours: null, roles: ["inventory"] });
    expect(await chosen("Cost of goods sold")).toMatchObject({ ok: true });
    const [after] = (await preview(owner, bookId)).deliveries;
    expect(after?.ours?.lines.map(({ account, side }) => `${side} ${account}`)).toEqual([
      "D 5100 Shrinkage: damaged",
      "C 5000 Cost of goods sold",
    ]);
    // Back again, what was the right account for a reclass is none any more.
    await setBookTerms(owner, { bookId, ...terms }, { isHeld: true });
    const [again] = (await preview(owner, bookId)).deliveries;
    expect(again?.ours?.lines.map(({ account }) => account)).toEqual([
      "5100 Shrinkage: damaged",
      "1200 Stock on hand",
    ]);
  });
});

describe("a dry run", () => {
  it("shows what is sent then, line for line, and sends nothing itself", async () => {
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    const { owner, bookId } = await held();
    const [shown] = (await preview(owner, bookId)).deliveries;
    expect(desk.journals()).toEqual([]);
    expect(await desk.deliveries()).toEqual([]);
    expect(shown).toMatchObject({ reference: "", held: null, changed: null });
    await startBook(owner, { bookId });
    await desk.drain(bookId);
    const [journal] = desk.journals();
    expect(shown?.ours?.memo).toBe(journal?.memo);
    expect(shown?.ours?.lines.map(({ side, amount }) => `${side} ${amount?.amount}`)).toEqual([
      "D 9.00",
      "C 9.00",
    ]);
    expect(journal?.lines.map(({ minor }) => minor)).toEqual([900n, -900n]);
    expect((await preview(owner, bookId)).deliveries).toEqual([]);
  });

  it("tells what the books hold under the number, and what has changed since the last try", async () => {
    const bookId = await desk.connect();
    const owner = await desk.as("Olivia");
    await submitted(desk, write({ itemId: mug }));
    desk.books.fault({ kind: "drop-after", operation: "write-journal" });
    await desk.drain(bookId);
    const [same] = (await preview(owner, bookId)).deliveries;
    expect(same).toMatchObject({ state: "sent", changed: [], held: [{ state: "posted", differences: [] }] });
    const mappings = [{ role: "shrinkage-damage" as const, accountId: accountOf("Shrinkage: theft") }];
    await mapAccounts(owner, { bookId, mappings });
    const [changed] = (await preview(owner, bookId)).deliveries;
    const amount = { amount: "4.50", currency: "EUR" };
    const lines = [
      { account: "5120 Shrinkage: theft", side: "D", ours: amount, theirs: null },
      { account: "5100 Shrinkage: damaged", side: "D", ours: null, theirs: amount },
    ];
    expect(changed).toMatchObject({ changed: lines, held: [{ differences: lines }] });
  });

  it("says so where the books cannot be looked at, and shows our side all the same", async () => {
    const bookId = await desk.connect();
    const owner = await desk.as("Olivia");
    await pauseBook(owner, { bookId, isPaused: true });
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    desk.books.faults.partition();
    const seen = await preview(owner, bookId);
    desk.books.faults.heal();
    expect(seen).toMatchObject({ isRead: false, deliveries: [{ state: "waiting", held: null }] });
    expect(seen.deliveries[0]?.ours?.lines).toHaveLength(2);
  });

  it("is empty where nothing is ever sent", async () => {
    const bookId = await desk.connect({ method: "reports-only" });
    await submitted(desk, write({ itemId: mug }));
    expect(await preview(await desk.as("Olivia"), bookId)).toMatchObject({ deliveries: [], isRead: true });
  });
});

describe("reading the accounts again", () => {
  it("learns of a lock and of an account that was closed", async () => {
    const { owner, bookId } = await held();
    desk.books.lock(desk.organisationId, "2026-10-31");
    const account = desk.books.organisation().accounts.find(({ name }) => name === "Donations");
    if (account) account.active = false;
    expect(await readChart(owner, { bookId })).toMatchObject({ ok: true });
    if (account) account.active = true;
    expect(await desk.sql("SELECT lock_date::text FROM book")).toEqual([{ lock_date: "2026-10-31" }]);
    const closed = "SELECT name FROM book_account WHERE NOT is_active AND name = 'Donations'";
    expect(await desk.sql(closed)).toHaveLength(1);
  });

  it("is refused in plain words where the books do not answer, or let nobody in", async () => {
    const bookId = await desk.connect();
    const owner = await desk.as("Olivia");
    desk.books.faults.partition();
    expect(codesOf(await readChart(owner, { bookId }))).toEqual(["book-unreachable"]);
    desk.books.faults.heal();
    desk.books.disconnect(desk.organisationId);
    expect(codesOf(await readChart(owner, { bookId }))).toEqual(["book-signed-out"]);
    expect(await stateOf()).toBe("signed-out");
  });
});

it("is all kept from people who see no costs", async () => {
  const { bookId } = await held();
  const ben = await desk.as("Ben");
  for (const answer of [
    await beginSignIn(ben, "quickbooks"),
    await setBookTerms(ben, { bookId, ...terms }),
    await startBook(ben, { bookId }),
    await readChart(ben, { bookId }),
    await sendTestEntry(ben, { bookId }),
    await previewDeliveries(ben, { bookId, only: null }),
  ])
    expect(codesOf(answer)).toEqual(["may-not-see-cost"]);
  expect(await stateOf()).toBe("setting-up");
});
