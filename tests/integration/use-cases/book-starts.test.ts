import { describe, expect, it } from "vitest";
import { dayIn } from "#app/domain/dates.ts";
import { disconnectBook } from "#app/use-cases/book/disconnect-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { pauseBook } from "#app/use-cases/book/pause-book.ts";
import { previewDeliveries } from "#app/use-cases/book/preview-deliveries.ts";
import { type BookTerms, setBookTerms, startBook } from "#app/use-cases/book/set-terms.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { consented, openBookDesk } from "./book-desk.ts";
import { mug, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const owner = () => desk.as("Olivia");
const today = () => dayIn(desk.manager.shop.timeZone, new Date());
const daysAgo = (days: number) =>
  new Date(Date.parse(today()) - days * 86_400_000).toISOString().slice(0, 10);
const usual = { method: "perpetual", cadence: "document", stockBookedBy: "nobody" } as const;
const setTerms = async (bookId: string, terms: Partial<BookTerms>, how = {}) =>
  expect(
    await setBookTerms(await owner(), { bookId, ...usual, startsOn: "2026-01-01", ...terms }, how),
  ).toMatchObject({ ok: true });
const writeOn = (eventDate: string) => submitted(desk, { ...write({ itemId: mug }), eventDate });
const dates = () => desk.journals().map(({ date }) => date);

describe("a book whose start is moved to a later day", () => {
  it("is sent nothing from before it, formed or not, and all of it once the start is moved back", async () => {
    const bookId = await desk.connect();
    await pauseBook(await owner(), { bookId, isPaused: true });
    await writeOn(daysAgo(5));
    await formQueued(await desk.as(null));
    await writeOn(daysAgo(4));
    await setTerms(bookId, { startsOn: daysAgo(2) });
    await writeOn(daysAgo(2));
    await pauseBook(await owner(), { bookId, isPaused: false });
    const preview = await previewDeliveries(await owner(), { bookId, only: null });
    expect(preview.ok && preview.value.previews.filter(({ row }) => !row).map(({ date }) => date)).toEqual([
      daysAgo(2),
    ]);
    await desk.drain(bookId);
    expect(dates()).toEqual([daysAgo(2)]);
    await setTerms(bookId, { startsOn: daysAgo(9) });
    await desk.drain(bookId);
    expect(dates().toSorted()).toEqual([daysAgo(5), daysAgo(4), daysAgo(2)]);
  });
});

describe("a book that got reports only", () => {
  it("and is delivered to now, gets what was booked meanwhile, once", async () => {
    const bookId = await desk.connect({ method: "reports-only" });
    await writeOn(today());
    await desk.drain(bookId);
    expect(dates()).toEqual([]);
    await setTerms(bookId, {});
    await setTerms(bookId, { cadence: "day" });
    await setTerms(bookId, {});
    await desk.drain(bookId);
    expect(dates()).toEqual([today()]);
  });
});

describe("what waited for a book", () => {
  it("is formed in as many statements when it is much as when it is little", async () => {
    const bookId = await desk.connect();
    await pauseBook(await owner(), { bookId, isPaused: true });
    const statementsFor = async (documents: number) => {
      for (let n = 0; n < documents; n += 1) await writeOn(today());
      const { ctx, told } = counting(await desk.as(null));
      await formQueued(ctx);
      return told();
    };
    expect(await statementsFor(12)).toBe(await statementsFor(2));
    expect((await desk.deliveries()).map(({ entries }) => entries)).toEqual(Array(14).fill(1));
  });
});

/** Everything this person's transactions send. */
function counting(ctx: ShopContext): { ctx: ShopContext; told(): number } {
  let sent = 0;
  const connect = async () => {
    const connection = await ctx.database.pool.connect();
    const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
    const count = (...args: unknown[]) => {
      sent += 1;
      return query(...args);
    };
    const counted = { query: count, release: connection.release.bind(connection) };
    return Object.assign(Object.create(connection), counted);
  };
  const pool = Object.assign(Object.create(ctx.database.pool), { connect });
  return { ctx: { ...ctx, database: { ...ctx.database, pool } }, told: () => sent };
}

describe("a book held until somebody has looked", () => {
  it("is still held when it was disconnected and connected again", async () => {
    const bookId = await consented(desk, undefined, await owner());
    await setTerms(bookId, {}, { isHeld: true });
    await writeOn(today());
    await disconnectBook(await owner(), { bookId });
    expect(await consented(desk, undefined, await owner())).toBe(bookId);
    expect(await desk.sql("SELECT state FROM book")).toEqual([{ state: "setting-up" }]);
    await desk.drain(bookId);
    expect(dates()).toEqual([]);
    expect(await startBook(await owner(), { bookId })).toMatchObject({ ok: false });
  });
});

describe("a write-off that is booked while a book begins", () => {
  it("is queued once, whichever comes first", async () => {
    for (let round = 0; round < 6; round += 1) {
      const bookId = await desk.connect({ method: "reports-only" });
      await Promise.all([setTerms(bookId, {}), writeOn(today()), writeOn(today())]);
      const missed = await desk.sql(
        "SELECT 1 FROM entry e WHERE NOT EXISTS (SELECT FROM delivery_entry q WHERE q.entry_id = e.id)",
      );
      expect(missed).toEqual([]);
    }
  });

  it("is queued once when a held book is started beside it, again and again", async () => {
    for (let round = 0; round < 6; round += 1) {
      const bookId = await consented(desk, undefined, await owner());
      await setTerms(bookId, {}, { isHeld: true });
      const starter = await owner();
      await Promise.all([
        desk.sql("SELECT pg_sleep($1)", [round / 40]).then(() => startBook(starter, { bookId })),
        writeOn(today()),
        writeOn(today()),
      ]);
      const queued = await desk.sql<{ entries: number; queued: number }>(
        `SELECT (SELECT count(*)::int FROM entry) AS entries,
                (SELECT count(*)::int FROM delivery_entry WHERE book_id = $1) AS queued`,
        [bookId],
      );
      expect(queued[0]?.queued).toBe(queued[0]?.entries);
      await desk.sql("UPDATE book SET state = 'setting-up' WHERE id = $1", [bookId]);
    }
  });
});
