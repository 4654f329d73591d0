import { beforeEach, describe, expect, it } from "vitest";
import type { Resolution } from "#app/domain/book/resolution.ts";
import { dayIn } from "#app/domain/dates.ts";
import type { BookPort } from "#app/ports/book.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, problemsOf, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const only = async () => {
  const [delivery, ...more] = await desk.deliveries();
  if (!delivery || more.length > 0) throw new Error("one delivery was expected");
  return delivery;
};
const resolve = async (resolution: Resolution) =>
  resolveDelivery(await desk.as("Olivia"), { deliveryId: (await only()).id, resolution });

/** A worker to whom the vendor's lists do not show yet what was just written. */
async function lagging() {
  const ctx = await desk.as(null);
  const blind = (port: BookPort): BookPort => ({ ...port, findByReferences: async () => [] });
  return {
    ...ctx,
    books: {
      ...ctx.books,
      open: (...asked: Parameters<typeof ctx.books.open>) => blind(ctx.books.open(...asked)),
    },
  };
}

async function age(ms: number): Promise<void> {
  await desk.sql("ALTER TABLE delivery_attempt DISABLE TRIGGER finished_is_final");
  await desk.sql("UPDATE delivery_attempt SET last_sent_at = last_sent_at - $1 * interval '1 millisecond'", [
    ms,
  ]);
  await desk.sql("ALTER TABLE delivery_attempt ENABLE TRIGGER finished_is_final");
  await desk.sql("UPDATE delivery SET due_at = due_at - $1 * interval '1 millisecond', lease_until = NULL", [
    ms,
  ]);
}

/** Booked at the first call, whose answer was lost; the second was refused while the list showed nothing. */
async function bookedAndRefused(eventDate?: string, prepare: () => void = () => {}): Promise<string> {
  desk.books.setSwitches({ keys: "forgotten", duplicates: "refused" });
  const bookId = await desk.connect();
  await submitted(desk, { ...write({ itemId: mug, quantity: 2 }), ...(eventDate ? { eventDate } : {}) });
  desk.books.fault({ kind: "drop-after", operation: "write-journal" });
  await desk.drain(bookId, await lagging());
  expect(desk.booked()).toHaveLength(1);
  prepare();
  await age(600_000);
  await desk.drain(bookId, await lagging());
  return bookId;
}

beforeEach(() => desk.books?.setSwitches({ keys: "honoured", duplicates: "refused" }));

describe("what was booked though its second call was refused as a duplicate", () => {
  it("is not booked under another number by a person's word", async () => {
    const bookId = await bookedAndRefused();
    const { reference } = await only();
    expect(await only()).toMatchObject({ state: "rejected", trouble: "duplicate" });
    expect(problemsOf(await resolve({ way: "new-number" }))).toMatchObject([
      { code: "still-in-the-book", facts: { reference } },
    ]);
    expect(await resolve({ way: "again" })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: null });
    expect(desk.booked()).toHaveLength(1);
  });

  it("is known again as ours when the accounts were mapped anew meanwhile, and watched as it was sent", async () => {
    const bookId = await bookedAndRefused();
    const other = desk.books.organisation().accounts.find(({ name }) => name === "Shrinkage: expired");
    const mappings = [{ role: "shrinkage-damage" as const, accountId: other?.id ?? "" }];
    expect(await mapAccounts(await desk.as("Olivia"), { bookId, mappings })).toMatchObject({ ok: true });
    expect(await resolve({ way: "again" })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: null });
    expect(desk.booked()).toHaveLength(1);
    await watchBook(await desk.as(null), bookId);
    expect(await only()).toMatchObject({ drift: null });
    const [journal] = desk.journals();
    const lines = journal?.lines.map((line) => ({ ...line, minor: line.minor * 2n })) ?? [];
    desk.books.edit(desk.organisationId, journal?.id ?? "", { lines });
    await watchBook(await desk.as(null), bookId);
    expect(await only()).toMatchObject({ drift: "edited" });
  });
});

describe("what was booked though its second call came after the period had closed", () => {
  it("is found, and not booked on another day beside itself", async () => {
    const today = dayIn(desk.manager.shop.timeZone, new Date());
    const yesterday = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
    const bookId = await bookedAndRefused(yesterday, () => desk.books.lock(desk.organisationId, yesterday));
    expect(await only()).toMatchObject({ state: "rejected", trouble: "period-closed" });
    expect(await resolve({ way: "on-day", day: today })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: null });
    expect(desk.booked()).toHaveLength(1);
    // It stands there on its own day: no difference is to be kept.
    const days = await desk.sql("SELECT remote_date FROM delivery");
    expect(days).toEqual([{ remote_date: null }]);
  });
});

describe("a journal of ours that somebody gave another number there", () => {
  it("is not taken for deleted, and not booked again", async () => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await desk.drain(bookId);
    const [journal] = desk.journals();
    desk.books.edit(desk.organisationId, journal?.id ?? "", { number: "JE-1" });
    await desk.sql("UPDATE book SET changes_read_at = now() - interval '60 days'");
    await watchBook(await desk.as(null), bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: null });
    await desk.sql("UPDATE delivery SET drift = 'deleted'");
    expect(problemsOf(await resolve({ way: "new-number" }))).toMatchObject([{ code: "still-in-the-book" }]);
  });

  it("that another delivery waits for, confirms nothing of that one", async () => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await desk.drain(bookId);
    const [journal] = desk.journals();
    const number = (journal?.number ?? "").replace(/1$/, "2");
    desk.books.edit(desk.organisationId, journal?.id ?? "", { number });
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect((await desk.deliveries()).map(({ state, trouble }) => [state, trouble])).toEqual([
      ["confirmed", null],
      ["rejected", "duplicate"],
      ["confirmed", null],
    ]);
    const [, second] = await desk.deliveries();
    const resolution = { way: "new-number" } as const;
    const owner = await desk.as("Olivia");
    expect(await resolveDelivery(owner, { deliveryId: second?.id ?? "", resolution })).toMatchObject({
      ok: true,
    });
    await desk.drain(bookId);
    expect(desk.journals()).toHaveLength(3);
    expect((await desk.deliveries()).every(({ state }) => state === "confirmed")).toBe(true);
  });
});
