import { describe, expect, it } from "vitest";
import { type StockWords, stockVerdict } from "./verdict.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));
const words = (parts: Partial<StockWords>): StockWords => ({
  ours: { quantity: 28, at: at(10) },
  open: 0,
  told: null,
  isHeardOf: true,
  now: { quantity: 28, at: at(10) },
  ...parts,
});

describe("two numbers of one shelf", () => {
  it("that agree agree, also when the shelf moved there and back meanwhile", () => {
    expect(stockVerdict(words({}))).toBe("same");
    expect(stockVerdict(words({ now: { quantity: 28, at: at(30) } }))).toBe("same");
  });

  it("that differ are explained by what Shopify says moved since, told or not", () => {
    const now = { quantity: 25, at: at(20) };
    expect(stockVerdict(words({ now, told: { quantity: 25, at: at(20) } }))).toBe("moved-told");
    expect(stockVerdict(words({ now, told: { quantity: 27, at: at(15) } }))).toBe("moved-untold");
    expect(stockVerdict(words({ now }))).toBe("moved-untold");
  });

  it("that Shopify never tells of are not called late news", () => {
    const now = { quantity: 25, at: at(20) };
    expect(stockVerdict(words({ now, isHeardOf: false }))).toBe("moved-unheard");
    expect(stockVerdict(words({ now: { quantity: 31, at: at(5) }, isHeardOf: false }))).toBe("unexplained");
  });

  it("that differ though nothing moved since are called unexplained, and only well before our own word", () => {
    expect(stockVerdict(words({ now: { quantity: 31, at: at(5) } }))).toBe("unexplained");
    const justBefore = new Date(at(10).getTime() - 9_000);
    expect(stockVerdict(words({ now: { quantity: 31, at: justBefore } }))).toBe("moved-untold");
  });

  it("are not judged while nobody knows what became of a line, nor where one of them is missing", () => {
    expect(stockVerdict(words({ open: 1, now: { quantity: 25, at: at(5) } }))).toBe("open");
    expect(stockVerdict(words({ now: null }))).toBe("gone");
    expect(stockVerdict(words({ ours: null }))).toBe("open");
  });
});
