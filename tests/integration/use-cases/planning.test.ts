import { describe, expect, it } from "vitest";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { changeReason } from "#app/use-cases/shop/change-reason.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import {
  bottle,
  breakfast,
  type Line,
  mainStreet,
  mug,
  oldCellar,
  openDesk,
  place,
  problemsOf,
  redMug,
  sandPlate,
  submitted,
  tin,
  towel,
  wrapping,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const other = { note: "fell off the van" };

type Wrong = {
  name: string;
  line: Partial<Line> & { itemId: ItemId };
  code: string;
  at: string;
  facts?: Record<string, unknown>;
};

const wrongLines: Wrong[] = [
  {
    name: "a deleted item",
    line: { itemId: "gid://shopify/InventoryItem/4199999999" },
    code: "unknown-item",
    at: "itemId",
    facts: { itemId: "gid://shopify/InventoryItem/4199999999" },
  },
  {
    name: "an item numbered beyond what Shopify can number",
    line: { itemId: "gid://shopify/InventoryItem/99999999999999999999" },
    code: "unknown-item",
    at: "itemId",
    facts: { itemId: "gid://shopify/InventoryItem/99999999999999999999" },
  },
  {
    name: "an item of another shop",
    line: { itemId: "gid://shopify/InventoryItem/4300000001" },
    code: "unknown-item",
    at: "itemId",
    facts: { itemId: "gid://shopify/InventoryItem/4300000001" },
  },
  {
    name: "a location of another shop",
    line: { itemId: mug, locationId: "gid://shopify/Location/7100000001" },
    code: "unknown-location",
    at: "locationId",
    facts: { item: "Blue mug", location: "gid://shopify/Location/7100000001" },
  },
  {
    name: "goods that are not counted",
    line: { itemId: wrapping },
    code: "untracked",
    at: "itemId",
    facts: { item: "Gift wrapping", location: "Main street" },
  },
  {
    name: "a bundle's parent, naming what it is made of",
    line: { itemId: breakfast },
    code: "bundle-parent",
    at: "itemId",
    facts: { item: "Breakfast set", components: ["Blue mug", "Stoneware plate (Small / Moss)"] },
  },
  {
    name: "a location that is closed",
    line: { itemId: mug, locationId: oldCellar },
    code: "inactive-location",
    at: "locationId",
    facts: { item: "Blue mug", location: "Old cellar" },
  },
  {
    name: "a location that never stocked the goods",
    line: { itemId: towel, locationId: place(2) },
    code: "not-stocked-here",
    at: "itemId",
    facts: { location: "Back room" },
  },
  {
    name: "more than there is",
    line: { itemId: mug, quantity: 41 },
    code: "not-enough",
    at: "quantity",
    facts: { item: "Blue mug", location: "Main street", available: 40, committed: 0, asked: 41 },
  },
  {
    name: "goods that are oversold",
    line: { itemId: bottle },
    code: "not-enough",
    at: "quantity",
    facts: { available: -3, committed: 5, asked: 1 },
  },
  {
    name: "a reason nobody made",
    line: { itemId: mug, reasonId: "moths" },
    code: "unknown-reason",
    at: "reasonId",
    facts: { reason: "moths" },
  },
  {
    name: "a reason for write-downs only",
    line: { itemId: mug, reasonId: "overstock" },
    code: "reason-not-for-kind",
    at: "reasonId",
    facts: { reason: "Overstock or lower market value" },
  },
  {
    name: "Other without a word",
    line: { itemId: mug, reasonId: "other" },
    code: "note-needed",
    at: "note",
    facts: { reason: "Other" },
  },
  {
    name: "Other with nothing but blanks",
    line: { itemId: mug, reasonId: "other", note: " \n\t" },
    code: "note-needed",
    at: "note",
    facts: { reason: "Other" },
  },
  {
    name: "a disposal nobody knows",
    line: { itemId: mug, disposal: "launched" },
    code: "unknown-disposal",
    at: "disposal",
    facts: { disposal: "launched" },
  },
  {
    name: "an account nobody knows",
    line: { itemId: mug, accountRole: "slush-fund" },
    code: "unknown-account",
    at: "accountRole",
    facts: { account: "slush-fund" },
  },
  {
    name: "inventory as its own contra",
    line: { itemId: mug, accountRole: "inventory" },
    code: "unknown-account",
    at: "accountRole",
    facts: { account: "inventory" },
  },
  {
    name: "another cost than the known one without a cause",
    line: { itemId: mug, unitCost: { amount: "9.99", cause: "  " } },
    code: "cost-cause-needed",
    at: "unitCost",
  },
];

