import { describe, expect, test } from "vitest";
import { PROBLEM_CODES } from "#app/domain/problem.ts";
import sentences from "#app/locales/en/problems.json" with { type: "json" };
import { statusOf, toWireProblem } from "./problems.ts";

describe("a problem", () => {
  test.each(PROBLEM_CODES)("%s has a sentence", (code) => {
    const text: string | undefined = (sentences as Record<string, string>)[code];
    expect(text).toMatch(/^[A-Z{].*\.$/);
  });

  test("has no sentence left over for a code that is gone", () => {
    expect(Object.keys(sentences).sort()).toEqual([...PROBLEM_CODES].sort());
  });

  test("is told with its facts, lists in words, as they were typed", () => {
    const facts = { item: "Set <b>&", location: "Main", components: ["Mug", "Plate"] };
    expect(toWireProblem({ code: "bundle-parent", facts }).message).toBe(
      "Set <b>& is a bundle and has no stock of its own. Write off its parts instead: Mug and Plate.",
    );
  });

  test("shares a status with its like; different ones have in common that it cannot be done", () => {
    expect(statusOf([{ code: "bad-quantity" }, { code: "bad-id" }])).toBe(400);
    expect(statusOf([{ code: "not-found" }])).toBe(404);
    expect(statusOf([{ code: "not-enough" }, { code: "bad-id" }])).toBe(422);
    expect(statusOf([{ code: "untracked" }])).toBe(422);
  });
});
