import { describe, expect, it } from "vitest";
import { documentId, line, mainStreet, mug } from "#tests/support/little-shop.ts";
import { parseReversalCommand } from "./reversal-command.ts";
import { parseAcknowledgeCommand, parseResolutionCommand, parseValuationCommand } from "./task-commands.ts";
import { parseWriteOffCommand } from "./write-off-command.ts";

const whole = { id: documentId, lines: [line()] };

function problemsOf(
  input: unknown,
  parse: typeof parseWriteOffCommand | typeof parseReversalCommand = parseWriteOffCommand,
) {
  const parsed = parse(input);
  return parsed.ok ? [] : parsed.problems.map(({ code, at }) => `${code} ${(at ?? []).join(".")}`.trim());
}

const withLine = (parts: object) => ({ ...whole, lines: [{ ...line(), ...parts }] });

describe("a write-off as it comes through the door", () => {
  it("is taken as it is when it is whole", () => {
    const full = {
      id: documentId,
      eventDate: "2026-11-20",
      note: "fell off the shelf",
      lines: [
        {
          ...line(),
          disposal: "recycled",
          note: "handle",
          accountRole: "loss-other",
          unitCost: { amount: "3.10", cause: "old price" },
        },
      ],
    };
    expect(parseWriteOffCommand(full)).toEqual({ ok: true, value: full });
  });

  it.each([
    0,
    -1,
    1.5,
    "3",
    1e12,
    1_000_001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    null,
    undefined,
    true,
    [1],
    2n,
    -0,
  ])("refuses the quantity %s at its place", (quantity) =>
    expect(problemsOf(withLine({ quantity }))).toEqual(["bad-quantity lines.0.quantity"]),
  );

  it("takes the largest quantity there is", () => {
    expect(problemsOf(withLine({ quantity: 1_000_000 }))).toEqual([]);
  });

  it("says every problem at once, each at its place", () => {
    const lines = [
      { itemId: "41", locationId: mainStreet, quantity: 0, reasonId: "" },
      line(),
      {
        itemId: mug,
        locationId: mug,
        quantity: 1,
        reasonId: "damaged",
        unitCost: { amount: "-1", cause: "x" },
      },
      "mug",
    ];
    expect(problemsOf({ id: "1", eventDate: "2026-02-30", note: 7, lines })).toEqual([
      "bad-id id",
      "bad-date eventDate",
      "bad-field note",
      "bad-id lines.0.itemId",
      "bad-quantity lines.0.quantity",
      "bad-field lines.0.reasonId",
      "bad-id lines.2.locationId",
      "bad-amount lines.2.unitCost.amount",
      "bad-field lines.3",
    ]);
  });

  it.each([null, undefined, 1, "x", [], [whole]])("refuses %j, which is no document at all", (input) => {
    expect(problemsOf(input)).toEqual(["bad-field"]);
  });

  it.each([
    [undefined, "no-lines lines"],
    [null, "no-lines lines"],
    [[], "no-lines lines"],
    [{ 0: line() }, "no-lines lines"],
  ])("refuses the lines %j", (lines, said) => expect(problemsOf({ ...whole, lines })).toEqual([said]));

  it("names every key it does not know, also the one that JavaScript treats as its own", () => {
    expect(problemsOf({ ...whole, number: 1, kind: "down" })).toEqual(["bad-field number", "bad-field kind"]);
    expect(problemsOf(withLine({ fate: "applied" }))).toEqual(["bad-field lines.0.fate"]);
    const polluted = JSON.parse(
      `{"id":"${documentId}","lines":[${JSON.stringify(line())}],"__proto__":{"x":1}}`,
    );
    expect(problemsOf(polluted)).toEqual(["bad-field __proto__"]);
  });

  it("takes 250 lines and refuses 251 without looking at one of them", () => {
    expect(problemsOf({ ...whole, lines: Array.from({ length: 250 }, () => line()) })).toEqual([]);
    const trap = new Proxy(Array(251), {
      get: (lines, key, self) => {
        if (key === "0") throw new Error("looked");
        return Reflect.get(lines, key, self);
      },
    });
    expect(parseWriteOffCommand({ ...whole, lines: trap })).toEqual({
      ok: false,
      problems: [{ code: "too-many-lines", at: ["lines"], facts: { lines: 251, most: 250 } }],
    });
    expect(
      problemsOf({ id: documentId, reverses: documentId, cause: "found", lines: trap }, parseReversalCommand),
    ).toEqual(["too-many-lines lines"]);
  });

  it("never answers with more problems than a document has lines", () => {
    expect(problemsOf({ ...whole, lines: Array(250).fill({}) })).toHaveLength(250);
  });

  it.each(["\u0000", "a\ud800b", "\udc00"])("refuses text the database cannot keep: %j", (text) => {
    expect(problemsOf({ ...whole, note: text })).toEqual(["bad-field note"]);
    expect(
      problemsOf(withLine({ note: text, reasonId: text, unitCost: { amount: "1", cause: text } })),
    ).toEqual(["bad-field lines.0.reasonId", "bad-field lines.0.note", "bad-field lines.0.unitCost.cause"]);
  });

  it("takes every other sign a person may type, up to the limit", () => {
    expect(problemsOf({ ...whole, note: "🫖\n\t‮日本\u0007" })).toEqual([]);
    expect(problemsOf({ ...whole, note: "x".repeat(2_000) })).toEqual([]);
    expect(problemsOf({ ...whole, note: "x".repeat(2_001) })).toEqual(["text-too-long note"]);
  });

  it.each([4.5, "4,50", "", "-0", "1e5", null, { amount: "1" }])("refuses the unit cost %j", (amount) => {
    expect(problemsOf(withLine({ unitCost: { amount, cause: "" } }))).toEqual([
      "bad-amount lines.0.unitCost.amount",
    ]);
  });
});

