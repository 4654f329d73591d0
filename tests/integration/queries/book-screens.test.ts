import { describe, expect, it } from "vitest";
import { deliveryList } from "#app/queries/delivery-list.ts";
import { deliveryPage } from "#app/queries/delivery-page.ts";
import { toHeldView } from "#app/queries/held-view.ts";
import { journalList } from "#app/queries/journal-list.ts";
import { taskCounts } from "#app/queries/task-counts.ts";
import { taskList } from "#app/queries/task-list.ts";
import { writeOffPage } from "#app/queries/write-off-page.ts";
import { lookAtDelivery } from "#app/use-cases/book/look-at-delivery.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { openBookDesk } from "../use-cases/book-desk.ts";
import { mug, plate, problemsOf, submitted, write } from "../use-cases/desk.ts";

const desk = openBookDesk();
const firstId = async () => (await desk.deliveries())[0]?.id ?? "";
const look = async (deliveryId: string, ctx = desk.manager) => lookAtDelivery(ctx, { deliveryId });

describe("a delivery's page", () => {
  it("shows ours, what Shopify confirmed, and what the book holds, in the names of each", async () => {
    const bookId = await desk.connect();
    const document = await submitted(desk, write({ itemId: mug, quantity: 2 }, { itemId: plate }));
    await desk.drain(bookId);
    const id = await firstId();
    const page = await deliveryPage(desk.manager, id);
    const number = `WO-${String(document.number).padStart(6, "0")}`;
    expect(page).toMatchObject({
      delivery: { state: "confirmed", scope: "document", entryCount: 1, differences: [], accepted: null },
      book: {
        id: bookId,
        vendor: "QuickBooks Online",
        organisationName: "Mug Shop GmbH",
        state: "connected",
      },
      ways: [],
      entries: [{ document: { id: document.id, number } }],
      changes: [
        { document: { number }, quantity: 2, before: 40, after: 38 },
        { document: { number }, quantity: 1 },
      ],
      attempts: [{ state: "confirmed", sends: 1, said: "" }],
    });
    expect(page?.delivery.address).toMatch(/^http/);
    expect(page?.changes.every(({ reference }) => reference?.includes("lossbook"))).toBe(true);
    const [attempt] = page?.attempts ?? [];
    expect(attempt?.journal.lines.map(({ account, side }) => `${side} ${account}`).toSorted()).toEqual([
      "C 1200 Stock on hand",
      "D 5100 Shrinkage: damaged",
    ]);
    expect(attempt?.journal.debit).toEqual(page?.entries[0]?.debit);
    const seen = await look(id);
    expect(seen).toMatchObject({ ok: true });
    if (!seen.ok) return;
    const held = toHeldView(seen.value);
    expect(held.differences).toEqual([]);
    expect(held.journals).toMatchObject([
      { reference: page?.delivery.reference, state: "posted", journal: { debit: attempt?.journal.debit } },
    ]);
  });

  it("says in names and amounts what somebody changed there, and who accepted it", async () => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    const [journal] = desk.journals();
    const lines = journal?.lines.map((line) => ({ ...line, minor: line.minor * 2n })) ?? [];
    desk.books.edit(desk.organisationId, journal?.id ?? "", { lines });
    await watchBook(await desk.as(null), bookId);
    const id = await firstId();
    const page = await deliveryPage(desk.manager, id);
    expect(page).toMatchObject({ delivery: { drift: "edited" }, ways: ["look-again", "accept"] });
    expect(page?.delivery.differences).toContainEqual(
      expect.objectContaining({ what: "amount", account: "1200 Stock on hand", side: "C" }),
    );
    const note = "the bookkeeper was right";
    await resolveDelivery(desk.manager, { deliveryId: id, resolution: { way: "accept", note } });
    expect((await deliveryPage(desk.manager, id))?.delivery).toMatchObject({
      drift: null,
      accepted: { drift: "edited", note, by: desk.manager.person?.name },
    });
  });

  it("says plainly that the book cannot be read, and shows no amounts to who may not see them", async () => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    const id = await firstId();
    expect(problemsOf(await look(id, await desk.as("Ben")))).toMatchObject([{ code: "may-not-see-cost" }]);
    expect(problemsOf(await look(crypto.randomUUID()))).toMatchObject([{ code: "not-found" }]);
    desk.books.fault({ kind: "drop-before", operation: "query", times: 9 });
    expect(problemsOf(await look(id))).toMatchObject([{ code: "book-unreachable" }]);
    desk.books.faults.clear();
    desk.books.disconnect(desk.organisationId);
    expect(problemsOf(await look(id))).toMatchObject([{ code: "book-signed-out" }]);
    expect(await deliveryPage(desk.manager, "nothing")).toBeNull();
  });
});

