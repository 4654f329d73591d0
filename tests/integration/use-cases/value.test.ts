import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { planView } from "#app/queries/plan-view.ts";
import { taskList } from "#app/queries/task-list.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { previewReversal } from "#app/use-cases/write-off/preview-reversal.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import {
  adjusting,
  journalOf,
  mug,
  openDesk,
  plate,
  problemsOf,
  reversed,
  type SeenDocument,
  submitted,
  tin,
  undo,
  write,
} from "./desk.ts";

const desk = openDesk();
const part = (position: number, quantity: number) => ({ position, quantity });
const setCost = (itemId: string, cost: string | null) => {
  const item = desk.emulator.shop().items.get(itemId);
  if (item) item.cost = cost;
};

async function value(document: SeenDocument, amount: string, cause?: string, position = 0) {
  // Somebody's sight of costs is asked about an item that has one.
  await submitted(desk, write({ itemId: plate }));
  return valueLine(desk.manager, {
    documentId: document.id,
    position,
    unitCost: { amount },
    ...(cause === undefined ? {} : { cause }),
  });
}

async function sumOf(documents: string[]): Promise<Record<string, bigint>> {
  const sums: Record<string, bigint> = {};
  for (const id of documents)
    for (const { role, side, amountMinor } of (await desk.document(id)).entries.flatMap(({ lines }) => lines))
      sums[role] = (sums[role] ?? 0n) + (side === "D" ? amountMinor : -amountMinor);
  return sums;
}

describe("goods without a cost", () => {
  it("leave the shelf, and their line waits for its value; nothing is booked at zero", async () => {
    const document = await submitted(desk, write({ itemId: tin, quantity: 3 }, { itemId: mug }));
    expect(document).toMatchObject({ state: "done", unitsApplied: 4, valueMinor: null });
    expect(desk.onShelf(tin)).toBe(22);
    expect(document.lines[0]).toMatchObject({ unitCost: null, valueMinor: null, fate: "applied" });
    expect(journalOf(document)).toEqual([["shrinkage-damage D 450", "inventory C 450"]]);
    const { needsValue } = await taskList(desk.manager);
    expect(needsValue.filter((one) => one.document.id === document.id)).toMatchObject([
      { position: 0, quantity: 3, title: "Sample tin" },
    ]);
  });

  it.each(["0.00", "0"])("that cost %s in Shopify have no cost either", async (cost) => {
    setCost(tin, cost);
    const document = await submitted(desk, write({ itemId: tin }));
    expect(document.lines[0]).toMatchObject({ unitCost: null, valueMinor: null });
    expect(document.entries).toEqual([]);
  });

  it("take the last cost that was known, and say so; a zero in between does not wipe it out", async () => {
    setCost(tin, "3.20");
    await submitted(desk, write({ itemId: tin }));
    setCost(tin, "0.00");
    const zero = await submitted(desk, write({ itemId: tin }));
    setCost(tin, null);
    const gone = await submitted(desk, write({ itemId: tin, quantity: 2 }));
    for (const document of [zero, gone])
      expect(document.lines[0]).toMatchObject({ costSource: "last-known" });
    expect([zero.valueMinor, gone.valueMinor]).toEqual([320n, 640n]);
  });

  it("take the cost a person states with its cause, also over the known one", async () => {
    const unitCost = { amount: "2.505", cause: " bought second hand " };
    const document = await submitted(
      desk,
      write({ itemId: tin, quantity: 3, unitCost }, { itemId: mug, unitCost }),
    );
    expect(document.lines.map((line) => [line.costSource, line.costCause, line.valueMinor])).toEqual([
      ["manual", "bought second hand", 752n],
      ["manual", "bought second hand", 251n],
    ]);
    expect(`${document.lines[0]?.unitCost}`).toBe("2.505");
    const same = { amount: "4.50", cause: "" };
    const known = await submitted(desk, write({ itemId: mug, unitCost: same }));
    expect(known.lines[0]).toMatchObject({ costSource: "shopify" });
  });

  it("are not stated over a known cost by those who may not see it", async () => {
    const ben = await desk.as("Ben");
    const guess = (amount: string) => write({ itemId: mug, unitCost: { amount, cause: "" } });
    for (const amount of ["4.50", "4.51"]) {
      const asked = [await previewWriteOff(ben, guess(amount)), await submitWriteOff(ben, guess(amount))];
      const refusal = { code: "may-not-see-cost", at: ["lines", 0, "unitCost"] };
      expect(asked.map(problemsOf)).toEqual([[refusal], [refusal]]);
    }
    expect((await submitted(desk, write({ itemId: mug }), ben)).valueMinor).toBe(450n);
  });
});

