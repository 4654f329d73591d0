import type { Font } from "./font.ts";

/** Stands for what cannot be shown, so that nobody takes it for nothing. */
const SUBSTITUTE = "\u25af";
/** Letters written from right to left, or changed by their neighbours: set one by one they would lie. */
const SHAPED =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Devanagari}]/u;

/** A font in use: it remembers what was written with it, because only that goes into the file. */
export type Typeface = {
  font: Font;
  used: Map<number, string>;
  /** Whether anything could not be shown. */
  lacked: boolean;
};

export type Written = { glyphs: number[]; width: number };

export function typefaceOf(font: Font): Typeface {
  return { font, used: new Map(), lacked: false };
}

/** One line of plain letters: no control, no mark that turns the direction, accents on their letters. */
export function plainOf(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim();
}

/** How wide a text is in points at a size, and its glyphs; what the font lacks is counted as lacking. */
export function write(face: Typeface, text: string, size: number): Written {
  const { font } = face;
  const glyphs: number[] = [];
  let width = 0;
  for (const letter of text) {
    const known = SHAPED.test(letter) ? 0 : font.glyphOf(letter.codePointAt(0) ?? 0);
    if (known === 0) face.lacked = true;
    const shown = known === 0 ? SUBSTITUTE : letter;
    const glyph = known || font.glyphOf(SUBSTITUTE.codePointAt(0) ?? 0);
    face.used.set(glyph, shown);
    glyphs.push(glyph);
    width += font.widthOf(glyph);
  }
  return { glyphs, width: (width * size) / font.unitsPerEm };
}

export function widthOf(face: Typeface, text: string, size: number): number {
  return write(face, text, size).width;
}

/** Lines no wider than there is room; a word that is wider is broken where it must be. */
export function wrap(face: Typeface, text: string, { size, room }: { size: number; room: number }): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of plainOf(text).split(" ")) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(face, longer, size) <= room) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    const pieces = broken(face, word, { size, room });
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? "";
  }
  return line || lines.length === 0 ? [...lines, line] : lines;
}

function broken(face: Typeface, word: string, { size, room }: { size: number; room: number }): string[] {
  const pieces: string[] = [];
  let piece = "";
  let width = 0;
  for (const letter of word) {
    const more = widthOf(face, letter, size);
    if (piece && width + more > room) {
      pieces.push(piece);
      [piece, width] = ["", 0];
    }
    piece += letter;
    width += more;
  }
  return [...pieces, piece];
}
