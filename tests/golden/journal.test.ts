import { describe, expect, it } from "vitest";
import { entryOf } from "#app/domain/journal/entry.ts";
import { reversedShare, shareOfLine } from "#app/domain/journal/share.ts";
import { amountOf, isDecimalAmount, valueOfUnits } from "#app/domain/money.ts";
import { DEFAULT_REASONS } from "#app/domain/reason/default-reasons.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import { planReversal } from "#app/domain/write-off/plan-reversal.ts";
import { planWriteOff } from "#app/domain/write-off/plan-write-off.ts";
import { command, facts, item, original, stock } from "#tests/support/little-shop.ts";
import { type Lines, reversals, type WriteOffCase, writeOffs } from "./cases.ts";

const reasons = DEFAULT_REASONS.map((reason) => ({ ...reason, label: reason.id }));
const noonOf = (day: string) => new Date(`${day}T12:00:00Z`);

function planOf(
  { currency, date, goods }: WriteOffCase,
  parts: Partial<Parameters<typeof facts>[0]> = {},
): WriteOffPlan {
  const unitCost = { amount: goods[0]?.unitCost ?? "0", currency };
  const world = facts({
    reasons,
    currency,
    timeZone: "UTC",
    stock: stock({ items: [item({ unitCost })] }),
    ...parts,
  });
  const lines = goods.map(({ quantity, reasonId, disposal }) => ({
    quantity,
    reasonId,
    ...(disposal ? { disposal } : {}),
  }));
  const plan = planWriteOff(command(lines, { eventDate: date }), world, noonOf(date));
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}

function posted(plan: WriteOffPlan, shares: Parameters<typeof entryOf>[1]) {
  const { id, currency, accountingDate, eventDate } = plan;
  return entryOf(
    { causeKind: "adjustment", causeId: id, documentId: id, currency, accountingDate, eventDate },
    shares,
  );
}

/** Debits of one role in one sum, as an accountant reads them; credits as they stand, a line each. */
function readable(lines: Lines): string[] {
  const debits = new Map<string, bigint>();
  for (const [side, role, minor] of lines)
    if (side === "D") debits.set(role, (debits.get(role) ?? 0n) + minor);
  const credits = lines.filter(([side]) => side === "C").map(([, role, minor]) => `C ${role} ${minor}`);
  return [...[...debits].map(([role, minor]) => `D ${role} ${minor}`), ...credits].sort();
}

const linesOf = (entry: ReturnType<typeof entryOf>): Lines =>
  (entry?.lines ?? []).map(({ side, role, amountMinor }) => [side, role, amountMinor]);

describe("goods that leave", () => {
  it.each(Object.entries(writeOffs))("%s: $about", (_, golden) => {
    const plan = planOf(golden);
    const shares = plan.lines.map(({ position, debitRole, valueMinor }) => ({
      lineId: `${position}`,
      postings: shareOfLine(debitRole, valueMinor ?? -1n),
    }));
    const entry = posted(plan, shares);
    expect(readable(linesOf(entry))).toEqual(readable(golden.lines));
    expect([entry?.accountingDate, entry?.currency]).toEqual([golden.date, golden.currency]);
  });

  it("keep a share a line, so that each can be undone by itself: G02 debits three times 0.33", () => {
    const plan = planOf(writeOffs.G02 as WriteOffCase);
    for (const { debitRole, valueMinor } of plan.lines)
      expect(shareOfLine(debitRole, valueMinor ?? 0n).map(({ amountMinor }) => amountMinor)).toEqual([
        33n,
        33n,
      ]);
  });
});

