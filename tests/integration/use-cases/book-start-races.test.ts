import type { QueryConfig } from "pg";
import { describe, expect, it } from "vitest";
import { setBookTerms, startBook } from "#app/use-cases/book/set-terms.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { waitsOrEnds } from "#tests/support/waits-or-ends.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const terms = { method: "perpetual", cadence: "document", stockBookedBy: "nobody" } as const;

/** Each way in which a book begins while something is being booked. */
const beginnings = {
  "is connected": async (owner: ShopContext, bookId: string) =>
    setBookTerms(owner, { bookId, ...terms, startsOn: "2026-01-01" }),
  "is started": async (owner: ShopContext, bookId: string) => startBook(owner, { bookId }),
};

describe.each(Object.entries(beginnings))("an entry made while a book %s", (_how, begin) => {
  it("is delivered once when the entry is first and the book waits for it", async () => {
    const { owner, bookId } = await waitingBook();
    const held = holding(desk.manager, /INSERT INTO entry\s*\(/);
    const booked = submitted(desk, write({ itemId: mug }), held.ctx);
    await held.reached;
    const begun = begin(owner, bookId);
    await waitsOrEnds(desk.sql, begun);
    held.letGo();
    await booked;
    expect(await begun).toMatchObject({ ok: true });
    await expectOneJournal(bookId);
  });

  it("is delivered once when the book is first and the entry waits for it", async () => {
    const { owner, bookId } = await waitingBook();
    const held = holding(owner, /INSERT INTO delivery_entry/);
    const begun = begin(held.ctx, bookId);
    await held.reached;
    const booked = submitted(desk, write({ itemId: mug }));
    await waitsOrEnds(desk.sql, booked);
    held.letGo();
    expect(await begun).toMatchObject({ ok: true });
    await booked;
    await expectOneJournal(bookId);
  });
});

/** Everything is said about it but that it begins. */
async function waitingBook(): Promise<{ owner: ShopContext; bookId: string }> {
  const owner = await desk.as("Olivia");
  const bookId = await desk.connect();
  await desk.sql("UPDATE book SET state = 'setting-up' WHERE id = $1", [bookId]);
  return { owner, bookId };
}

async function expectOneJournal(bookId: string): Promise<void> {
  await desk.drain(bookId);
  await desk.drain(bookId);
  expect(desk.journals()).toHaveLength(1);
  expect(await desk.deliveries()).toMatchObject([{ state: "confirmed", entries: 1 }]);
}

/** A transaction that says this comes as far as its COMMIT, and no further until it is let go. */
function holding(ctx: ShopContext, said: RegExp) {
  const reached = Promise.withResolvers<void>();
  const open = Promise.withResolvers<void>();
  const connect = async () => {
    const connection = await ctx.database.pool.connect();
    const query = connection.query.bind(connection) as (statement: QueryConfig) => Promise<unknown>;
    let isTheOne = false;
    const held = async (statement: QueryConfig) => {
      isTheOne ||= said.test(statement.text);
      if (!isTheOne || statement.text !== "COMMIT") return query(statement);
      reached.resolve();
      await open.promise;
      return query(statement);
    };
    const release = connection.release.bind(connection);
    return Object.assign(Object.create(connection), { query: held, release });
  };
  const pool = Object.assign(Object.create(ctx.database.pool), { connect });
  const held: ShopContext = { ...ctx, database: { ...ctx.database, pool } };
  return { ctx: held, reached: reached.promise, letGo: open.resolve };
}