describe("a book's deliveries", () => {
  it("are filtered and turned page by page, and what waits is counted", async () => {
    const bookId = await desk.connect();
    for (let count = 0; count < 3; count += 1) await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    await submitted(desk, write({ itemId: mug }));
    const list = (filter: Parameters<typeof deliveryList>[1]["filter"]) =>
      deliveryList(desk.manager, { bookId, filter, pageSize: 2 });
    const first = await list({});
    expect(first).toMatchObject({
      flow: { gathering: 1, waiting: 0, waitingSince: null, perHour: 3, troubled: 0, drifted: 0 },
      previous: null,
    });
    expect(first?.deliveries.map(({ reference }) => reference.slice(-1))).toEqual(["3", "2"]);
    const second = await list({ cursor: first?.next ?? "" });
    expect(second?.deliveries.map(({ reference }) => reference.slice(-1))).toEqual(["1"]);
    expect(second?.next).toBeNull();
    const back = await list({ cursor: second?.previous ?? "" });
    expect(back?.deliveries).toEqual(first?.deliveries);
    expect((await list({ state: "rejected" }))?.deliveries).toEqual([]);
    expect((await list({ trouble: "mapping" }))?.deliveries).toEqual([]);
    expect((await list({ drift: "any" }))?.deliveries).toEqual([]);
    expect((await list({ from: "2999-01-01" }))?.deliveries).toEqual([]);
    expect((await list({ state: "confirmed", to: "2999-01-01" }))?.deliveries).toHaveLength(2);
    expect(await deliveryList(desk.manager, { bookId: crypto.randomUUID(), filter: {} })).toBeNull();
  });
});

describe("a document and its entry", () => {
  it("say where they stand in the books, to those who see cost", async () => {
    const bookId = await desk.connect();
    const document = await submitted(desk, write({ itemId: mug }));
    const page = (seesCost = true) => writeOffPage(desk.manager, { documentId: document.id, seesCost });
    const badge = async () => {
      const { inBooks } = await journalList(desk.manager, { filter: {}, seesCost: true });
      return Object.values(inBooks);
    };
    expect((await page())?.deliveries).toMatchObject([{ bookId, delivery: null }]);
    expect(await badge()).toEqual(["on-the-way"]);
    await desk.drain(bookId);
    expect((await page())?.deliveries).toMatchObject([
      { vendor: "QuickBooks Online", delivery: { state: "confirmed", id: await firstId() } },
    ]);
    expect((await page(false))?.deliveries).toEqual([]);
    expect(await badge()).toEqual(["reached"]);
    const [journal] = desk.journals();
    desk.books.edit(desk.organisationId, journal?.id ?? "", { state: "deleted" });
    await watchBook(await desk.as(null), bookId);
    expect(await badge()).toEqual(["needs-you"]);
  });
});

describe("the tasks of the books", () => {
  it("name each trouble once, with the place that mends it", async () => {
    const bookId = await desk.connect();
    const owner = await desk.as("Olivia");
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    const [journal] = desk.journals();
    desk.books.edit(desk.organisationId, journal?.id ?? "", { state: "deleted" });
    await mapAccounts(owner, { bookId, mappings: [{ role: "shrinkage-damage", accountId: null }] });
    for (let count = 0; count < 2; count += 1) await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    await watchBook(await desk.as(null), bookId);
    const tasks = await taskList(desk.manager);
    expect(tasks.books).toMatchObject([{ bookId, why: "mapping", waiting: 2 }]);
    expect(tasks.deliveries).toMatchObject([{ id: await firstId(), drift: "deleted", trouble: null }]);
    expect(await taskCounts(desk.manager)).toMatchObject({ books: 1, deliveries: 1, all: 2 });
    desk.books.disconnect(desk.organisationId);
    await watchBook(await desk.as(null), bookId);
    expect((await taskList(desk.manager)).books.map(({ why }) => why)).toEqual(["signed-out", "mapping"]);
    expect(await taskCounts(desk.manager)).toMatchObject({ books: 2, deliveries: 1 });
  });

  it("tell of a sign-in that ends within thirty days, and of no later one", async () => {
    await desk.connect();
    const ends = (days: number) =>
      desk.sql("UPDATE book_token SET refresh_expires_at = clock_timestamp() + $1 * interval '1 day'", [
        days,
      ]);
    await ends(31);
    expect((await taskList(desk.manager)).books).toEqual([]);
    await ends(29);
    expect((await taskList(desk.manager)).books).toMatchObject([{ why: "ends-soon" }]);
    expect(await taskCounts(desk.manager)).toMatchObject({ books: 1, all: 1 });
  });
});
