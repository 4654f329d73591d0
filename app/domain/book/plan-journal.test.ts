import { describe, expect, it } from "vitest";
import words from "#app/locales/en/memo.json" with { type: "json" };
import type { DeliveredPosting } from "./delivery.ts";
import { type JournalFacts, planJournal } from "./plan-journal.ts";

const posting = (parts: Partial<DeliveredPosting>): DeliveredPosting => ({
  documentNumber: "WO-000001",
  documentKind: "off",
  reversesNumber: null,
  eventDate: "2026-11-20",
  role: "shrinkage-damage",
  side: "D",
  amountMinor: 100n,
  quantity: 1,
  title: "Mug",
  reasonId: "damaged",
  reasonLabel: "Damaged",
  locationId: "gid://shopify/Location/1",
  ...parts,
});
const both = (parts: Partial<DeliveredPosting>) => [
  posting(parts),
  posting({ ...parts, role: "inventory", side: "C" }),
];
const facts = (parts: Partial<JournalFacts>): JournalFacts => ({
  reference: "LAB10000001",
  date: "2026-11-20",
  currency: "EUR",
  postings: both({}),
  accounts: new Map([
    ["inventory", "81"],
    ["shrinkage-damage", "80"],
    ["shrinkage-theft", "80"],
  ]),
  postable: new Set(["80", "81"]),
  marks: [],
  dimensionsPerLineMax: 2,
  linesMax: 100,
  memoLengthMax: 4_000,
  lineMemoLengthMax: 4_000,
  words,
  ...parts,
});
const lines = (parts: Partial<JournalFacts>) => {
  const plan = planJournal(facts(parts));
  if (!plan.ok) throw new Error(plan.roles.join());
  return plan.journal.lines.map(
    ({ side, accountId, amountMinor, memo }) => `${side} ${accountId} ${amountMinor} ${memo}`,
  );
};

describe("a journal", () => {
  it("sums what one account, side and reason moved, and says which goods", () => {
    const postings = [
      ...both({ quantity: 3, amountMinor: 300n }),
      ...both({ title: "Cup", amountMinor: 50n }),
    ];
    expect(lines({ postings })).toEqual([
      "D 80 350 Damaged: 3 × Mug, 1 × Cup",
      "C 81 350 Damaged: 3 × Mug, 1 × Cup",
    ]);
  });

  it("keeps a write-off and its reversal apart, so that both can be seen", () => {
    const back = both({}).map((one) => ({
      ...one,
      side: one.side === "D" ? ("C" as const) : ("D" as const),
    }));
    expect(lines({ postings: [...both({}), ...back] })).toHaveLength(4);
  });

  it("names every role without an account the book posts to", () => {
    const plan = planJournal(facts({ postable: new Set(["80"]), accounts: new Map([["inventory", "81"]]) }));
    expect(plan).toEqual({ ok: false, roles: ["shrinkage-damage", "inventory"] });
  });

  it("takes fewer lines where the book does, and still balances", () => {
    const postings = ["a", "b", "c"].flatMap((reasonId) => both({ reasonId, reasonLabel: reasonId }));
    expect(lines({ postings, linesMax: 4 })).toHaveLength(2);
    expect(lines({ postings, linesMax: 6 })).toHaveLength(6);
  });

  it("marks a line by its reason before its location, and no more than the book takes", () => {
    const mark = (
      subjectKind: "reason" | "location",
      subjectId: string,
      dimensionId: string,
      optionId: string,
    ) => ({
      subjectKind,
      subjectId,
      dimensionId,
      optionId,
    });
    const marks = [
      mark("location", "gid://shopify/Location/1", "class", "from-place"),
      mark("location", "gid://shopify/Location/1", "department", "main"),
      mark("reason", "damaged", "class", "from-reason"),
      mark("reason", "stolen", "class", "other"),
    ];
    const plan = planJournal(facts({ marks }));
    expect(plan.ok && plan.journal.lines[0]?.dimensions).toEqual([
      { dimensionId: "class", optionId: "from-reason" },
      { dimensionId: "department", optionId: "main" },
    ]);
    const one = planJournal(facts({ marks, dimensionsPerLineMax: 1 }));
    expect(one.ok && one.journal.lines[0]?.dimensions).toHaveLength(1);
  });
});

describe("its memo", () => {
  const memo = (postings: DeliveredPosting[], memoLengthMax = 4_000) => {
    const plan = planJournal(facts({ postings, memoLengthMax }));
    return plan.ok ? plan.journal.memo : "";
  };

  it("names the document, and what it undoes", () => {
    expect(memo(both({}))).toBe("Write-off WO-000001, happened 2026-11-20");
    expect(
      memo(both({ documentKind: "found", documentNumber: "WO-000002", reversesNumber: "WO-000001" })),
    ).toBe("Reversal WO-000002 of WO-000001, happened 2026-11-20");
  });

  it("names the documents of a day and how many there are more", () => {
    const postings = Array.from({ length: 10 }, (_, index) =>
      both({ documentNumber: `WO-00000${index}` }),
    ).flat();
    expect(memo(postings)).toMatch(/^WO-000000, .*WO-000007 and 2 more$/);
  });

  it("carries no control character and no more than the book takes", () => {
    const evil = both({ documentNumber: 'WO-1\n2026-01-01 fake\u202e\u0000"' });
    expect(memo(evil)).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(memo(both({}), 9)).toBe("Write-off");
  });
});

it("is refused beforehand where it stays longer than the book takes, whatever is folded", () => {
  const plan = planJournal(facts({ linesMax: 1 }));
  expect(plan).toEqual({ ok: false, roles: [], tooLong: { lines: 2, most: 1 } });
});