describe("a late valuation", () => {
  it("is an entry of its own, once, on the account and the day the line froze", async () => {
    const command = { ...write({ itemId: tin, quantity: 3, reasonId: "lost" }), eventDate: "2026-10-30" };
    desk.clock.set("2026-11-02T10:00:00Z");
    const document = await submitted(desk, command);
    desk.clock.set("2026-11-20T10:00:00Z");
    expect(await value(document, "1.115")).toMatchObject({ ok: true });
    const valued = await desk.document(document.id);
    expect(valued).toMatchObject({ state: "done", valueMinor: 335n });
    expect(valued.lines[0]).toMatchObject({ costSource: "manual", valueMinor: 335n, valuedBy: "9000002" });
    expect(journalOf(valued)).toEqual([["shrinkage-lost D 335", "inventory C 335"]]);
    expect(valued.entries[0]).toMatchObject({ causeKind: "valuation", causeId: document.lines[0]?.id });
    expect(valued.entries[0]?.accountingDate.toISOString().slice(0, 10)).toBe("2026-10-30");
    expect(problemsOf(await value(document, "9.00"))).toEqual([{ code: "already-valued" }]);
    expect(journalOf(await desk.document(document.id))).toHaveLength(1);
  });

  it("given twice at once is taken once", async () => {
    const document = await submitted(desk, write({ itemId: tin, quantity: 3 }));
    await submitted(desk, write({ itemId: plate }));
    const answers = await Promise.all(
      ["1.00", "2.00", "3.00"].map((amount) =>
        valueLine(desk.manager, { documentId: document.id, position: 0, unitCost: { amount } }),
      ),
    );
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(answers.flatMap(problemsOf)).toEqual([{ code: "already-valued" }, { code: "already-valued" }]);
    expect((await desk.document(document.id)).entries).toHaveLength(1);
  });

  it("of zero needs its cause; then the line is valued and no entry is made", async () => {
    const document = await submitted(desk, write({ itemId: tin, quantity: 3 }));
    const causeless = [{ code: "cost-cause-needed", at: ["cause"] }];
    expect(problemsOf(await value(document, "0"))).toEqual(causeless);
    expect(problemsOf(await value(document, "0.00", "  "))).toEqual(causeless);
    expect(await value(document, "0.00", "free samples")).toMatchObject({ ok: true });
    const valued = await desk.document(document.id);
    expect(valued).toMatchObject({ valueMinor: 0n, entries: [] });
    expect(valued.lines[0]).toMatchObject({ valueMinor: 0n, costCause: "free samples" });
    expect(problemsOf(await value(document, "1.00"))).toEqual([{ code: "already-valued" }]);
    const back = await reversed(desk, undo(document.id));
    expect(back).toMatchObject({ state: "done", valueMinor: 0n, entries: [] });
  });

  it("is not for those from whom Shopify hides cost, and tells them nothing else", async () => {
    const document = await submitted(desk, write({ itemId: tin }, { itemId: plate }));
    const ben = await desk.as("Ben");
    for (const position of [0, 1, 99]) {
      const answer = await valueLine(ben, {
        documentId: document.id,
        position,
        unitCost: { amount: "1.00" },
      });
      expect(problemsOf(answer)).toEqual([{ code: "may-not-see-cost" }]);
    }
    expect((await desk.document(document.id)).lines[0]?.unitCost).toBeNull();
  });

  it("is only for lines whose goods left and that are no returns", async () => {
    await submitted(desk, write({ itemId: plate }));
    const at = (documentId: string, position: number) =>
      valueLine(desk.manager, { documentId, position, unitCost: { amount: "1.00" } });
    expect(problemsOf(await at(systemIds.next(), 0))).toEqual([{ code: "not-found" }]);
    const known = await submitted(desk, write({ itemId: mug }));
    expect(problemsOf(await at(known.id, 0))).toEqual([{ code: "already-valued" }]);
    expect(problemsOf(await at(known.id, 1))).toEqual([{ code: "not-found" }]);
    desk.emulator.fault({ kind: "user-error", code: "INVALID_INVENTORY_ITEM", ...adjusting });
    const refused = await submitted(desk, write({ itemId: tin }));
    expect(problemsOf(await at(refused.id, 0))).toEqual([{ code: "nothing-to-value" }]);
    const gone = await submitted(desk, write({ itemId: tin }));
    const back = await reversed(desk, undo(gone.id));
    expect(problemsOf(await at(back.id, 0))).toEqual([{ code: "nothing-to-value" }]);
  });
});

