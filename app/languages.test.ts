import { describe, expect, test } from "vitest";
import { sentence } from "./i18n.ts";
import { localeOf, speakerOf } from "./languages.ts";

describe("a locale", () => {
  test.each([
    ["es-MX", "es-MX"],
    ["es", "es"],
    ["es_MX", "es-MX"],
    ["es-419", "es-419"],
    ["en-Latn-US-u-nu-arab", "en-US"],
    ["en-XA", "en-XA"],
    ["fr", null],
    ["", null],
    [null, null],
    ["../../etc", null],
    ["e".repeat(100), null],
  ])("%s is spoken as %s", (wish, spoken) => {
    expect(localeOf(wish)).toBe(spoken);
  });
});

describe("a sentence", () => {
  test("counts as its language counts, and writes numbers as its region does", () => {
    const es = (count: number, locale = "es") => sentence("document:lines.total.off", { count }, locale);
    expect(es(1)).toBe("1 unidad fuera del estante");
    expect(es(12_500)).toBe("12.500 unidades fuera del estante");
    expect(es(12_500, "es-MX")).toBe("12,500 unidades fuera del estante");
    expect(es(1_000_000)).toBe("1.000.000 de unidades fuera del estante");
    expect(es(12_500, "en")).toBe("12,500 units off the shelf");
  });

  test("is English where we do not speak the language", () => {
    expect(sentence("words:back", {}, "fr-CA")).toBe("Back");
  });

  test("names a list with the language's own word for and", () => {
    const methods = ["GET", "POST"];
    expect(sentence("problems:bad-method", { methods }, "es")).toContain("GET y POST");
  });

  test("says only what its own language has, so that nothing missing hides behind English", () => {
    expect(speakerOf("es", { common: {} }).t("nav.tasks")).toBe("nav.tasks");
  });

  test("is longer, accented and bracketed in the pseudo-locale, and keeps what is filled in", () => {
    const said = sentence("tasks:needsValue.title", { count: 3 }, "en-XA");
    expect(said).toMatch(/^\[3 líñés .*\]$/);
    expect(said.length).toBeGreaterThan("3 lines without a value".length * 1.3);
    expect(said).not.toContain("{{");
  });
});
