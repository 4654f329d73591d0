import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dayIn, dayOfDate, daysAfter } from "#app/domain/dates.ts";
import { closePeriod } from "#app/use-cases/journal/close-period.ts";
import { reopenPeriod } from "#app/use-cases/journal/reopen-period.ts";
import { refreshShop } from "#app/use-cases/shop/refresh-shop.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { adjusting, mug, openDesk, plate, problemsOf, submitted, tin, write } from "./desk.ts";

const desk = openDesk();
const today = () => dayIn("Europe/Berlin", desk.clock.now());
const yesterday = () => daysAfter(today(), -1);
const owner = () => desk.as("Olivia");
const closedThrough = async () => {
  const [row] = await desk.sql<{ day: string | null }>("SELECT closed_through::text AS day FROM shop");
  return row?.day;
};
const close = (through: string, ctx = desk.manager) => closePeriod(ctx, { through });
const on = (eventDate: string, itemId = mug) => ({ ...write({ itemId }), eventDate });
const bookedOn = (document: { entries: { accountingDate: Date }[] }) =>
  document.entries.map(({ accountingDate }) => dayOfDate(accountingDate));
const trail = () =>
  desk.sql(`SELECT kind, person_id AS who, canonical FROM audit_event WHERE kind LIKE 'books-%'
    ORDER BY id`);

// Shopify can be asked who sees costs once something has one.
beforeEach(async () => {
  await submitted(desk, write({ itemId: mug }));
});

describe("closing the books", () => {
  it("moves the day, writes down who did it, and asked again does nothing more", async () => {
    const before = (await trail()).length;
    expect(await close("2026-09-30")).toEqual({ ok: true, value: { closedThrough: "2026-09-30" } });
    expect(await close("2026-09-30")).toEqual({ ok: true, value: { closedThrough: "2026-09-30" } });
    expect(await closedThrough()).toBe("2026-09-30");
    const told = (await trail()).slice(before);
    expect(told).toMatchObject([{ kind: "books-closed", who: desk.manager.person?.userId }]);
    expect(String(told[0]?.canonical)).toContain('"through":"2026-09-30"');
  });

  it("is finance's: whoever sees no cost is refused, and so is nobody", async () => {
    for (const ctx of [await desk.as("Ben"), await desk.as(null)])
      expect(problemsOf(await close("2026-09-30", ctx))).toEqual([{ code: "may-not-see-cost" }]);
    expect(await closedThrough()).toBeNull();
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])(
    "ends yesterday, by the day in %s",
    async (zone) => {
      desk.emulator.shop().timeZone = zone;
      await refreshShop(await desk.as(null));
      const here = dayIn(zone, desk.clock.now());
      expect(problemsOf(await close(here))).toMatchObject([
        { code: "day-not-over", at: ["through"], facts: { yesterday: daysAfter(here, -1) } },
      ]);
      expect(await close(daysAfter(here, -1))).toMatchObject({ ok: true });
    },
  );

  it("waits for a document at work, but not for one of a later day", async () => {
    desk.emulator.fault({ kind: "throttled", ...adjusting, times: 99 });
    const document = await submitted(desk, on(yesterday()));
    expect(problemsOf(await close(yesterday()))).toEqual([
      { code: "documents-working", facts: { count: 1 } },
    ]);
    expect(await close(daysAfter(yesterday(), -1))).toMatchObject({ ok: true });
    desk.emulator.faults.clear();
    await desk.ageBy(60_000);
    await carryOut(await desk.as(null), document.id);
    expect(await close(yesterday())).toMatchObject({ ok: true });
  });

  it("waits for a value; what comes for a closed day afterwards is booked today", async () => {
    const day = daysAfter(today(), -40);
    const document = await submitted(desk, on(day, tin));
    expect(problemsOf(await close(day))).toEqual([{ code: "lines-need-value", facts: { count: 1 } }]);
    await valueLine(desk.manager, { documentId: document.id, position: 0, unitCost: { amount: "2.00" } });
    expect(bookedOn(await desk.document(document.id))).toEqual([day]);
    expect(await close(day)).toMatchObject({ ok: true });
    expect(bookedOn(await submitted(desk, on(day)))).toEqual([today()]);
  });

  it("does not go back, which is reopening", async () => {
    await close("2026-09-30");
    expect(problemsOf(await close("2026-08-31"))).toMatchObject([
      { code: "closed-already", facts: { day: "2026-09-30" } },
    ]);
  });
});