describe("a value that comes after returns", () => {
  it("is asked for once, and not of the return in its preview", async () => {
    const document = await submitted(desk, write({ itemId: tin }));
    const plan = await previewReversal(desk.manager, undo(document.id));
    const view = plan.ok && (await planView(desk.manager, plan.value, true));
    expect(view).toMatchObject({ lines: [{ value: null, needsValue: false }], totals: { needsValue: 0 } });
  });

  it("books day by day, so that two such values never wait for each other", async () => {
    const dayAt = (day: string) => desk.clock.set(`${day}T12:00:00Z`);
    const command = { ...write({ itemId: tin, quantity: 2 }), eventDate: "2026-10-30" };
    dayAt("2026-11-05");
    await submitted(desk, command);
    const back = await reversed(desk, undo(command.id, { cause: "found", lines: [part(0, 1)] }));
    await desk.sql("UPDATE shop SET closed_through = '2026-10-31'");
    dayAt("2026-11-20");
    await value(await desk.document(command.id), "2.00");
    const entries = [back.id, command.id].map(async (id) => (await desk.document(id)).entries.at(-1));
    const [returned, left] = await Promise.all(entries);
    expect(returned?.accountingDate).toEqual(new Date("2026-11-05"));
    expect(left?.accountingDate).toEqual(new Date("2026-11-20"));
    // Not by dates of this language, which are the same within a millisecond.
    const booked = await desk.sql<{ id: string }>(
      "SELECT document_id AS id FROM entry WHERE id = ANY($1::uuid[]) ORDER BY created_at",
      [[left?.id, returned?.id]],
    );
    expect(booked.map(({ id }) => id)).toEqual([back.id, command.id]);
  });

  it("books them all in one stroke, and everything is square", async () => {
    const document = await submitted(desk, write({ itemId: tin, quantity: 7 }));
    const first = await reversed(desk, undo(document.id, { lines: [part(0, 2)] }));
    const second = await reversed(desk, undo(document.id, { lines: [part(0, 4)] }));
    const forth = await reversed(desk, undo(second.id, { lines: [part(0, 3)] }));
    const all = [document, first, second, forth].map(({ id }) => id);
    for (const one of [document, first, second, forth])
      expect(await desk.document(one.id)).toMatchObject({ valueMinor: null, entries: [] });
    expect(await value(document, "7.333")).toMatchObject({ ok: true });
    // 51.33 for seven; back 2 → 14.67, back to 6 → 44.00, forth to 3 → 22.00.
    const values = await Promise.all(all.map(async (id) => (await desk.document(id)).valueMinor));
    expect(values).toEqual([5133n, 1467n, 2933n, 2200n]);
    expect(await sumOf(all)).toEqual({ "shrinkage-damage": 2933n, inventory: -2933n });
  });

  it("is mirrored by a return that settles later", async () => {
    const document = await submitted(desk, write({ itemId: tin, quantity: 3 }));
    const first = await reversed(desk, undo(document.id, { lines: [part(0, 1)] }));
    await value(document, "1.00");
    const second = await reversed(desk, undo(document.id));
    expect([(await desk.document(first.id)).valueMinor, second.valueMinor]).toEqual([100n, 200n]);
    expect(second.lines[0]?.unitCost?.toString()).toBe("1");
    expect(await sumOf([document.id, first.id, second.id])).toEqual({
      "shrinkage-damage": 0n,
      inventory: 0n,
    });
  });

  it("finds a return that is on its way, which then books itself", async () => {
    const document = await submitted(desk, write({ itemId: tin, quantity: 3 }));
    await desk.ageBy(5_000);
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const back = await reversed(desk, undo(document.id));
    expect(back.state).toBe("working");
    desk.emulator.faults.clear();
    await value(document, "1.00");
    await carryOut(await desk.as(null), back.id);
    const done = await desk.document(back.id);
    expect(done).toMatchObject({ state: "done", valueMinor: 300n });
    expect(done.lines[0]?.unitCost?.toString()).toBe("1");
    expect(await sumOf([document.id, back.id])).toEqual({ "shrinkage-damage": 0n, inventory: 0n });
  });

  it("racing returns leaves the books square whoever is first", async () => {
    for (let round = 0; round < 4; round += 1) {
      const document = await submitted(desk, write({ itemId: tin, quantity: 5 }));
      await submitted(desk, write({ itemId: plate }));
      const backs = [2, 3].map((quantity) => undo(document.id, { lines: [part(0, quantity)] }));
      const [worth, ...answers] = await Promise.all([
        valueLine(desk.manager, { documentId: document.id, position: 0, unitCost: { amount: "1.37" } }),
        ...backs.map((back) => reverseWriteOff(desk.manager, back)),
      ]);
      expect(worth.ok).toBe(true);
      expect(answers.every((one) => one.ok)).toBe(true);
      for (const { id } of backs) await carryOut(await desk.as(null), id);
      const ids = [document.id, ...backs.map(({ id }) => id)];
      expect(await sumOf(ids)).toEqual({ "shrinkage-damage": 0n, inventory: 0n });
      for (const id of ids) {
        const seen = await desk.document(id);
        expect(seen).toMatchObject({ state: "done" });
        expect(seen.valueMinor).not.toBeNull();
        expect(seen.lines.every((line) => line.unitCost !== null)).toBe(true);
      }
    }
  });
});

