import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { Problem } from "#app/domain/problem.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { previewReversal } from "#app/use-cases/write-off/preview-reversal.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import {
  adjusting,
  attemptsOf,
  backRoom,
  fatesOf,
  journalOf,
  largePlate,
  mainStreet,
  mug,
  openDesk,
  plate,
  problemsOf,
  reversed,
  submitted,
  towel,
  undo,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const part = (position: number, quantity: number) => ({ position, quantity });
const balanceOf = async (id: string, position = 0) => {
  const { applied, reserved, reversed: back } = (await desk.document(id)).lines[position]?.balance ?? {};
  return [applied, reserved, back];
};

/** What stands on each account when all entries of these documents are added up. */
async function standing(...ids: string[]): Promise<Record<string, bigint>> {
  const sums: Record<string, bigint> = {};
  for (const id of ids)
    for (const { role, side, amountMinor } of (await desk.document(id)).entries.flatMap(({ lines }) => lines))
      sums[role] = (sums[role] ?? 0n) + (side === "D" ? amountMinor : -amountMinor);
  return sums;
}

describe("a reversal", () => {
  it("of everything brings every level and every account back, and the original stays as it was", async () => {
    const command = write(
      { itemId: mug, quantity: 3 },
      { itemId: mug, quantity: 2, reasonId: "lost" },
      { itemId: plate, quantity: 4, locationId: backRoom },
      { itemId: towel, reasonId: "expired", disposal: "donated" },
    );
    const original = await submitted(desk, command);
    desk.emulator.requests.clear();
    const back = await reversed(desk, undo(original.id));
    expect(back).toMatchObject({ kind: "found", state: "done", units: 10, unitsApplied: 10 });
    expect(back.valueMinor).toBe(original.valueMinor);
    expect([desk.onShelf(mug), desk.onShelf(plate, backRoom), desk.onShelf(towel)]).toEqual([40, 24, 30]);
    expect(writesAt(desk.emulator)).toBe(1);
    expect(desk.emulator.shop().history.at(-1)?.reason).toBe("correction");
    const sums = await standing(original.id, back.id);
    expect(Object.keys(sums).sort()).toEqual([
      ...["donation-expense", "inventory", "shrinkage-damage", "shrinkage-lost"],
    ]);
    expect(Object.values(sums).every((sum) => sum === 0n)).toBe(true);
    const after = await desk.document(original.id);
    expect({ ...after, lines: null }).toEqual({ ...original, lines: null });
    expect(problemsOf(await reverseWriteOff(desk.manager, undo(original.id)))).toEqual([
      { code: "nothing-to-reverse" },
    ]);
  });

  it("of units, in any sizes, adds up to exactly what left", async () => {
    // 7 × 7.333 = 51.331, so 51.33: the pieces are 7.33, 14.67, 7.33, 22.00.
    const original = await submitted(desk, write({ itemId: largePlate, quantity: 7 }));
    expect(original.valueMinor).toBe(5133n);
    const ids = [original.id];
    const values: (bigint | null)[] = [];
    for (const quantity of [1, 2, 1, 3]) {
      const back = await reversed(desk, undo(original.id, { lines: [part(0, quantity)] }));
      ids.push(back.id);
      values.push(back.valueMinor);
    }
    expect(values).toEqual([733n, 1467n, 733n, 2200n]);
    expect(await standing(...ids)).toEqual({ "shrinkage-damage": 0n, inventory: 0n });
    expect(await balanceOf(original.id)).toEqual([7, 0, 7]);
    expect(desk.onShelf(largePlate)).toBe(7);
  });

  it("of a step that is worth nothing yet says zero and not that a value is missing", async () => {
    const cheap = { amount: "0.003", cause: "broken lot" };
    const original = await submitted(desk, write({ itemId: towel, quantity: 3, unitCost: cheap }));
    expect(original.valueMinor).toBe(1n);
    const first = await reversed(desk, undo(original.id, { lines: [part(0, 1)] }));
    const second = await reversed(desk, undo(original.id, { lines: [part(0, 1)] }));
    const third = await reversed(desk, undo(original.id, { lines: [part(0, 1)] }));
    expect([first, second, third].map(({ valueMinor }) => valueMinor)).toEqual([0n, 1n, 0n]);
    expect([first, second, third].map(({ entries }) => entries.length)).toEqual([0, 1, 0]);
    expect(await standing(original.id, first.id, second.id, third.id)).toEqual({
      "shrinkage-damage": 0n,
      inventory: 0n,
    });
  });

  it("of goods whose value rounds to nothing moves units and no money", async () => {
    const cheap = { amount: "0.001", cause: "given away" };
    const original = await submitted(desk, write({ itemId: towel, quantity: 2, unitCost: cheap }));
    expect(original).toMatchObject({ state: "done", valueMinor: 0n, entries: [] });
    const back = await reversed(desk, undo(original.id));
    expect(back).toMatchObject({ state: "done", valueMinor: 0n, entries: [] });
    expect(back.lines[0]?.valueMinor).toBe(0n);
  });

  it("of some lines leaves the others; each line answers for itself", async () => {
    const original = await submitted(
      desk,
      write({ itemId: mug, quantity: 5 }, { itemId: plate, quantity: 2 }, { itemId: towel }),
    );
    const wrong = undo(original.id, {
      lines: [part(0, 6), part(1, 1), part(7, 1), part(1, 1)],
    });
    expect(problemsOf(await reverseWriteOff(desk.manager, wrong))).toEqual([
      { code: "more-than-reversible", at: ["lines", 0, "quantity"], facts: { asked: 6, left: 5 } },
      { code: "not-found", at: ["lines", 2] },
      { code: "same-line-twice", at: ["lines", 3] },
    ]);
    const back = await reversed(desk, undo(original.id, { lines: [part(1, 2), part(0, 1)] }));
    expect(back.lines.map((line) => [line.itemId, line.quantity, line.beforeQuantity])).toEqual([
      [plate, 2, 16],
      [mug, 1, 35],
    ]);
    const rest = await reversed(desk, undo(original.id));
    expect(rest.lines.map((line) => [line.itemId, line.quantity])).toEqual([
      [mug, 4],
      [towel, 1],
    ]);
    const again = undo(original.id, { lines: [part(1, 1)] });
    expect(problemsOf(await reverseWriteOff(desk.manager, again))).toEqual([
      { code: "nothing-to-reverse", at: ["lines", 0] },
    ]);
  });

  it("keeps the cost, the account and the words of its day, whatever changed since", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 2 }));
    const item = desk.emulator.shop().items.get(mug);
    if (item) item.cost = "9.00";
    await desk.sql("UPDATE reason SET label = 'Broken', debit_role = 'loss-other' WHERE id = 'damaged'");
    const back = await reversed(desk, undo(original.id));
    expect(journalOf(back)).toEqual([["inventory D 900", "shrinkage-damage C 900"]]);
    expect(back.lines[0]).toMatchObject({ reasonLabel: original.lines[0]?.reasonLabel });
    await desk.sql(
      "UPDATE reason SET label = 'Damaged', debit_role = 'shrinkage-damage' WHERE id = 'damaged'",
    );
  });

  it("is answered as the first time when it comes again, and refused with other content", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 2 }));
    const command = undo(original.id);
    await reversed(desk, command);
    expect(await reverseWriteOff(desk.manager, command)).toMatchObject({ ok: true, value: { first: false } });
    const other = { ...command, cause: "found" as const };
    expect(problemsOf(await reverseWriteOff(desk.manager, other))).toEqual([
      { code: "id-taken", at: ["id"] },
    ]);
    expect(desk.onShelf(mug)).toBe(40);
  });

  it("is for those who may write off, of documents that are there", async () => {
    const original = await submitted(desk, write({ itemId: mug }));
    const ava = await desk.as("Ava");
    expect(problemsOf(await reverseWriteOff(ava, undo(original.id)))).toEqual([
      { code: "may-not-write-off" },
    ]);
    expect(problemsOf(await reverseWriteOff(desk.manager, undo(systemIds.next())))).toEqual([
      { code: "not-found", at: ["reverses"] },
    ]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("of goods that are gone from the shop, or to a place that closed, is refused at once", async () => {
    const original = await submitted(desk, write({ itemId: mug }, { itemId: towel }));
    desk.emulator.shop().items.delete(towel);
    const location = desk.emulator.shop().locations.get(mainStreet);
    if (location) location.isActive = false;
    const before = await desk.count();
    const answer = await reverseWriteOff(desk.manager, undo(original.id));
    expect(problemsOf(answer).map(({ code, at }) => [code, ...(at ?? [])])).toEqual([
      ["inactive-location", "lines", 0],
      ["unknown-item", "lines", 1],
    ]);
    expect(await desk.count()).toEqual(before);
  });
});

describe("undoing an undo", () => {
  it("goes on as long as somebody wishes, and the books follow every step", async () => {
    const original = await submitted(desk, write({ itemId: largePlate, quantity: 7 }));
    const chain = [original.id];
    const seen: [string, number, bigint | undefined][] = [];
    for (let step = 0; step < 5; step += 1) {
      const next = await reversed(desk, undo(chain.at(-1) ?? ""));
      chain.push(next.id);
      seen.push([next.kind, desk.onShelf(largePlate), (await standing(...chain)).inventory]);
    }
    expect(seen).toEqual([
      ["found", 7, 0n],
      ["off", 0, -5133n],
      ["found", 7, 0n],
      ["off", 0, -5133n],
      ["found", 7, 0n],
    ]);
    expect(await balanceOf(original.id)).toEqual([7, 0, 7]);
  });

  it("in pieces never lets more come back than left", async () => {
    const original = await submitted(desk, write({ itemId: largePlate, quantity: 7 }));
    const back = await reversed(desk, undo(original.id, { lines: [part(0, 5)] }));
    const forth = await reversed(desk, undo(back.id, { lines: [part(0, 3)] }));
    expect(await balanceOf(original.id)).toEqual([7, 0, 2]);
    // Five of seven are gone for good now, in two ways: by the original and by what undid its reversal.
    const again = await reversed(desk, undo(original.id, { lines: [part(0, 4)] }));
    const rest = await reversed(desk, undo(forth.id));
    expect([again.units, rest.units]).toEqual([4, 1]);
    const over = undo(forth.id, { lines: [part(0, 1)] });
    const refusal = [{ code: "nothing-to-reverse", at: ["lines", 0] }];
    expect(problemsOf(await previewReversal(desk.manager, over))).toEqual(refusal);
    expect(problemsOf(await reverseWriteOff(desk.manager, over))).toEqual(refusal);
    const ids = [original.id, back.id, forth.id, again.id, rest.id];
    expect(await standing(...ids)).toEqual({ "shrinkage-damage": 0n, inventory: 0n });
    expect(desk.onShelf(largePlate)).toBe(7);
  });

  it("takes from the shelf what must be there, and is refused when it was sold", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 10 }));
    const back = await reversed(desk, undo(original.id));
    desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, -35);
    const answer = await reverseWriteOff(desk.manager, undo(back.id));
    expect(problemsOf(answer)).toMatchObject([{ code: "not-enough", facts: { available: 5, asked: 10 } }]);
    expect(await balanceOf(back.id)).toEqual([10, 0, 0]);
  });
});

