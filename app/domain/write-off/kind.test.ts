import { expect, it } from "vitest";
import { DOCUMENT_KINDS, directionOf, type Fate, oppositeOf, stateOf } from "./kind.ts";

it("undoes every kind with one other kind, which that kind undoes again", () => {
  for (const kind of DOCUMENT_KINDS) {
    expect(oppositeOf(kind)).not.toBe(kind);
    expect(oppositeOf(oppositeOf(kind))).toBe(kind);
    expect(directionOf(kind) + directionOf(oppositeOf(kind))).toBe(0);
  }
  expect([directionOf("off"), directionOf("found"), directionOf("down"), directionOf("up")]).toEqual([
    -1, 1, 0, 0,
  ]);
});

it.each([
  ["applied", "done"],
  ["applied applied", "done"],
  ["refused refused", "refused"],
  ["applied refused", "partly-done"],
  ["working", "working"],
  ["applied working", "working"],
  ["refused working", "working"],
  ["applied unknown", "working"],
  ["refused unknown", "working"],
])("lines that are %s make a document that is %s", (fates, state) => {
  expect(stateOf(fates.split(" ") as Fate[])).toBe(state);
});