describe("goods that come back", () => {
  it.each(Object.entries(reversals))("%s: $about", (_, golden) => {
    const off = writeOffs[golden.of] as WriteOffCase;
    const written = planOf(off);
    const [line] = written.lines;
    const applied = line?.quantity ?? 0;
    const balance = { applied, reserved: 0, reversed: golden.unitsBackBefore };
    const root = { kind: "off" as const, valueMinor: line?.valueMinor ?? null, balance };
    const settled = original([{ quantity: applied, cost: line?.cost ?? null, balance, root }], {
      currency: off.currency,
      timeZone: "UTC",
      eventDate: off.date,
      bookedOn: off.date,
    });
    const wish = {
      id: written.id,
      reverses: settled.id,
      cause: golden.cause,
      lines: [{ position: 0, quantity: golden.units }],
    };
    const world = { ...facts(), closedThrough: golden.closedThrough };
    const plan = planReversal(wish, settled, world, noonOf(golden.day));
    if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
    const share = shareOfLine(plan.value.lines[0]?.debitRole ?? "loss-other", line?.valueMinor ?? 0n);
    const units = { applied, from: golden.unitsBackBefore, to: golden.unitsBackBefore + golden.units };
    const entry = posted(plan.value, [{ lineId: "0", postings: reversedShare(share, units) }]);
    expect(readable(linesOf(entry))).toEqual(readable(golden.lines));
    expect(entry?.accountingDate).toBe(golden.date);
    expect(plan.value.valueMinor).toBe(golden.lines[0]?.[2]);
  });

  it("G15 in a closed March: not on the closed day, but on the day of the reversal", () => {
    const march = original([{}], { timeZone: "UTC", bookedOn: "2026-03-10" });
    const world = { ...facts(), closedThrough: "2026-03-31" };
    const plan = planReversal(
      { id: march.id, reverses: march.id, cause: "mistake" },
      march,
      world,
      noonOf("2026-11-20"),
    );
    expect(plan).toMatchObject({
      ok: true,
      value: { eventDate: "2026-03-10", accountingDate: "2026-11-20" },
    });
  });
});

describe("what must never be", () => {
  const g01 = writeOffs.G01 as WriteOffCase;

  it("a missing cost booked as nothing: the line waits, and no entry is made", () => {
    const plan = planOf(g01, { stock: stock({ items: [item({ unitCost: null })] }) });
    expect(plan).toMatchObject({
      valueMinor: null,
      needsValue: 1,
      lines: [{ valueMinor: null, cost: null }],
    });
  });

  it("an entry of 0.00: the units are recorded and no money is", () => {
    const plan = planOf({ ...g01, goods: [{ quantity: 1, unitCost: "0.0049", reasonId: "damaged" }] });
    expect(plan.valueMinor).toBe(0n);
    expect(posted(plan, [{ lineId: "0", postings: shareOfLine("shrinkage-damage", 0n) }])).toBeNull();
  });

  it("an entry that is out by one minor unit", () => {
    const [debit, credit] = shareOfLine("shrinkage-damage", 3750n);
    const out = [debit, credit && { ...credit, amountMinor: 3749n }].filter((one) => one !== undefined);
    expect(() => posted(planOf(g01), [{ lineId: "0", postings: out }])).toThrow("balances");
  });

  it("the same units back a second time", () => {
    const all = original([{ balance: { applied: 3, reserved: 0, reversed: 3 } }]);
    const undo = { id: all.id, reverses: all.id, cause: "found" as const };
    expect(planReversal(undo, all, facts(), noonOf("2026-06-05"))).toMatchObject({
      problems: [{ code: "nothing-to-reverse" }],
    });
    const some = original([{ balance: { applied: 3, reserved: 1, reversed: 1 } }]);
    const two = { ...undo, lines: [{ position: 0, quantity: 2 }] };
    expect(planReversal(two, some, facts(), noonOf("2026-06-05"))).toMatchObject({
      problems: [{ code: "more-than-reversible", facts: { left: 1 } }],
    });
  });

  it("a booking on or before the day the shop closed through", () => {
    for (const closedThrough of ["2026-03-10", "2026-03-31"]) {
      const { eventDate, accountingDate } = planWith(closedThrough);
      expect([eventDate, accountingDate]).toEqual(["2026-03-10", "2026-11-20"]);
    }
    expect(planWith("2026-03-09").accountingDate).toBe("2026-03-10");
  });

  it("dinars with two decimals or yen with any, when an amount leaves", () => {
    expect(amountOf({ minor: 4930n, currency: "KWD" })).toBe("4.930");
    expect(amountOf({ minor: 1667n, currency: "JPY" })).toBe("1667");
    expect(amountOf(valueOfUnits("0.5", 1, "JPY"))).toBe("1");
    expect(isDecimalAmount("1,667")).toBe(false);
  });

  function planWith(closedThrough: string) {
    const world = facts({ reasons, timeZone: "UTC", closedThrough });
    const plan = planWriteOff(command([{}], { eventDate: "2026-03-10" }), world, noonOf("2026-11-20"));
    if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
    return plan.value;
  }
});
