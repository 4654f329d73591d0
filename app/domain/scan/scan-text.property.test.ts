import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseScanText } from "./scan-text.ts";

describe("what comes through the scan box", () => {
  it.each([
    ["  ", { kind: "nothing" }],
    ["12*", { kind: "quantity", quantity: 12 }],
    ["12 x", { kind: "quantity", quantity: 12 }],
    ["12*4006381333931", { kind: "code", code: "4006381333931", quantity: 12 }],
    ["3 × MUG-BLUE", { kind: "code", code: "MUG-BLUE", quantity: 3 }],
    ["24", { kind: "number", quantity: 24, code: "24" }],
    ["4006381333931", { kind: "code", code: "4006381333931", quantity: null }],
    ["0*MUG", { kind: "code", code: "0*MUG", quantity: null }],
    ["00012", { kind: "code", code: "00012", quantity: null }],
    ["MUG-BLUE", { kind: "code", code: "MUG-BLUE", quantity: null }],
    ["9999999*A", { kind: "code", code: "9999999*A", quantity: null }],
  ])("%j is %j", (text, meaning) => {
    expect(parseScanText(text)).toEqual(meaning);
  });

  it("takes every barcode of eight digits and more as a code, never as a quantity", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{8,14}$/), (code) => {
        expect(parseScanText(`${code}\r\n`)).toEqual({ kind: "code", code, quantity: null });
      }),
    );
  });

  it("counts as it was told, and never less than one or more than a line can hold", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const meaning = parseScanText(text);
        const quantity = "quantity" in meaning ? meaning.quantity : null;
        if (quantity !== null) expect(quantity >= 1 && quantity <= 1_000_000).toBe(true);
      }),
    );
  });
});
