import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { jpeg, png } from "#tests/support/photos.ts";
import { readFont } from "./font.ts";
import { pictureOf } from "./picture.ts";
import { createSheet, PAPERS, type Sheet } from "./sheet.ts";
import { typefaceOf } from "./typeface.ts";

const fontAt = (name: string) => readFont(readFileSync(`public/fonts/DejaVuSansCondensed${name}.ttf`));
const [plain, bold] = [fontAt(""), fontAt("-Bold")];
const folder = mkdtempSync(join(tmpdir(), "lossbook-pdf-"));
afterAll(() => rmSync(folder, { recursive: true }));

function pdfOf(fill: (sheet: Sheet) => void): string {
  const faces = { plain: typefaceOf(plain), bold: typefaceOf(bold) };
  const sheet = createSheet(faces, PAPERS.a4, {
    ...{ title: "WO-000001", foot: "Mug Shop", lacking: "Signs shown as boxes stand in document.json." },
    page: (page) => [`Page ${page} of`, ""],
  });
  fill(sheet);
  const file = join(folder, `${Math.random()}.pdf`);
  writeFileSync(file, Buffer.concat([...sheet.take(), ...sheet.end()]));
  return file;
}

/** Read by programs that had no part in writing it, where this machine has them. */
function run(program: string, ...args: string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}

const textOf = (file: string) => run("pdftotext", "-layout", file, "-");

describe("a sheet", () => {
  it("says what was written on it, also in Spanish, Greek, Cyrillic and with accents put together", ({
    skip,
  }) => {
    const words = [
      "Ñandú – ¿cuánto? ¡Así!",
      "Ζημιά",
      "Списание",
      "Zażółć gęślą jaźń",
      "e\u0301tage",
      "12,50 €",
    ];
    const text = textOf(
      pdfOf((sheet) => {
        for (const word of words) sheet.text(word);
      }),
    );
    if (text === null) return skip("no pdftotext here");
    for (const word of words) expect(text).toContain(word.normalize("NFC"));
    expect(text).not.toContain("shown as boxes");
  });

  it("shows a box for what its font lacks or would set the wrong way round, and says so", ({ skip }) => {
    const text = textOf(pdfOf((sheet) => sheet.text("破損 🫖 مرحبا mug")));
    if (text === null) return skip("no pdftotext here");
    expect(text).toContain("▯▯ ▯ ▯▯▯▯▯ mug");
    expect(text).toContain("Signs shown as boxes");
  });

  it("keeps its shape against hostile words: brackets, orders of PDF, controls and letters of any direction", ({
    skip,
  }) => {
    const file = pdfOf((sheet) => {
      sheet.heading(") Tj ET /Total Do (\\");
      sheet.facts([["endstream endobj", "\u0000\u0007\r\n\u202Egpj.exe \ud800 <</JS(app.alert(1))>>"]]);
      sheet.table([{ title: "a", share: 1 }], [["x".repeat(5_000)], ["%PDF-1.4 %%EOF"]]);
    });
    const text = textOf(file);
    if (text === null) return skip("no pdftotext here");
    expect(text).toContain(") Tj ET /Total Do (\\");
    expect(text).toContain("<</JS(app.alert(1))>>");
    expect(run("qpdf", "--check", file) ?? "No syntax or stream encoding errors").toContain("No syntax");
    expect(readFileSync(file, "latin1")).not.toMatch(/\/JS|\/JavaScript|\/OpenAction/);
  });

  it("numbers its pages, repeats the head of a table that goes over them, and loses no row", ({ skip }) => {
    const rows = Array.from({ length: 250 }, (_, index) => [`${index + 1}`, `Blue mug ${index + 1}`, "1"]);
    const columns = [
      { title: "#", share: 1 },
      { title: "Item", share: 6 },
      { title: "Units", share: 1, isNumber: true },
    ];
    const text = textOf(pdfOf((sheet) => sheet.table(columns, rows)));
    if (text === null) return skip("no pdftotext here");
    const pages = text.split("\f").filter((page) => page.trim());
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, index) => {
      expect(page).toMatch(new RegExp(`Page ${index + 1} of\\s+${pages.length}`));
      expect(page).toContain("Units");
    });
    for (const [number] of rows) expect(text).toMatch(new RegExp(`Blue mug ${number}\\b`));
  });

  it("shows JPEG and plain PNG, and names what it cannot show", ({ skip }) => {
    const file = pdfOf((sheet) => {
      sheet.picture(pictureOf("image/jpeg", jpeg({ width: 64, height: 64 })), ["photo 1"]);
      sheet.picture(pictureOf("image/png", png()), ["photo 2"]);
      sheet.picture(pictureOf("image/webp", new Uint8Array(40)), ["photo 3"]);
    });
    const listed = run("pdfimages", "-list", file);
    if (listed === null) return skip("no pdfimages here");
    expect(listed.trim().split("\n")).toHaveLength(2 + 2);
    expect(textOf(file)).toContain("photo 3");
  });

  it("carries only the letters it uses", () => {
    const file = pdfOf((sheet) => sheet.text("Mug"));
    expect(readFileSync(file).length).toBeLessThan(100_000);
  });
});
