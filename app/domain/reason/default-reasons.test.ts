import { expect, it } from "vitest";
import { isAccountRole, isDebitRole } from "../journal/account-role.ts";
import { isProblemCode } from "../problem.ts";
import { DEFAULT_REASONS } from "./default-reasons.ts";
import { DISPOSALS, isDisposal } from "./disposal.ts";
import { parseChangeReasonCommand, parseNameAccountCommand } from "./reason-command.ts";

it("begins every shop with fifteen reasons, each of its own name, and each whole", () => {
  expect(new Set(DEFAULT_REASONS.map((reason) => reason.id)).size).toBe(15);
  for (const reason of DEFAULT_REASONS) {
    expect(isAccountRole(reason.debitRole) && isDebitRole(reason.debitRole), reason.id).toBe(true);
    expect(reason.archived || reason.needsEvidence, reason.id).toBe(false);
  }
});

it("asks for a note where the reason says nothing, and counts no corrected record as shrink", () => {
  expect(DEFAULT_REASONS.filter((reason) => reason.needsNote).map(({ id }) => id)).toEqual(["other"]);
  expect(DEFAULT_REASONS.filter((reason) => !reason.shrink).map(({ id }) => id)).toEqual([
    "internal-use",
    "record-error",
  ]);
});

it("lets overstock lose value and never units", () => {
  expect(DEFAULT_REASONS.filter((reason) => !reason.kinds.includes("off")).map(({ id }) => id)).toEqual([
    "overstock",
  ]);
});

it("shares no list between two reasons, so that changing one cannot change another", () => {
  const lists = DEFAULT_REASONS.map((reason) => reason.kinds);
  expect(new Set(lists).size).toBe(lists.length);
});

it("knows six ways for goods to leave, by exactly these words", () => {
  expect(DISPOSALS.every(isDisposal)).toBe(true);
  for (const bad of ["Destroyed", "eaten", "", "toString"]) expect(isDisposal(bad)).toBe(false);
});

it("tells a code from a sentence", () => {
  expect(isProblemCode("not-enough")).toBe(true);
  for (const bad of ["Invalid input", "", null, 1]) expect(isProblemCode(bad)).toBe(false);
});

const change = {
  id: "damaged",
  label: " Broken ",
  family: "damage",
  shrink: true,
  needsNote: false,
  debitRole: "shrinkage-damage",
  archived: false,
};

it("takes a changed reason trimmed, and refuses one that would book goods against themselves", () => {
  expect(parseChangeReasonCommand(change)).toMatchObject({ ok: true, value: { label: "Broken" } });
  const bad = {
    ...change,
    id: "\u0000",
    label: "  ",
    family: "weather",
    debitRole: "inventory",
    position: 1,
  };
  expect(parseChangeReasonCommand(bad)).toMatchObject({
    problems: [
      { code: "bad-field", at: ["id"] },
      { code: "bad-field", at: ["label"] },
      { code: "bad-field", at: ["family"] },
      { code: "unknown-account", at: ["debitRole"] },
      { code: "bad-field", at: ["position"] },
    ],
  });
});

it("never lets go of the note that other needs", () => {
  const other = { ...change, id: "other" };
  expect(parseChangeReasonCommand({ ...other, needsNote: true }).ok).toBe(true);
  const problems = [{ code: "bad-field", at: ["needsNote"] }];
  expect(parseChangeReasonCommand(other)).toEqual({ ok: false, problems });
});

it("takes a name for every account, the goods' own too, and a code that may be empty", () => {
  expect(parseNameAccountCommand({ role: "inventory", name: "Stock", code: " 1200 " })).toEqual({
    ok: true,
    value: { role: "inventory", name: "Stock", code: "1200" },
  });
  expect(parseNameAccountCommand({ role: "cash", name: "x".repeat(61), code: "x".repeat(31) })).toMatchObject(
    {
      problems: [
        { code: "unknown-account", at: ["role"] },
        { code: "text-too-long", at: ["name"], facts: { most: 60, length: 61 } },
        { code: "text-too-long", at: ["code"], facts: { most: 30, length: 31 } },
      ],
    },
  );
});
