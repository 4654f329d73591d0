import { describe, expect, it } from "vitest";
import { dayIn, daysAfter } from "#app/domain/dates.ts";
import { closingView } from "#app/queries/closing-view.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { disconnectBook } from "#app/use-cases/book/disconnect-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { resolveDelivery } from "#app/use-cases/book/resolve-delivery.ts";
import { setBookTerms } from "#app/use-cases/book/set-terms.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { closePeriod } from "#app/use-cases/journal/close-period.ts";
import { consented, openBookDesk } from "./book-desk.ts";
import { mug, problemsOf, submitted, write } from "./desk.ts";

const desk = openBookDesk();
const today = () => dayIn("Europe/Berlin", desk.clock.now());
const yesterday = () => daysAfter(today(), -1);
const close = (through = yesterday()) => closePeriod(desk.manager, { through });
const takeOff = (eventDate = yesterday()) => submitted(desk, { ...write({ itemId: mug }), eventDate });
const open = (count: number) => [{ code: "deliveries-open", facts: { count } }];
/** As a second door in: the database refuses by itself. */
const forced = (through: string) =>
  desk
    .sql(
      "INSERT INTO closing (shop_id, id, through, person_id) SELECT id, gen_random_uuid(), $1, '1' FROM shop",
      [through],
    )
    .catch((error: { constraint?: string }) => error.constraint);

describe("closing the days of a connected shop", () => {
  it("waits until what was booked on them is in the books, formed or not", async () => {
    const bookId = await desk.connect();
    await takeOff();
    expect(problemsOf(await close())).toEqual(open(1));
    await formQueued(await desk.as(null));
    expect(problemsOf(await close())).toEqual(open(1));
    expect(await forced(yesterday())).toBe("closing_nothing_open");
    expect(await close(daysAfter(yesterday(), -1))).toMatchObject({ ok: true });
    await deliverBook(await desk.as(null), bookId);
    expect(await close()).toMatchObject({ ok: true });
  });

  it("names the delivery a book refused, until a person has seen to it", async () => {
    const bookId = await desk.connect();
    await takeOff();
    desk.books.lock(desk.organisationId, yesterday());
    await desk.drain(bookId);
    const [delivery] = await desk.deliveries();
    const id = delivery?.id ?? "";
    expect(problemsOf(await close())).toEqual(open(1));
    expect(await closingView(desk.manager, { through: yesterday() })).toMatchObject({
      problems: open(1),
      deliveries: [{ id, reference: delivery?.reference, day: yesterday(), organisation: "Mug Shop GmbH" }],
    });
    await resolveDelivery(desk.manager, { deliveryId: id, resolution: { way: "by-hand", note: "booked" } });
    expect(await close()).toMatchObject({ ok: true });
  });

  it("does not wait for a month that goes on, and says so", async () => {
    await desk.connect({ cadence: "month" });
    const day = yesterday();
    await takeOff();
    await formQueued(await desk.as(null));
    const view = await closingView(desk.manager, { through: day });
    if (day.slice(0, 7) === today().slice(0, 7)) {
      expect(view).toMatchObject({ problems: [], gathering: 1, deliveries: [] });
      expect(await close()).toMatchObject({ ok: true });
    } else {
      expect(view).toMatchObject({ problems: open(1), gathering: 0 });
    }
  });

  it("waits for a day that is over though nothing has gathered it yet", async () => {
    const bookId = await desk.connect({ cadence: "day" });
    await takeOff();
    await submitted(desk, write({ itemId: mug }));
    expect(problemsOf(await close())).toEqual(open(1));
    await desk.drain(bookId);
    expect(await desk.deliveries()).toMatchObject([{ state: "confirmed", scope: "day" }]);
    expect(await close()).toMatchObject({ ok: true });
  });

  it("asks nothing of a book that is no longer connected, and says what it never got", async () => {
    const bookId = await desk.connect();
    await takeOff();
    await formQueued(await desk.as(null));
    await takeOff();
    await disconnectBook(await desk.as("Olivia"), { bookId });
    expect(await closingView(desk.manager, { through: yesterday() })).toMatchObject({
      problems: [],
      leftBehind: 2,
    });
    expect(await close()).toMatchObject({ ok: true });
  });

  it("waits for a book that was set back because its currency changed there", async () => {
    const bookId = await desk.connect();
    await takeOff();
    await formQueued(await desk.as(null));
    const organisation = desk.books.organisation();
    const { currency } = organisation;
    organisation.currency = "USD";
    await watchBook(await desk.as(null), bookId);
    organisation.currency = currency;
    expect(await desk.sql("SELECT state FROM book")).toEqual([{ state: "setting-up" }]);
    expect(problemsOf(await close())).toEqual(open(1));
    expect(await forced(yesterday())).toBe("closing_nothing_open");
  });

  it("asks nothing of a book that has not begun", async () => {
    await consented(desk, undefined, await desk.as("Olivia"));
    await takeOff();
    expect(await close()).toMatchObject({ ok: true });
  });

  it("asks nothing of days a later start has taken from the book, but of what may be there", async () => {
    const terms = { cadence: "document", method: "perpetual", stockBookedBy: "nobody" } as const;
    const bookId = await desk.connect();
    await takeOff();
    desk.books.fault({ kind: "drop-before", operation: "write-journal" });
    await desk.drain(bookId);
    await takeOff();
    await formQueued(await desk.as(null));
    await takeOff();
    const owner = await desk.as("Olivia");
    expect(await setBookTerms(owner, { bookId, ...terms, startsOn: today() })).toMatchObject({ ok: true });
    expect(problemsOf(await close())).toEqual(open(1));
    expect(await forced(yesterday())).toBe("closing_nothing_open");
    await desk.sql("ALTER TABLE delivery_attempt DISABLE TRIGGER finished_is_final");
    await desk.sql("UPDATE delivery_attempt SET last_sent_at = last_sent_at - interval '10 minutes'");
    await desk.sql("ALTER TABLE delivery_attempt ENABLE TRIGGER finished_is_final");
    await desk.sql("UPDATE delivery SET due_at = now(), lease_until = NULL WHERE state = 'sent'");
    await deliverBook(await desk.as(null), bookId);
    expect((await desk.deliveries()).map(({ state }) => state)).toEqual(["confirmed", "waiting"]);
    expect(await close()).toMatchObject({ ok: true });
  });
});