describe("a threshold for large losses", () => {
  it("sends a reason's lines to its material account, all lines of the reason together", async () => {
    await desk.sql("UPDATE shop SET material_threshold_minor = 1000");
    const document = await submitted(
      desk,
      write({ itemId: mug, quantity: 2 }, { itemId: plate }, { itemId: mug, reasonId: "internal-use" }),
    );
    expect(document.lines.map((line) => line.debitRole)).toEqual([
      ...["inventory-write-down", "inventory-write-down", "internal-use-expense"],
    ]);
    const below = await submitted(desk, write({ itemId: mug, quantity: 2 }));
    expect(below.lines[0]?.debitRole).toBe("shrinkage-damage");
  });

  it("gives way to a disposal and to the line's own account", async () => {
    await desk.sql("UPDATE shop SET material_threshold_minor = 0");
    await desk.sql(
      "INSERT INTO account_rule SELECT id, 'damaged', 'gid://shopify/Location/7000000001', 'production-loss' FROM shop",
    );
    const document = await submitted(
      desk,
      write(
        { itemId: mug },
        { itemId: mug, disposal: "donated" },
        { itemId: mug, accountRole: "loss-other" },
      ),
    );
    expect(document.lines.map((line) => line.debitRole)).toEqual([
      ...["production-loss", "donation-expense", "loss-other"],
    ]);
    await desk.sql("DELETE FROM account_rule");
    expect(await submitWriteOff(desk.manager, write({ itemId: mug }))).toMatchObject({ ok: true });
  });
});
