import { describe, expect, it } from "vitest";
import { mapAccounts } from "#app/use-cases/book/map-accounts.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, problemsOf, submitted, write } from "./desk.ts";

const desk = openBookDesk();

const today = async () => (await desk.sql<{ day: string }>("SELECT current_date::text AS day"))[0]?.day ?? "";
const dayBefore = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const only = async () => {
  const [delivery, ...more] = await desk.deliveries();
  if (!delivery || more.length > 0) throw new Error("one delivery was expected");
  return delivery;
};
const resolve = async (resolution: Parameters<typeof resolveDelivery>[1]["resolution"]) =>
  resolveDelivery(desk.manager, { deliveryId: (await only()).id, resolution });
const datesOf = (id: string) =>
  desk.sql<{ ours: string; theirs: string | null }>(
    "SELECT accounting_date::text AS ours, remote_date::text AS theirs FROM delivery WHERE id = $1",
    [id],
  );
/** Written off some days ago, which the book may have closed since. */
const earlier = async () => {
  const day = dayBefore(dayBefore(await today()));
  await submitted(desk, { ...write({ itemId: mug, quantity: 2 }), eventDate: day });
  return day;
};

describe("a period the book has closed", () => {
  it("holds a delivery back until a person names an open day, which is kept beside ours", async () => {
    const bookId = await desk.connect();
    const day = await earlier();
    desk.books.lock(desk.organisationId, day);
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "rejected", trouble: "period-closed" });
    expect(desk.booked()).toEqual([]);
    const chosen = dayBefore(await today());
    expect(await resolve({ way: "on-day", day: chosen })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    const delivery = await only();
    expect(delivery).toMatchObject({ state: "confirmed", trouble: null, drift: null });
    expect(await datesOf(delivery.id)).toEqual([{ ours: day, theirs: chosen }]);
    expect(desk.journals()).toMatchObject([{ date: chosen }]);
  });

  it("that moves between preview and send costs one refused call and books nothing", async () => {
    const bookId = await desk.connect();
    const day = await earlier();
    desk.books.hooks.beforeEffect = async () => desk.books.lock(desk.organisationId, day);
    await desk.drain(bookId);
    delete desk.books.hooks.beforeEffect;
    expect(await only()).toMatchObject({ state: "rejected", trouble: "period-closed", attempts: 1 });
    expect(desk.booked()).toEqual([]);
  });

  it("is read anew before a day is taken, so that a closed one is refused with the day that counts", async () => {
    const bookId = await desk.connect();
    const day = await earlier();
    desk.books.lock(desk.organisationId, day);
    await desk.drain(bookId);
    const later = dayBefore(await today());
    desk.books.lock(desk.organisationId, later);
    expect(problemsOf(await resolve({ way: "on-day", day: later }))).toMatchObject([
      { code: "day-locked", facts: { lockDate: later } },
    ]);
    const tomorrow = new Date(Date.parse(await today()) + 2 * 86_400_000).toISOString().slice(0, 10);
    expect(problemsOf(await resolve({ way: "on-day", day: tomorrow }))).toMatchObject([
      { code: "future-date" },
    ]);
    expect(await only()).toMatchObject({ state: "rejected", trouble: "period-closed" });
  });

  it("and opened again there lets it go on its own day, by a person's word or by itself", async () => {
    const bookId = await desk.connect();
    const day = await earlier();
    desk.books.lock(desk.organisationId, day);
    await desk.drain(bookId);
    desk.books.lock(desk.organisationId, null);
    expect(await resolve({ way: "again" })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed" });
    const second = await submitted(desk, { ...write({ itemId: mug }), eventDate: day });
    desk.books.lock(desk.organisationId, day);
    await watchBook(await desk.as(null), bookId);
    await desk.drain(bookId);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(["confirmed", "rejected"]);
    desk.books.lock(desk.organisationId, null);
    await watchBook(await desk.as(null), bookId);
    await desk.drain(bookId);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
    expect(second.entries).toHaveLength(1);
    expect(desk.journals()).toMatchObject([{ date: day }, { date: day }]);
  });

  it("may be booked there by hand, which is kept with its note and is never sent", async () => {
    const bookId = await desk.connect();
    const day = await earlier();
    desk.books.lock(desk.organisationId, day);
    await desk.drain(bookId);
    expect(await resolve({ way: "by-hand", note: "booked by the accountant" })).toMatchObject({ ok: true });
    desk.books.lock(desk.organisationId, null);
    await watchBook(await desk.as(null), bookId);
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "by-hand" });
    expect(desk.booked()).toEqual([]);
    expect(problemsOf(await resolve({ way: "again" }))).toMatchObject([{ code: "delivery-moved-on" }]);
  });
});

describe("a role without an account", () => {
  it("keeps the delivery from the book and nothing from the shelf, and goes on when it is mapped", async () => {
    const bookId = await desk.connect();
    const owner = await desk.as("Olivia");
    const [damaged] = desk.books.organisation().accounts.filter(({ name }) => name === "Shrinkage: damaged");
    const map = (accountId: string | null) =>
      mapAccounts(owner, { bookId, mappings: [{ role: "shrinkage-damage", accountId }] });
    expect(await map(null)).toMatchObject({ ok: true });
    const document = await submitted(desk, write({ itemId: mug }));
    expect(document.state).toBe("done");
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "rejected", trouble: "mapping", attempts: 0 });
    await map(damaged?.id ?? "");
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", attempts: 1 });
  });

  it("because its account was put away there, goes on by itself once the account is back", async () => {
    const bookId = await desk.connect();
    const [damaged] = desk.books.organisation().accounts.filter(({ name }) => name === "Shrinkage: damaged");
    if (damaged) damaged.active = false;
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "rejected", trouble: "mapping", attempts: 1 });
    // The refusal itself has the book looked at.
    expect(await desk.sql("SELECT 1 FROM graphile_worker.jobs WHERE key LIKE '%watch-book%'")).toHaveLength(
      1,
    );
    await watchBook(await desk.as(null), bookId);
    if (damaged) damaged.active = true;
    await watchBook(await desk.as(null), bookId);
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed" });
    expect(desk.booked()).toHaveLength(1);
  });
});

describe("a number that somebody else's journal bears", () => {
  it("is left to them, and a person gives ours another", async () => {
    const bookId = await desk.connect();
    const [{ prefix = "" } = {}] = await desk.sql<{ prefix: string }>("SELECT prefix FROM book");
    const [goods, bank] = desk.books.organisation().accounts;
    const typed = { number: `${prefix}0000001`, memo: "mine", date: await today() };
    const lines = [goods, bank].map((account, at) => ({
      accountId: account?.id ?? "",
      minor: at === 0 ? 100n : -100n,
      memo: "",
      options: [],
    }));
    desk.books.typeIn(desk.organisationId, { ...typed, lines });
    await submitted(desk, write({ itemId: mug }));
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "rejected", trouble: "duplicate", attempts: 0 });
    expect(await resolve({ way: "new-number" })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", reference: `${prefix}0000002` });
    expect(desk.journals().map(({ memo }) => memo === "mine")).toEqual([true, false]);
  });
});

describe("a person who may not see cost", () => {
  it("changes nothing about a delivery", async () => {
    const bookId = await desk.connect();
    desk.books.lock(desk.organisationId, await earlier());
    await desk.drain(bookId);
    const ben = await desk.as("Ben");
    const answer = await resolveDelivery(ben, {
      deliveryId: (await only()).id,
      resolution: { way: "by-hand", note: "" },
    });
    expect(problemsOf(answer)).toMatchObject([{ code: "may-not-see-cost" }]);
  });
});
