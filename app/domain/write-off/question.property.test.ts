import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { facts, item, level, line, mainStreet, mug, reason } from "#tests/support/little-shop.ts";
import { planWriteOff } from "./plan-write-off.ts";
import { openQuestions, type Recent, type RecentLine } from "./question.ts";

const now = new Date("2026-11-21T12:00:00Z");
const id = "01936f2e-7c1a-7b3d-8e4f-0123456789ab";
const other = "01936f2e-7c1a-7b3d-8e4f-0123456789ac";
const usual = reason();
const stolen = reason({ id: "stolen", family: "theft", debitRole: "shrinkage-theft" });
const expired = reason({ id: "expired", debitRole: "shrinkage-expired" });
const obsolete = reason({ id: "obsolete", family: "obsolescence", debitRole: "shrinkage-obsolete" });

function past(parts: Partial<RecentLine> = {}): RecentLine {
  const where = { itemId: mug, locationId: mainStreet, takenFrom: "available", reasonId: "damaged" } as const;
  const when = { documentId: other, number: "WO-000001", by: "Ava", hoursAgo: 1, undone: false };
  return { ...where, ...when, quantity: 15, ...parts };
}

function recent(parts: Partial<Recent> = {}): Recent {
  return { lines: [], flagged: [], doubledWithinHours: 24, salvageFromMinor: 1_000_000n, ...parts };
}

type Asked = { lines: Parameters<typeof line>[0][]; recent?: Partial<Recent>; available?: number };

function ask({ lines, recent: known = {}, available = 200 }: Asked) {
  const plan = planWriteOff(
    { id, lines: lines.map(line) },
    facts({
      reasons: [usual, stolen, expired, obsolete],
      recent: recent(known),
      policy: { refuseBelowZero: false, refuseBelowCommitted: false },
      stock: {
        items: [item()],
        locations: [{ locationId: mainStreet, name: "Main street", isActive: true }],
        levels: [level({ available })],
      },
    }),
    now,
  );
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value.questions;
}

const codes = (asked: Asked) => ask(asked).map(({ code }) => code);

describe("a quantity", () => {
  const fifteens = [12, 15, 18].map((quantity) => past({ quantity, hoursAgo: 500 }));

  it("of 50 is questioned where 15 is usual, and 15 is not", () => {
    expect(codes({ lines: [{ quantity: 50 }], recent: { lines: fifteens } })).toEqual([
      "implausible-quantity",
    ]);
    expect(codes({ lines: [{ quantity: 15 }], recent: { lines: fifteens } })).toEqual([]);
  });

  it("that took more than half of a shelf nobody ever wrote off from is questioned, a handful never", () => {
    expect(codes({ lines: [{ quantity: 50 }], available: 60 })).toEqual(["implausible-quantity"]);
    expect(codes({ lines: [{ quantity: 9 }], available: 9 })).toEqual([]);
  });

  it("that came back is nobody's habit", () => {
    const undone = fifteens.map((one) => ({ ...one, undone: true }));
    expect(codes({ lines: [{ quantity: 50 }], recent: { lines: undone } })).toEqual([]);
  });

  it("no larger than what was once written off is never questioned", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 20 }),
        fc.nat(),
        (amounts, pick) => {
          const quantity = Math.max(1, (pick % Math.max(...amounts)) + 1);
          const lines = amounts.map((amount) => past({ quantity: amount, hoursAgo: 500 }));
          const asked = codes({ lines: [{ quantity }], recent: { lines }, available: 100_000 });
          expect(asked).not.toContain("implausible-quantity");
        },
      ),
    );
  });
});

describe("the same again", () => {
  it("is asked about within the window, and not after it, for another reason or when it came back", () => {
    const same = [{ quantity: 15 }];
    const within = (one: RecentLine) => codes({ lines: same, recent: { lines: [one] } });
    expect(within(past())).toEqual(["doubled"]);
    for (const one of [
      past({ hoursAgo: 25 }),
      past({ reasonId: "stolen" }),
      past({ quantity: 14 }),
      past({ undone: true }),
      past({ documentId: id }),
    ])
      expect(within(one)).toEqual([]);
  });

  it("twice in one document is asked about once, at the second", () => {
    const [only, ...more] = ask({ lines: [{ quantity: 2 }, { quantity: 2 }] });
    expect([only?.code, only?.position, only?.facts.where, more]).toEqual(["doubled", 1, "here", []]);
  });

  it("that somebody has flagged is named, but not to whoever takes that flag", () => {
    const flag = {
      draftLineId: other,
      quantity: 3,
      by: "Ava",
      waiting: "flagged",
      documentId: null,
    } as const;
    const { itemId, locationId, takenFrom, reasonId } = past();
    const flagged = [{ ...flag, itemId, locationId, takenFrom, reasonId }];
    expect(ask({ lines: [{}], recent: { flagged } })[0]?.facts).toMatchObject({
      where: "flagged",
      by: "Ava",
    });
    expect(codes({ lines: [{ draftLineId: other }], recent: { flagged } })).toEqual([]);
  });
});

