import { describe, expect, it } from "vitest";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { previewDeliveries } from "#app/use-cases/book/preview-deliveries.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const only = async () => {
  const [delivery, ...more] = await desk.deliveries();
  if (!delivery || more.length > 0) throw new Error("one delivery was expected");
  return delivery;
};
const ours = () => {
  const [journal] = desk.books.organisation().journals;
  if (!journal) throw new Error("no journal");
  return journal;
};
const watch = async (bookId: string) => watchBook(await desk.as(null), bookId);
const remoteDays = async () =>
  (await desk.sql<{ day: string | null }>("SELECT remote_date::text AS day FROM delivery")).map(
    ({ day }) => day,
  );

/** The very same stands there under our number already, as after a backup was put back. */
async function foundThere(): Promise<string> {
  const bookId = await desk.connect();
  await submitted(desk, write({ itemId: mug, quantity: 2 }));
  await formQueued(await desk.as(null));
  const planned = await previewDeliveries(desk.manager, { bookId, only: null });
  const [one] = planned.ok ? planned.value.previews : [];
  if (!one?.plan.ok) throw new Error("no plan");
  const { reference, date, memo, lines } = one.plan.journal;
  desk.books.typeIn(desk.organisationId, {
    number: reference,
    date,
    memo,
    lines: lines.map(({ accountId, side, amountMinor, memo }) => ({
      accountId,
      minor: side === "D" ? amountMinor : -amountMinor,
      memo,
      options: [],
    })),
  });
  await desk.drain(bookId);
  expect(await only()).toMatchObject({ state: "confirmed", drift: null, attempts: 0 });
  expect(desk.booked()).toHaveLength(1);
  return bookId;
}

describe("a journal that was found without an attempt of ours", () => {
  it("is watched like any other, by what it was compared with when it was found", async () => {
    const bookId = await foundThere();
    const { id, lines } = ours();
    desk.books.edit(desk.organisationId, id, {
      lines: lines.map((line) => ({ ...line, minor: line.minor * 2n })),
    });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: "edited" });
    desk.books.edit(desk.organisationId, id, { lines });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: null });
  });

  it("is not taken for edited when other accounts are chosen here", async () => {
    const bookId = await foundThere();
    const other = desk.books.organisation().accounts.find(({ name }) => name === "Shrinkage: expired");
    const mappings = [{ role: "shrinkage-damage" as const, accountId: other?.id ?? "" }];
    expect(await mapAccounts(await desk.as("Olivia"), { bookId, mappings })).toMatchObject({ ok: true });
    desk.books.edit(desk.organisationId, ours().id, { memo: "shelf fell down" });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: null });
  });
});

describe("a journal moved to another day there", () => {
  it("is told as such, and the day is kept as a difference only while it stands there", async () => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await desk.drain(bookId);
    const { id, date } = ours();
    const other = new Date(Date.parse(date) - 3 * 86_400_000).toISOString().slice(0, 10);
    expect(await remoteDays()).toEqual([null]);
    desk.books.edit(desk.organisationId, id, { date: other });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: "edited" });
    expect(await remoteDays()).toEqual([other]);
    const resolution = { way: "accept", note: "last month is theirs" } as const;
    const deliveryId = (await only()).id;
    expect(await resolveDelivery(desk.manager, { deliveryId, resolution })).toMatchObject({ ok: true });
    expect(await remoteDays()).toEqual([other]);
    desk.books.edit(desk.organisationId, id, { date });
    await watch(bookId);
    expect(await remoteDays()).toEqual([null]);
  });
});

describe("somebody else's journal under our number, while an answer of ours is lost", () => {
  it("is not taken for ours edited: nothing of ours is there, and another number brings it there", async () => {
    const bookId = await desk.connect();
    await submitted(desk, write({ itemId: mug, quantity: 2 }));
    desk.books.fault({ kind: "drop-before", operation: "write-journal" });
    await desk.drain(bookId);
    const { reference } = await only();
    expect(await only()).toMatchObject({ state: "sent", attempts: 1 });
    desk.books.typeIn(desk.organisationId, {
      number: reference,
      memo: "mine",
      date: "2026-11-01",
      lines: desk.books
        .organisation()
        .accounts.slice(0, 2)
        .map(({ id }, at) => ({ accountId: id, minor: at === 0 ? 500n : -500n, memo: "", options: [] })),
    });
    await desk.sql("ALTER TABLE delivery_attempt DISABLE TRIGGER finished_is_final");
    await desk.sql("UPDATE delivery_attempt SET last_sent_at = last_sent_at - interval '10 minutes'");
    await desk.sql("ALTER TABLE delivery_attempt ENABLE TRIGGER finished_is_final");
    await desk.sql("UPDATE delivery SET due_at = due_at - interval '10 minutes', lease_until = NULL");
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "rejected", trouble: "duplicate", drift: null });
    expect(await desk.sql("SELECT state FROM delivery_attempt")).toEqual([{ state: "absent" }]);
    const deliveryId = (await only()).id;
    const resolution = { way: "new-number" } as const;
    expect(await resolveDelivery(desk.manager, { deliveryId, resolution })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: null });
    expect(desk.journals()).toHaveLength(2);
  });
});