describe("reopening", () => {
  it("is the owner's, for a cause that stays beside the trail and not in it", async () => {
    await close("2026-09-30");
    const wish = { through: "2026-08-31", cause: "an invoice of Mrs Green came late" };
    expect(problemsOf(await reopenPeriod(desk.manager, wish))).toEqual([{ code: "owner-only" }]);
    expect(await closedThrough()).toBe("2026-09-30");
    expect(await reopenPeriod(await owner(), wish)).toMatchObject({ ok: true });
    expect(await closedThrough()).toBe("2026-08-31");
    const last = (await trail()).at(-1);
    expect(last).toMatchObject({ kind: "books-reopened" });
    expect(String(last?.canonical)).not.toContain("Green");
    const [row] = await desk.sql("SELECT cause, was::text FROM closing ORDER BY at DESC LIMIT 1");
    expect(row).toEqual({ cause: wish.cause, was: "2026-09-30" });
  });

  it("opens its days for what is booked from now on", async () => {
    await close("2026-09-30");
    await reopenPeriod(await owner(), { through: null, cause: "closed too early" });
    expect(bookedOn(await submitted(desk, on("2026-09-15")))).toEqual(["2026-09-15"]);
  });

  it("of what is not closed is refused", async () => {
    await close("2026-08-31");
    const wish = { through: "2026-09-30", cause: "x" };
    expect(problemsOf(await reopenPeriod(await owner(), wish))).toMatchObject([{ code: "not-closed" }]);
  });
});

describe("closing and settling at once", () => {
  const open: pg.Client[] = [];
  let began: Date;
  beforeEach(() => {
    began = new Date();
  });
  afterEach(async () => {
    for (const client of open.splice(0)) await client.end();
    // What must never be: an entry that came to stand on a day after that day was closed.
    const intruders = `SELECT e.accounting_date, c.through FROM entry e
      JOIN closing c ON c.through >= e.accounting_date AND e.created_at > c.at
      WHERE c.at > $1`;
    expect(await desk.sql(intruders, [began])).toEqual([]);
  });

  /** Whoever writes into that table waits, with all that it holds already, until this is released. */
  async function hold(table: string): Promise<() => Promise<unknown>> {
    const client = new pg.Client({ connectionString: desk.ownerUrl });
    open.push(client);
    await client.connect();
    await client.query("BEGIN");
    await client.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    return () => client.query("COMMIT");
  }
  const somebodyWaits = (what: string) =>
    expect
      .poll(() => desk.sql(`SELECT FROM pg_locks WHERE NOT granted AND ${what}`), { timeout: 5_000 })
      .not.toEqual([]);
  const forRow = "locktype IN ('transactionid', 'tuple')";

  it("an entry that is going in is waited for, and the day is closed with it inside", async () => {
    let release: () => Promise<unknown> = async () => {};
    desk.emulator.hooks.beforeEffect = async () => {
      release = await hold("audit_event");
    };
    const document = on(yesterday());
    const submitting = submitWriteOff(desk.manager, document);
    await somebodyWaits("relation = 'audit_event'::regclass");
    const closing = close(yesterday());
    await somebodyWaits(forRow);
    expect(await closedThrough()).toBeNull();
    await release();
    expect(await closing).toMatchObject({ ok: true });
    await submitting;
    expect(bookedOn(await desk.document(document.id))).toEqual([yesterday()]);
    expect(await closedThrough()).toBe(yesterday());
  });

  it("a document that comes between the look and the closing is seen, and no failure", async () => {
    const release = await hold("closing");
    const closing = close(yesterday());
    await somebodyWaits("relation = 'closing'::regclass");
    const document = on(yesterday());
    const submitting = submitWriteOff(desk.manager, document);
    await somebodyWaits(forRow);
    await release();
    const closed = await closing;
    await submitting;
    if (!closed.ok) expect(closed.problems).toMatchObject([{ code: "documents-working" }]);
    expect(await closedThrough()).toBe(closed.ok ? yesterday() : null);
    expect(bookedOn(await desk.document(document.id))).toEqual([yesterday()]);
  });

  it("many of both settle all the same", async () => {
    const documents = [mug, plate, mug, plate, mug, plate].map((itemId) => on(yesterday(), itemId));
    await Promise.all(
      documents.flatMap((document) => [submitWriteOff(desk.manager, document), close(yesterday())]),
    );
    expect(await close(yesterday())).toMatchObject({ ok: true });
    for (const { id } of documents) expect(await desk.document(id)).toMatchObject({ state: "done" });
  });
});
