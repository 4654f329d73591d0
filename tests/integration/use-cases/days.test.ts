import { describe, expect, it } from "vitest";
import { previewReversal } from "#app/use-cases/write-off/preview-reversal.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import {
  mug,
  openDesk,
  problemsOf,
  reversed,
  type SeenDocument,
  submitted,
  tin,
  undo,
  write,
} from "./desk.ts";

const desk = openDesk();
const day = (date: Date | undefined) => date?.toISOString().slice(0, 10);
const daysOf = (document: SeenDocument) => [
  day(document.eventDate),
  ...document.entries.map((entry) => day(entry.accountingDate)),
];
const closeThrough = (date: string) => desk.sql("UPDATE shop SET closed_through = $1", [date]);

describe("the shop's own day", () => {
  // Berlin left summer time at 03:00 on 25 October 2026 and enters it on 29 March 2026 at 02:00.
  it.each([
    ["2026-10-24T21:59:59Z", "2026-10-24"],
    ["2026-10-24T22:00:00Z", "2026-10-25"],
    ["2026-10-25T22:59:59Z", "2026-10-25"],
    ["2026-10-25T23:00:00Z", "2026-10-26"],
    ["2026-03-28T22:59:59Z", "2026-03-28"],
    ["2026-03-28T23:00:00Z", "2026-03-29"],
    ["2026-03-29T21:59:59Z", "2026-03-29"],
    ["2026-03-29T22:00:00Z", "2026-03-30"],
    ["2026-12-31T23:30:00Z", "2027-01-01"],
  ])("at %s is %s, for the event and for the books", async (instant, today) => {
    desk.clock.hold(instant);
    const document = await submitted(desk, write({ itemId: mug }));
    expect(daysOf(document)).toEqual([today, today]);
    const ahead = { ...write({ itemId: mug }), eventDate: "2027-06-01" };
    expect(problemsOf(await previewWriteOff(desk.manager, ahead))[0]?.facts).toEqual({ today });
  });
});

describe("a closed month", () => {
  it("keeps its books and still lets goods leave: the event keeps its day, the entry takes today's", async () => {
    desk.clock.set("2026-11-21T12:00:00Z");
    await closeThrough("2026-10-31");
    const on = async (eventDate: string) =>
      daysOf(await submitted(desk, { ...write({ itemId: mug }), eventDate }));
    expect(await on("2026-10-31")).toEqual(["2026-10-31", "2026-11-21"]);
    expect(await on("2026-09-30")).toEqual(["2026-09-30", "2026-11-21"]);
    expect(await on("2026-11-01")).toEqual(["2026-11-01", "2026-11-01"]);
  });

  it("is shown before anybody confirms", async () => {
    desk.clock.set("2026-11-21T12:00:00Z");
    await closeThrough("2026-10-31");
    const plan = await previewWriteOff(desk.manager, { ...write({ itemId: mug }), eventDate: "2026-10-15" });
    expect(plan).toMatchObject({ value: { eventDate: "2026-10-15", accountingDate: "2026-11-21" } });
  });

  it("that is closed between the wish and its effect is closed for the entry too", async () => {
    desk.clock.set("2026-11-21T12:00:00Z");
    desk.emulator.hooks.beforeEffect = () => closeThrough("2026-11-20").then(() => {});
    const document = await submitted(desk, { ...write({ itemId: mug }), eventDate: "2026-11-18" });
    expect(daysOf(document)).toEqual(["2026-11-18", "2026-11-21"]);
  });

  it("takes no late value: that is booked today", async () => {
    desk.clock.set("2026-10-20T12:00:00Z");
    const document = await submitted(desk, write({ itemId: tin }, { itemId: mug }));
    await closeThrough("2026-10-31");
    desk.clock.set("2026-11-05T12:00:00Z");
    await valueLine(desk.manager, { documentId: document.id, position: 0, unitCost: { amount: "2.00" } });
    expect(daysOf(await desk.document(document.id))).toEqual(["2026-10-20", "2026-10-20", "2026-11-05"]);
  });
});

describe("a reversal's day", () => {
  it("of a mistake is the day the original was booked, of goods found the day of finding", async () => {
    desk.clock.set("2026-10-20T12:00:00Z");
    const document = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    desk.clock.set("2026-11-05T12:00:00Z");
    const lines = [{ position: 0, quantity: 1 }];
    const mistake = await reversed(desk, undo(document.id, { cause: "mistake", lines }));
    const found = await reversed(desk, undo(document.id, { cause: "found", lines }));
    expect([daysOf(mistake), daysOf(found)]).toEqual([
      ["2026-10-20", "2026-10-20"],
      ["2026-11-05", "2026-11-05"],
    ]);
    await closeThrough("2026-10-31");
    const plan = await previewReversal(desk.manager, undo(document.id));
    expect(plan).toMatchObject({ value: { eventDate: "2026-10-20", accountingDate: "2026-11-05" } });
    expect(daysOf(await reversed(desk, undo(document.id)))).toEqual(["2026-10-20", "2026-11-05"]);
  });

  it("of a mistake that was booked later than it happened is the day it was booked", async () => {
    desk.clock.set("2026-11-03T12:00:00Z");
    await closeThrough("2026-10-31");
    const document = await submitted(desk, { ...write({ itemId: mug }), eventDate: "2026-10-15" });
    expect(daysOf(document)).toEqual(["2026-10-15", "2026-11-03"]);
    desk.clock.set("2026-11-20T12:00:00Z");
    expect(daysOf(await reversed(desk, undo(document.id)))).toEqual(["2026-11-03", "2026-11-03"]);
  });

  it("of a document that was never booked is the day it happened", async () => {
    desk.clock.set("2026-11-03T12:00:00Z");
    const document = await submitted(desk, write({ itemId: tin }));
    desk.clock.set("2026-11-20T12:00:00Z");
    expect(daysOf(await reversed(desk, undo(document.id)))).toEqual(["2026-11-03"]);
  });

  it("follows the zone the document froze, also when the shop has moved", async () => {
    desk.clock.set("2026-11-20T23:30:00Z");
    const document = await submitted(desk, write({ itemId: mug }));
    expect(daysOf(document)).toEqual(["2026-11-21", "2026-11-21"]);
    const moved = { ...desk.manager.shop, timeZone: "Pacific/Honolulu" };
    const ctx = { ...desk.manager, shop: moved };
    const found = await reversed(desk, undo(document.id, { cause: "found" }), ctx);
    expect(daysOf(found)).toEqual(["2026-11-21", "2026-11-21"]);
  });
});