describe("reversals that meet", () => {
  it("promise each unit once: two at once get together what there is", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 5 }));
    const olivia = await desk.as("Olivia");
    const wishes = [3, 3, 2, 5].map((quantity) => undo(original.id, { lines: [part(0, quantity)] }));
    const answers = await Promise.all(
      wishes.map((wish, index) => reverseWriteOff(index % 2 ? olivia : desk.manager, wish)),
    );
    const given = wishes.filter((_, index) => answers[index]?.ok);
    for (const answer of answers.filter((one) => !one.ok))
      expect(["nothing-to-reverse", "more-than-reversible"]).toContain(problemsOf(answer)[0]?.code);
    for (const { id } of given) await carryOut(await desk.as(null), id);
    const units = given.reduce((sum, wish) => sum + (wish.lines?.[0]?.quantity ?? 0), 0);
    expect(units).toBeLessThanOrEqual(5);
    expect(units).toBeGreaterThan(0);
    expect(await balanceOf(original.id)).toEqual([5, 0, units]);
    expect(desk.onShelf(mug)).toBe(35 + units);
    expect((await standing(original.id, ...given.map(({ id }) => id))).inventory).toBe(
      BigInt(-450 * (5 - units)),
    );
  });

  it("find nothing to undo while their original is still on its way, and all of it after", async () => {
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const command = write({ itemId: mug, quantity: 2 });
    await submitted(desk, command);
    expect(problemsOf(await reverseWriteOff(desk.manager, undo(command.id)))).toEqual([
      { code: "nothing-to-reverse" },
    ]);
    desk.emulator.faults.clear();
    const undone = undo(command.id);
    const [, answer] = await Promise.all([
      carryOut(await desk.as(null), command.id),
      reverseWriteOff(desk.manager, undone),
    ]);
    await carryOut(await desk.as(null), command.id);
    expect(desk.onShelf(mug)).toBe(answer.ok ? 40 : 38);
    expect(await balanceOf(command.id)).toEqual([2, 0, answer.ok ? 2 : 0]);
  });

  it("undo the settled part of a document whose other part still waits", async () => {
    desk.emulator.fault({ kind: "drop-before", times: 99, skip: 1, ...adjusting });
    const command = write({ itemId: mug, quantity: 2 }, { itemId: plate, reasonId: "lost" });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    expect(fatesOf(await desk.document(command.id)).map(([fate]) => fate)).toEqual(["applied", "working"]);
    const back = await reversed(desk, undo(command.id));
    expect(back.lines.map(({ itemId, quantity }) => [itemId, quantity])).toEqual([[mug, 2]]);
    await carryOut(await desk.as(null), command.id);
    expect(await desk.document(command.id)).toMatchObject({ state: "done" });
    expect([desk.onShelf(mug), desk.onShelf(plate)]).toEqual([40, 17]);
  });

  it("that are refused give their promise back", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    desk.emulator.fault({ kind: "user-error", code: "INVALID_INVENTORY_ITEM", ...adjusting });
    const back = await reversed(desk, undo(original.id, { lines: [part(0, 3)] }));
    expect(fatesOf(back)).toEqual([["refused", "unknown-item"]]);
    expect(back).toMatchObject({ state: "refused", entries: [] });
    expect(await balanceOf(original.id)).toEqual([4, 0, 0]);
    expect(await reversed(desk, undo(original.id))).toMatchObject({ state: "done", units: 4 });
  });

  it("that undo an undo and are refused give both promises back", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    const back = await reversed(desk, undo(original.id));
    const forth = await reversed(desk, undo(back.id));
    desk.emulator.fault({ kind: "user-error", code: "INVALID_INVENTORY_ITEM", ...adjusting });
    const refused = await reversed(desk, undo(forth.id));
    expect(refused.state).toBe("refused");
    expect([await balanceOf(original.id), await balanceOf(forth.id)]).toEqual([
      [4, 0, 0],
      [4, 0, 0],
    ]);
    const done = await reversed(desk, undo(original.id));
    expect(done.state).toBe("done");
    // The same four units cannot come back by the other way too.
    const other = await reverseWriteOff(desk.manager, undo(forth.id));
    expect(problemsOf(other).map(({ code }: Problem) => code)).toEqual(["nothing-to-reverse"]);
    expect(desk.onShelf(mug)).toBe(40);
  });

  it("by two ways at once bring the same units back once", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    const back = await reversed(desk, undo(original.id));
    const forth = await reversed(desk, undo(back.id));
    const ways = [undo(original.id), undo(forth.id), undo(original.id), undo(forth.id)];
    const answers = await Promise.all(ways.map((way) => reverseWriteOff(desk.manager, way)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    for (const { id } of ways) await carryOut(await desk.as(null), id);
    expect(desk.onShelf(mug)).toBe(40);
    expect(await balanceOf(original.id)).toEqual([4, 0, 4]);
    const ids = [original, back, forth, ...ways.filter((_, index) => answers[index]?.ok)].map(({ id }) => id);
    expect(await standing(...ids)).toEqual({ "shrinkage-damage": 0n, inventory: 0n });
  });

  it("survive a lost answer as write-offs do", async () => {
    const original = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    desk.emulator.fault({ kind: "drop-after", ...adjusting });
    const back = await reversed(desk, undo(original.id));
    expect(back.state).toBe("done");
    expect(attemptsOf(back)).toMatchObject([{ state: "applied", sends: 2 }]);
    expect(desk.onShelf(mug)).toBe(40);
  });
});

describe("a preview of a reversal", () => {
  it("shows what would come back and where, and changes nothing", async () => {
    const original = await submitted(desk, write({ itemId: largePlate, quantity: 7 }));
    await reversed(desk, undo(original.id, { lines: [part(0, 1)] }));
    const before = await desk.count();
    const plan = await previewReversal(desk.manager, undo(original.id, { lines: [part(0, 2)] }));
    expect(plan).toMatchObject({ value: { kind: "found", units: 2, valueMinor: 1467n } });
    expect(plan.ok && plan.value.lines[0]).toMatchObject({ before: 1, after: 3 });
    expect(await desk.count()).toEqual(before);
  });
});
