import fc from "fast-check";
import { expect, it } from "vitest";
import { anyText } from "#tests/support/exported-book.ts";
import { oneLine, shortened } from "./one-line.ts";

it("keeps plain writing of any language as it is", () => {
  for (const text of [
    "Fell off the shelf",
    "Größe 3–5, zu spät",
    "棚卸 減耗",
    "Ж; ü: (x) = 1",
    "می\u200cخواهم",
    "",
  ])
    expect(oneLine(text)).toBe(text);
});

it("makes one line of many, whoever ended them", () => {
  expect(oneLine(" a\r\nb\n\nc\u2028d\u2029e\u0085f\tg\u00a0h\u3000i ")).toBe("a b c d e f g h i");
  expect(oneLine("a\u0000b\u001bc\u007fd")).toBe("a b c d");
});

it("takes away what turns, hides or glues writing", () => {
  expect(oneLine("\ufeffa\u202eb\u2066c\u2069\u200bd\u00ade\u061cf\u{e0041}g\ufffe")).toBe("abcdefg");
});

it("puts a mark where half a letter stood", () => {
  expect(oneLine("a\ud800b")).toBe("a\ufffdb");
});

it("leaves one visible line of whatever is typed, and nothing to do for a second time", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const line = oneLine(text);
      expect(line).not.toMatch(
        /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\ufeff\u200b]|\p{Zs}{2}|^\p{Zs}|\p{Zs}$/u,
      );
      expect(line.isWellFormed()).toBe(true);
      expect(oneLine(line)).toBe(line);
    }),
  );
});

it("cuts no letter in two", () => {
  expect(shortened("ab😀", 3)).toBe("ab");
  expect(shortened("ab😀", 4)).toBe("ab😀");
});
