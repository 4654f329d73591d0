import { describe, expect, it } from "vitest";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { openBookDesk } from "./book-desk.ts";
import { mug, problemsOf, submitted, write } from "./desk.ts";

const desk = openBookDesk();

async function delivered(): Promise<{ bookId: string; id: string; reference: string }> {
  const bookId = await desk.connect();
  await submitted(desk, write({ itemId: mug, quantity: 2 }));
  await desk.drain(bookId);
  const [delivery] = await desk.deliveries();
  if (delivery?.state !== "confirmed") throw new Error("not delivered");
  return { bookId, id: delivery.id, reference: delivery.reference };
}

const watch = async (bookId: string) => watchBook(await desk.as(null), bookId);
const ours = () => {
  const [journal] = desk.books.organisation().journals;
  if (!journal) throw new Error("no journal");
  return journal;
};
const only = async () => (await desk.deliveries())[0];
const told = () =>
  desk.sql<{ drift: string | null }>(
    `SELECT canonical::jsonb->'facts'->>'drift' AS drift FROM audit_event
      WHERE kind = 'delivery-drifted' ORDER BY at, id`,
  );

describe("an amount changed there", () => {
  it("is noticed, told once, and gone again when it is put right there", async () => {
    const { bookId } = await delivered();
    const { id, lines } = ours();
    const changed = lines.map((line) => ({ ...line, minor: line.minor * 2n }));
    desk.books.edit(desk.organisationId, id, { lines: changed });
    await watch(bookId);
    await watch(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: "edited" });
    desk.books.edit(desk.organisationId, id, { lines });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: null });
    expect((await told()).map(({ drift }) => drift)).toEqual(["edited", null]);
  });

  it("stays accepted while it stays as it was accepted, and is told again when it changes once more", async () => {
    const { bookId, id } = await delivered();
    const journal = ours();
    const times = (factor: bigint) => journal.lines.map((line) => ({ ...line, minor: line.minor * factor }));
    const [two, three] = [times(2n), times(3n)];
    desk.books.edit(desk.organisationId, journal.id, { lines: two });
    await watch(bookId);
    const resolution = { way: "accept", note: "corrected by the accountant" } as const;
    expect(await resolveDelivery(desk.manager, { deliveryId: id, resolution })).toMatchObject({ ok: true });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: null });
    desk.books.edit(desk.organisationId, journal.id, { lines: three });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: "edited" });
  });

  it("in its words alone is the bookkeeper's to change", async () => {
    const { bookId } = await delivered();
    desk.books.edit(desk.organisationId, ours().id, { memo: "shelf fell down" });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: null });
  });
});

describe("a journal deleted there", () => {
  it("is booked again under another number when a person says so, and never by itself", async () => {
    const { bookId, id, reference } = await delivered();
    desk.books.edit(desk.organisationId, ours().id, { state: "deleted" });
    await watch(bookId);
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: "deleted", attempts: 1 });
    expect(desk.booked()).toEqual([]);
    const resolution = { way: "new-number" } as const;
    expect(await resolveDelivery(desk.manager, { deliveryId: id, resolution })).toMatchObject({ ok: true });
    await desk.drain(bookId);
    const again = await only();
    expect(again).toMatchObject({ state: "confirmed", drift: null, attempts: 2 });
    expect(again?.reference).not.toBe(reference);
    expect(desk.booked()).toHaveLength(1);
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: null });
  });

  it("may stay deleted by a person's word", async () => {
    const { bookId, id } = await delivered();
    desk.books.edit(desk.organisationId, ours().id, { state: "deleted" });
    await watch(bookId);
    const resolution = { way: "accept", note: "booked twice by hand" } as const;
    expect(await resolveDelivery(desk.manager, { deliveryId: id, resolution })).toMatchObject({ ok: true });
    await watch(bookId);
    await desk.drain(bookId);
    expect(await only()).toMatchObject({ state: "confirmed", drift: null });
    expect(desk.booked()).toEqual([]);
  });

  it("and brought back meanwhile is not booked beside itself", async () => {
    const { bookId, id, reference } = await delivered();
    const journal = ours();
    desk.books.edit(desk.organisationId, journal.id, { state: "deleted" });
    await watch(bookId);
    desk.books.edit(desk.organisationId, journal.id, { state: "posted" });
    const resolution = { way: "new-number" } as const;
    expect(problemsOf(await resolveDelivery(desk.manager, { deliveryId: id, resolution }))).toMatchObject([
      { code: "still-in-the-book", facts: { reference } },
    ]);
    await desk.drain(bookId);
    expect(desk.booked()).toHaveLength(1);
  });
});

describe("a journal copied there under the same number", () => {
  it("is an alarm", async () => {
    const { bookId } = await delivered();
    const { number, memo, date, lines } = ours();
    desk.books.typeIn(desk.organisationId, { number, memo, date, lines });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: "doubled" });
  });

  it.each(["deleted", "renumbered"] as const)(
    "is none any more once the copy is %s there, and the alarm goes away by itself",
    async (how) => {
      const { bookId } = await delivered();
      const { number, memo, date, lines } = ours();
      const copy = desk.books.typeIn(desk.organisationId, { number, memo, date, lines });
      await watch(bookId);
      // Words of ours are changed meanwhile: that says nothing of the copy.
      desk.books.edit(desk.organisationId, ours().id, { memo: "shelf fell down" });
      await watch(bookId);
      expect(await only()).toMatchObject({ drift: "doubled" });
      const change = how === "renumbered" ? { number: "JE-2" } : { state: how };
      desk.books.edit(desk.organisationId, copy.id, change);
      await watch(bookId);
      expect(await only()).toMatchObject({ state: "confirmed", drift: null });
      expect((await told()).map(({ drift }) => drift)).toEqual(["doubled", null]);
    },
  );

  it("is looked at again by a person's word, who sees it gone or still there", async () => {
    const { bookId, id } = await delivered();
    const { number, memo, date, lines } = ours();
    const copy = desk.books.typeIn(desk.organisationId, { number, memo, date, lines });
    await watch(bookId);
    const lookAgain = () =>
      resolveDelivery(desk.manager, { deliveryId: id, resolution: { way: "look-again" } });
    expect(await lookAgain()).toMatchObject({ ok: true });
    expect(await only()).toMatchObject({ drift: "doubled" });
    desk.books.edit(desk.organisationId, copy.id, { state: "deleted" });
    expect(await lookAgain()).toMatchObject({ ok: true });
    expect(await only()).toMatchObject({ drift: null });
    expect(problemsOf(await lookAgain())).toMatchObject([{ code: "delivery-moved-on" }]);
  });

  it("is the one that is left where ours itself is deleted: ours is gone", async () => {
    const { bookId } = await delivered();
    const { id, number, memo, date, lines } = ours();
    desk.books.typeIn(desk.organisationId, { number, memo, date, lines });
    await watch(bookId);
    desk.books.edit(desk.organisationId, id, { state: "deleted" });
    await watch(bookId);
    expect(await only()).toMatchObject({ drift: "deleted" });
  });
});

describe("a book that cannot be read", () => {
  it("keeps a person from booking anew what may still be there", async () => {
    const { bookId, id } = await delivered();
    desk.books.edit(desk.organisationId, ours().id, { state: "deleted" });
    await watch(bookId);
    desk.books.disconnect(desk.organisationId);
    const resolution = { way: "new-number" } as const;
    expect(problemsOf(await resolveDelivery(desk.manager, { deliveryId: id, resolution }))).toMatchObject([
      { code: "book-unreachable" },
    ]);
    expect(desk.booked()).toEqual([]);
  });
});