describe("goods that are promised", () => {
  it("are asked about once for each level, with how many orders go without", () => {
    const [asked, ...more] = ask({ lines: [{ quantity: 3 }, { quantity: 4 }], available: 5 });
    expect(asked).toMatchObject({ code: "below-committed", position: 1, facts: { short: 2 } });
    expect(more).toEqual([]);
  });
});

describe("goods that may still be worth something", () => {
  const dear = { recent: { salvageFromMinor: 1_000n } };

  it("are asked about once a document, however many lines", () => {
    expect(codes({ ...dear, lines: [{ quantity: 2 }, { quantity: 3 }] })).toEqual(["worth-something"]);
  });

  it.each([
    ["expired", { reasonId: "expired" }],
    ["stolen", { reasonId: "stolen" }],
    ["already destroyed", { disposal: "destroyed" }],
    ["answered for", { salvage: "worthless" as const }],
    ["worth less than the question", { quantity: 1 }],
  ])("are not asked about when they are %s", (_why, parts) => {
    expect(codes({ ...dear, lines: [{ quantity: 3, ...parts }] })).toEqual([]);
  });

  it("are asked about in a list of outdated goods, whatever they cost", () => {
    const lines = [{ reasonId: "obsolete" }, { reasonId: "obsolete", quantity: 2 }];
    expect(codes({ lines })).toEqual(["worth-something"]);
    expect(codes({ lines: lines.slice(1) })).toEqual([]);
  });

  it("leave as what they were given up for", () => {
    const given = planWriteOff(
      { id, lines: [line({ salvage: "donate" }), line({ salvage: "return", quantity: 2 })] },
      facts(),
      now,
    );
    const lines = given.ok ? given.value.lines : [];
    expect(lines.map(({ disposal, salvage }) => [disposal, salvage])).toEqual([
      ["donated", "donate"],
      ["returned-to-supplier", "return"],
    ]);
  });
});

describe("questions", () => {
  it("that were read by their keys are closed, and a changed quantity opens them again", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }), (amounts) => {
        const asked: Asked = {
          lines: amounts.map((quantity) => ({ quantity })),
          recent: { lines: [past({ quantity: 2 }), past({ quantity: 3 })], salvageFromMinor: 1_000n },
          available: 50,
        };
        const questions = ask(asked);
        expect(new Set(questions.map(({ key }) => key)).size).toBe(questions.length);
        expect(
          openQuestions(
            questions,
            questions.map(({ key }) => key),
          ),
        ).toEqual([]);
        expect(openQuestions(questions, [])).toEqual(questions);
        for (const { key } of questions) expect(key.length).toBeLessThanOrEqual(400);
      }),
    );
    const raised = ask({ lines: [{ quantity: 51 }], available: 60 });
    const before = ask({ lines: [{ quantity: 50 }], available: 60 });
    expect(
      openQuestions(
        raised,
        before.map(({ key }) => key),
      ),
    ).toEqual(raised);
  });

  it("are asked of nobody where nobody is", () => {
    const plan = planWriteOff({ id, lines: [line({ quantity: 40 })] }, facts(), now);
    expect(plan.ok && plan.value.questions).toEqual([]);
  });

  it("let only a theft be called one", () => {
    const said = (parts: Parameters<typeof line>[0]) =>
      planWriteOff({ id, lines: [line(parts)] }, facts({ reasons: [usual, stolen] }), now);
    expect(said({ reasonId: "stolen", theftClass: "internal" })).toMatchObject({
      ok: true,
      value: { lines: [{ theftClass: "internal" }] },
    });
    expect(said({ theftClass: "internal" })).toMatchObject({
      problems: [{ code: "not-a-theft", at: ["lines", 0, "theftClass"] }],
    });
    expect(said({ reasonId: "stolen", theftClass: "goblins" })).toMatchObject({
      problems: [{ code: "bad-field" }],
    });
  });
});
