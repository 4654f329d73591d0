import { describe, expect, it } from "vitest";
import { compareTotals, rebuildTotals } from "#app/db/daily-totals.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { backRoom, mainStreet, mug, openDesk, plate, reversed, submitted, tin, undo, write } from "./desk.ts";

const desk = openDesk();

type Total = { units: string; back: string; value: string; unvalued: string; lines: string };

async function total(where = "true"): Promise<Total | undefined> {
  const [row] = await desk.sql<Total>(
    `SELECT coalesce(sum(units), 0) AS units, coalesce(sum(units_back), 0) AS back,
       coalesce(sum(value_minor), 0) AS value, coalesce(sum(unvalued), 0) AS unvalued,
       coalesce(sum(lines), 0) AS lines FROM place_total WHERE span = 'day' AND ${where}`,
  );
  return row;
}

/** What these acts moved, in numbers. */
async function moved(where: string, acts: () => Promise<unknown>) {
  const before = await total(where);
  await acts();
  const after = await total(where);
  const change = (name: keyof Total) => Number(after?.[name]) - Number(before?.[name]);
  return ["lines", "units", "back", "value", "unvalued"].map((name) => change(name as keyof Total));
}

describe("the totals of a day", () => {
  it("move with what left and what came back, by where and why", async () => {
    const where = "class = 'loss' AND family = 'damage'";
    const [left, back] = [write({ itemId: mug, quantity: 5 }), 2];
    expect(await moved(where, () => submitted(desk, left))).toEqual([1, 5, 0, 2250, 0]);
    const part = undo(left.id, { lines: [{ position: 0, quantity: back }] });
    expect(await moved(where, () => reversed(desk, part))).toEqual([0, -2, 2, -900, 0]);
    const again = undo(part.id);
    expect(await moved(`location_id = '${mainStreet}'`, () => reversed(desk, again))).toEqual([
      0, 2, 0, 900, 0,
    ]);
    const elsewhere = () => reversed(desk, undo(again.id));
    expect(await moved(`location_id = '${backRoom}'`, elsewhere)).toEqual([0, 0, 0, 0, 0]);
  });

  it("count as lost only what is: a corrected record stands apart", async () => {
    const ghost = () => submitted(desk, write({ itemId: mug, reasonId: "record-error" }));
    expect(await moved("class = 'loss'", ghost)).toEqual([0, 0, 0, 0, 0]);
    expect(await moved("class = 'apart' AND reason_id = 'record-error'", ghost)).toEqual([1, 1, 0, 450, 0]);
  });

  it("say what has no value yet, until it has one, also what came back meanwhile", async () => {
    const left = write({ itemId: tin, quantity: 3 });
    expect(await moved("true", () => submitted(desk, left))).toEqual([1, 3, 0, 0, 3]);
    const part = undo(left.id, { lines: [{ position: 0, quantity: 1 }] });
    expect(await moved("true", () => reversed(desk, part))).toEqual([0, -1, 1, 0, -1]);
    await submitted(desk, write({ itemId: plate }));
    const command = { documentId: left.id, position: 0, unitCost: { amount: "2.00" } };
    expect(await moved("true", () => valueLine(desk.manager, command))).toEqual([0, 0, 0, 400, -2]);
  });

  it("move by the lines that went, and by nothing of those that Shopify refuses", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    desk.emulator.setSwitches({ belowZero: "refused" });
    const some = write({ itemId: mug, quantity: 41 }, { itemId: plate, quantity: 2 });
    expect(await moved("true", () => submitted(desk, some))).toEqual([1, 2, 0, 1050, 0]);
    const none = write({ itemId: mug, quantity: 41 });
    expect(await moved("true", () => submitted(desk, none))).toEqual([0, 0, 0, 0, 0]);
  });

  it("are the sums also when twelve settle and value on the same shelves at once", async () => {
    const commands = Array.from({ length: 12 }, (_, index) =>
      write(
        { itemId: index % 2 ? mug : plate },
        { itemId: index % 2 ? plate : mug, reasonId: "stolen" },
        { itemId: tin, reasonId: index % 3 ? "damaged" : "lost" },
      ),
    );
    await Promise.all(commands.map((command) => submitted(desk, command)));
    for (const { id } of commands) await carryOut(desk.manager, id);
    const worth = { unitCost: { amount: "1.25" } };
    await Promise.all([
      ...commands.map(({ id }) => valueLine(desk.manager, { documentId: id, position: 2, ...worth })),
      ...commands.map(({ id }) => reversed(desk, undo(id))),
    ]);
    expect(await compareTotals(desk.manager.database, desk.manager.shopId)).toEqual([]);
  });

  it("are found wrong and put right by the command that rebuilds them, and by nobody of the app", async () => {
    await submitted(desk, write({ itemId: mug }));
    const { database, shopId } = desk.manager;
    await desk.sql("UPDATE place_total SET units = units + 1 WHERE class = 'loss'");
    await desk.sql("DELETE FROM trade_total");
    const found = await compareTotals(database, shopId);
    expect(new Set(found.map(({ keptIn }) => keptIn))).toEqual(new Set(["place_total", "trade_total"]));
    await rebuildTotals(database, shopId);
    expect(await compareTotals(database, shopId)).toEqual([]);
  });
});
