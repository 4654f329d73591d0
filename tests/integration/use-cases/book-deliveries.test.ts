import { describe, expect, it } from "vitest";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, plate, reversed, submitted, undo, write } from "./desk.ts";

const desk = openBookDesk();

describe("a document of a connected shop", () => {
  it("reaches the book once, balanced, under a number of its own, with its words", async () => {
    const bookId = await desk.connect();
    const document = await submitted(desk, write({ itemId: mug, quantity: 3 }, { itemId: plate }));
    await desk.drain(bookId);
    await desk.drain(bookId);
    const [journal, ...more] = desk.journals();
    expect(more).toEqual([]);
    expect(journal?.number).toMatch(/^[A-Z0-9]{4}0000001$/);
    expect(journal?.lines.reduce((sum, line) => sum + line.minor, 0n)).toBe(0n);
    expect(journal?.memo).toContain(`WO-${String(document.number).padStart(6, "0")}`);
    expect(await desk.deliveries()).toMatchObject([
      { state: "confirmed", entries: 1, attempts: 1, drift: null },
    ]);
  });

  it("and its reversal stand there as two journals that leave nothing", async () => {
    const bookId = await desk.connect();
    const document = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    await desk.drain(bookId);
    await reversed(desk, undo(document.id));
    await desk.drain(bookId);
    const [first, second] = desk.journals();
    expect(desk.journals()).toHaveLength(2);
    const sums = new Map<string, bigint>();
    for (const line of [...(first?.lines ?? []), ...(second?.lines ?? [])])
      sums.set(line.accountId, (sums.get(line.accountId) ?? 0n) + line.minor);
    expect([...sums.values()]).toEqual([0n, 0n]);
  });

  it("written off before the book was connected is delivered from the day it starts on", async () => {
    await submitted(desk, write({ itemId: mug }));
    const bookId = await desk.connect();
    await desk.drain(bookId);
    expect(desk.booked()).toHaveLength(1);
  });
});

describe("an answer that is lost", () => {
  it.each(["drop-before", "drop-after"] as const)("(%s) ends in one journal", async (kind) => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug }));
    desk.books.fault({ kind, operation: "write-journal" });
    await desk.drain(bookId);
    expect(await desk.deliveries()).toMatchObject([{ state: "sent" }]);
    await age(10_000);
    await desk.drain(bookId);
    const soon = await desk.deliveries();
    // What is there is found at once; what is not is sent again only when no call can still be at work.
    expect(soon).toMatchObject([{ state: kind === "drop-after" ? "confirmed" : "sent" }]);
    await age(600_000);
    await desk.drain(bookId);
    expect(await desk.deliveries()).toMatchObject([{ state: "confirmed", attempts: 1 }]);
    expect(desk.booked()).toHaveLength(1);
  });
});

describe("two workers", () => {
  it("send each delivery once between them", async () => {
    const bookId = await desk.connect();
    for (let count = 0; count < 8; count += 1) await submitted(desk, write({ itemId: mug }));
    const [one, other] = [await desk.as(null), await desk.as(null)];
    await desk.drain(bookId);
    await Promise.all([deliverBook(one, bookId), deliverBook(other, bookId)]);
    expect(new Set(desk.booked()).size).toBe(8);
    expect(desk.booked()).toHaveLength(8);
  });
});

/** Time goes by for what waits to be looked at. */
async function age(ms: number): Promise<void> {
  await desk.sql("ALTER TABLE delivery_attempt DISABLE TRIGGER finished_is_final");
  await desk.sql("UPDATE delivery_attempt SET last_sent_at = last_sent_at - $1 * interval '1 millisecond'", [
    ms,
  ]);
  await desk.sql("ALTER TABLE delivery_attempt ENABLE TRIGGER finished_is_final");
  await desk.sql(
    `UPDATE delivery SET due_at = due_at - $1 * interval '1 millisecond',
            lease_until = lease_until - $1 * interval '1 millisecond'`,
    [ms],
  );
}
