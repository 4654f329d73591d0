import { describe, expect, test } from "vitest";
import { typedAmountOf } from "./typed-amount.ts";

describe("an amount as it is typed", () => {
  test.each(["en", "es", "es-MX"])("takes a comma or a point for the decimal sign in %s", (locale) => {
    const { read } = typedAmountOf(locale);
    for (const typed of ["4,50", "4.50", " 4.50 ", "4,5", "0,500", "12345,678"])
      expect(read(typed)).toBe({ "4,5": "4.5", "0,500": "0.500", "12345,678": "12345.678" }[typed] ?? "4.50");
    expect(read("7")).toBe("7");
  });

  test("takes the signs of thousands where there can be no doubt", () => {
    const { read } = typedAmountOf("en");
    expect(read("1,234.50")).toBe("1234.50");
    expect(read("1.234,50")).toBe("1234.50");
    expect(read("1,234,567")).toBe("1234567");
  });

  test("guesses nothing where a thousand and a fraction look the same", () => {
    expect(typedAmountOf("en").read("1,500")).toBeNull();
    expect(typedAmountOf("es").read("1.500")).toBeNull();
    expect(typedAmountOf("es-MX").read("1,500")).toBeNull();
    expect(typedAmountOf("es").read("1,500")).toBe("1.500");
    expect(typedAmountOf("en").read("1.500")).toBe("1.500");
  });

  test.each(["", "-1", "1,23,4", "1.2.3", "12,34.5", "1..5", ".5", "5.", "1e3", "0x1", "1.234567890", "uno"])(
    "takes no “%s”",
    (typed) => {
      for (const locale of ["en", "es"]) expect(typedAmountOf(locale).read(typed)).toBeNull();
    },
  );

  test("is written as the person would type it", () => {
    expect(typedAmountOf("es").write("4.50")).toBe("4,50");
    expect(typedAmountOf("es-MX").write("4.50")).toBe("4.50");
    expect(typedAmountOf("en").write("4.50")).toBe("4.50");
  });
});