describe("a line that cannot go", () => {
  it.each(wrongLines)("is refused: $name", async ({ line, code, at, facts }) => {
    const answer = await submitWriteOff(desk.manager, write(line));
    expect(problemsOf(answer)).toMatchObject([{ code, at: ["lines", 0, at], ...(facts && { facts }) }]);
  });

  it("leaves no trace: no document, no number, no entry, no call that changes anything", async () => {
    await submitted(desk, write({ itemId: mug }));
    const before = { rows: await desk.count(), state: [...desk.emulator.shop().levels.values()] };
    const shelves = structuredClone(before.state);
    desk.emulator.requests.clear();
    for (const { line } of wrongLines) await submitWriteOff(desk.manager, write({ itemId: redMug }, line));
    expect(await desk.count()).toEqual(before.rows);
    expect([...desk.emulator.shop().levels.values()]).toEqual(shelves);
    expect(writesAt(desk.emulator)).toBe(0);
    const next = await submitted(desk, write({ itemId: mug }));
    expect(next.number).toBe((before.rows.number ?? 0) + 1);
  });

  it("does not hide the others: every problem of every line comes at once", async () => {
    const command = {
      ...write(
        { itemId: wrapping, reasonId: "other" },
        { itemId: mug, quantity: 41, disposal: "launched" },
        { itemId: sandPlate, quantity: 2 },
        { itemId: mug, locationId: oldCellar },
        { itemId: towel },
      ),
      eventDate: "2999-01-01",
    };
    const answer = await submitWriteOff(desk.manager, command);
    expect(problemsOf(answer).map(({ code, at }) => [code, ...(at ?? [])])).toEqual([
      ["future-date", "eventDate"],
      ["note-needed", "lines", 0, "note"],
      ["untracked", "lines", 0, "itemId"],
      ["unknown-disposal", "lines", 1, "disposal"],
      ["inactive-location", "lines", 3, "locationId"],
      ["not-enough", "lines", 2, "quantity"],
    ]);
  });

  it("is judged with the other lines of its level", async () => {
    const command = write(
      { itemId: mug, quantity: 25 },
      { itemId: towel },
      { itemId: mug, quantity: 16, reasonId: "lost" },
    );
    const answer = await submitWriteOff(desk.manager, command);
    expect(problemsOf(answer).map(({ code, at, facts }) => [code, at?.[1], facts?.asked])).toEqual([
      ["not-enough", 0, 41],
      ["not-enough", 2, 41],
    ]);
    expect(desk.onShelf(mug)).toBe(40);
  });

  it("is refused in the preview with the same words", async () => {
    for (const { line } of wrongLines) {
      const command = write({ itemId: redMug }, line);
      expect(await previewWriteOff(desk.manager, command)).toEqual(
        await submitWriteOff(desk.manager, command),
      );
    }
  });
});

describe("a reason the shop has put away", () => {
  it("is refused until it is taken out again", async () => {
    const ctx = await desk.as("Olivia");
    const reason = {
      id: "stolen",
      label: "Stolen",
      family: "theft",
      shrink: true,
      needsNote: false,
    } as const;
    const change = { ...reason, debitRole: "shrinkage-theft" } as const;
    expect(await changeReason(ctx, { ...change, archived: true })).toMatchObject({ ok: true });
    const refused = await submitWriteOff(desk.manager, write({ itemId: mug, reasonId: "stolen" }));
    expect(problemsOf(refused)).toMatchObject([
      { code: "archived-reason", at: ["lines", 0, "reasonId"], facts: { reason: "Stolen" } },
    ]);
    await changeReason(ctx, { ...change, archived: false });
    expect(await submitted(desk, write({ itemId: mug, reasonId: "stolen" }))).toMatchObject({
      state: "done",
    });
  });
});