describe("a reversal as it comes through the door", () => {
  const reversal = { id: documentId, reverses: documentId, cause: "mistake" };

  it("may leave its lines out, but not empty", () => {
    expect(problemsOf(reversal, parseReversalCommand)).toEqual([]);
    expect(problemsOf({ ...reversal, lines: [] }, parseReversalCommand)).toEqual(["no-lines lines"]);
  });

  it("knows two causes, positions a document has, and quantities that exist", () => {
    const bad = {
      ...reversal,
      cause: "regret",
      lines: [
        { position: 250, quantity: 0 },
        { position: -1, quantity: 1 },
      ],
    };
    expect(problemsOf(bad, parseReversalCommand)).toEqual([
      "bad-field cause",
      "bad-field lines.0.position",
      "bad-quantity lines.0.quantity",
      "bad-field lines.1.position",
    ]);
  });
});

describe("what finance and the person at the task say", () => {
  it("must have their shape too, all problems at once", () => {
    const valuation = parseValuationCommand({
      documentId,
      position: 2 ** 40,
      unitCost: { amount: "a" },
      x: 1,
    });
    expect(valuation).toMatchObject({
      problems: [
        { code: "bad-field", at: ["position"] },
        { code: "bad-amount", at: ["unitCost", "amount"] },
        { code: "bad-field", at: ["x"] },
      ],
    });
    expect(parseValuationCommand({ documentId, position: 249, unitCost: { amount: "0" } }).ok).toBe(true);
    expect(parseResolutionCommand({ documentId, attemptId: documentId, happened: "true" })).toMatchObject({
      problems: [{ code: "bad-field", at: ["happened"] }],
    });
    expect(parseResolutionCommand({ documentId, attemptId: documentId, happened: false }).ok).toBe(true);
    expect(parseAcknowledgeCommand({ documentId, position: 1.5 })).toMatchObject({
      problems: [{ code: "bad-field", at: ["position"] }],
    });
  });
});
