import fc from "fast-check";
import { expect, it } from "vitest";
import { type AuditValue, canonicalOf } from "./event.ts";

const value = fc.jsonValue() as fc.Arbitrary<AuditValue>;

/** The same object with its keys put in another order, all the way down. */
function shuffled(one: AuditValue): AuditValue {
  if (Array.isArray(one)) return one.map(shuffled);
  if (one === null || typeof one !== "object") return one;
  return Object.fromEntries(
    Object.entries(one)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
}

it("has one spelling for one value, whatever the order of its keys", () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(canonicalOf(shuffled(one))).toBe(canonicalOf(one));
    }),
  );
});

it("reads back as the same value, so that no two values share a spelling", () => {
  fc.assert(
    fc.property(value, (one) => {
      expect(JSON.parse(canonicalOf(one))).toEqual(JSON.parse(JSON.stringify(one)));
    }),
  );
});

it("writes no white space, sorts keys by their code units and keeps the order of lists", () => {
  expect(canonicalOf({ b: [2, 1, { d: null, c: true }], a: "x y", B: -0, "10": 1, "9": 2 })).toBe(
    '{"10":1,"9":2,"B":0,"a":"x y","b":[2,1,{"c":true,"d":null}]}',
  );
});

it("keeps quotes, line ends and half characters from changing what is around them", () => {
  expect(canonicalOf({ note: '"}\n\ud800' })).toBe('{"note":"\\"}\\n\\ud800"}');
});