describe("the day", () => {
  it("may be today and two years back, and no further either way", async () => {
    desk.clock.set("2026-11-21T12:00:00Z");
    const on = async (eventDate: string) =>
      problemsOf(await previewWriteOff(desk.manager, { ...write({ itemId: mug }), eventDate }));
    expect(await on("2026-11-21")).toEqual([]);
    expect(await on("2024-11-21")).toEqual([]);
    expect(await on("2026-11-22")).toEqual([
      { code: "future-date", at: ["eventDate"], facts: { today: "2026-11-21" } },
    ]);
    expect(await on("2024-11-20")).toEqual([
      { code: "old-date", at: ["eventDate"], facts: { oldest: "2024-11-21" } },
    ]);
  });
});

describe("a preview", () => {
  it("shows before and after line by line and writes nothing that counts", async () => {
    const before = await desk.count();
    const command = write(
      { itemId: mug, quantity: 3 },
      { itemId: tin, reasonId: "other", ...other },
      { itemId: mug, quantity: 2, reasonId: "lost" },
    );
    const plan = await previewWriteOff(desk.manager, command);
    expect(plan.ok && plan.value.lines.map((line) => [line.before, line.after, line.valueMinor])).toEqual([
      [40, 37, 1350n],
      [25, 24, null],
      [37, 35, 900n],
    ]);
    expect(plan).toMatchObject({ value: { units: 6, valueMinor: null, needsValue: 1 } });
    expect(await desk.count()).toEqual(before);
    expect(writesAt(desk.emulator)).toBe(0);
  });
});

describe("the shop's own policy", () => {
  // The red mug has 5 available and 4 committed; the bottle -3 and 5.
  const cases = [
    { zero: true, committed: true, mostMugs: 5, mostBottles: 0 },
    { zero: false, committed: true, mostMugs: 5, mostBottles: 0 },
    { zero: true, committed: false, mostMugs: 9, mostBottles: 2 },
    { zero: false, committed: false, mostMugs: 1000, mostBottles: 1000 },
  ];

  it.each(cases)(
    "zero $zero, committed $committed: $mostMugs and $mostBottles units at most",
    async ({ zero, committed, mostMugs, mostBottles }) => {
      await desk.sql("UPDATE shop SET refuse_below_zero = $1, refuse_below_committed = $2", [
        zero,
        committed,
      ]);
      const codes = async (itemId: ItemId, quantity: number) =>
        problemsOf(await previewWriteOff(desk.manager, write({ itemId, quantity }))).map(({ code }) => code);
      for (const [itemId, most] of [
        [redMug, mostMugs],
        [bottle, mostBottles],
      ] as const) {
        if (most > 0) expect(await codes(itemId, most)).toEqual([]);
        if (most < 1000) expect(await codes(itemId, most + 1)).toEqual(["not-enough"]);
      }
    },
  );

  it("that is relaxed really lets a level fall below zero, and says so", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    const document = await submitted(desk, write({ itemId: bottle, quantity: 2 }));
    expect(document.lines[0]).toMatchObject({ fate: "applied", beforeQuantity: -3, afterQuantity: -5 });
    expect(desk.onShelf(bottle)).toBe(-5);
  });

  it("that is relaxed here does not bind Shopify, whose refusal ends the line", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    desk.emulator.setSwitches({ belowZero: "refused" });
    const document = await submitted(desk, write({ itemId: bottle, quantity: 2 }, { itemId: mug }));
    expect(document.state).toBe("partly-done");
    expect(document.lines.map((line) => [line.fate, line.refusal])).toMatchObject([
      ["refused", { code: "refused-by-shopify", facts: { code: "INVALID_QUANTITY_TOO_LOW" } }],
      ["applied", null],
    ]);
    expect([desk.onShelf(bottle), desk.onShelf(mug)]).toEqual([-3, 39]);
  });
});

describe("who may", () => {
  it("only a person whom Shopify lets change inventory; of anybody else it is a request", async () => {
    const before = await desk.count();
    const ava = await desk.as("Ava");
    const answer = await submitWriteOff(ava, write({ itemId: mug }));
    expect(answer).toMatchObject({ ok: true, value: { requested: "waiting" } });
    expect(writesAt(desk.emulator)).toBe(0);
    expect((await desk.count()).document).toEqual(before.document);
  });

  it("nobody writes a place off whose gid names something else", async () => {
    const locationId = mug.replace("InventoryItem", "Location") as LocationId;
    const answer = await submitWriteOff(desk.manager, write({ itemId: mug, locationId }));
    expect(problemsOf(answer)).toMatchObject([{ code: "unknown-location" }]);
    expect(mainStreet).not.toBe(locationId);
  });
});
