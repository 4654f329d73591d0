import { expect, it } from "vitest";
import { inWindows1252, toWindows1252 } from "./windows-1252.ts";

const decoder = new TextDecoder("windows-1252");

it("writes every letter of the page as a reader of the page reads it", () => {
  const holes = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
  const page = Uint8Array.from({ length: 256 }, (_, byte) => byte).filter(
    (byte) => byte > 31 && !holes.has(byte),
  );
  const text = decoder.decode(page);
  expect(toWindows1252(text)).toEqual(page);
  const written = text.replace(/[\u007f\u00a0]/g, "");
  expect(inWindows1252(written)).toBe(written.trim());
});

it("writes the nearest letter, and a question mark where there is none", () => {
  expect(inWindows1252("Łódź ﬁ ａ＝＂ ǖ đ −1 2∶3")).toBe('Lódz fi a=" ü d -1 2:3'.replace("ü", "u"));
  expect(inWindows1252("棚卸 😀 Ω")).toBe("?? ? ?");
  expect([...toWindows1252("棚")]).toEqual([0x3f]);
});
