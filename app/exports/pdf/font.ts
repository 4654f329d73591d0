/** What a page needs to know of a TrueType font: which glyph a letter has, and how wide it is. */
export type Font = {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  box: [number, number, number, number];
  glyphOf(codePoint: number): number;
  widthOf(glyph: number): number;
  /** The font with these glyphs alone; their numbers stay. */
  subset(glyphs: ReadonlySet<number>): Uint8Array;
};

type Table = { at: number; length: number };

const KEPT = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];
/** Flags of a part of a composed glyph. */
const [WORDS, SCALE, MORE, XY_SCALE, TWO_BY_TWO] = [0x0001, 0x0008, 0x0020, 0x0040, 0x0080];

export function readFont(bytes: Uint8Array): Font {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = tablesOf(view);
  const at = (name: string) => tables.get(name)?.at ?? 0;
  const [head, hhea, hmtx] = [at("head"), at("hhea"), at("hmtx")];
  const isLong = view.getInt16(head + 50) === 1;
  const metrics = view.getUint16(hhea + 34);
  const offsetOf = (glyph: number) =>
    isLong ? view.getUint32(at("loca") + glyph * 4) : view.getUint16(at("loca") + glyph * 2) * 2;
  const glyphAt = (glyph: number) =>
    bytes.subarray(at("glyf") + offsetOf(glyph), at("glyf") + offsetOf(glyph + 1));
  const ranges = rangesOf(view, at("cmap"));
  return {
    unitsPerEm: view.getUint16(head + 18),
    ascent: view.getInt16(hhea + 4),
    descent: view.getInt16(hhea + 6),
    box: [36, 38, 40, 42].map((place) => view.getInt16(head + place)) as Font["box"],
    glyphOf: (codePoint) => glyphIn(ranges, codePoint),
    widthOf: (glyph) => view.getUint16(hmtx + Math.min(glyph, metrics - 1) * 4),
    subset(glyphs) {
      const wanted = withParts(glyphs, glyphAt);
      const count = Math.max(...wanted) + 1;
      const pieces = new Map<string, Uint8Array>();
      for (const name of KEPT) {
        const table = tables.get(name);
        if (table) pieces.set(name, bytes.slice(table.at, table.at + table.length));
      }
      outlines(pieces, { wanted, count, glyphAt });
      const widths = Math.min(metrics, count);
      pieces.set("hmtx", bytes.slice(hmtx, hmtx + widths * 4 + (count - widths) * 2));
      viewOf(pieces.get("hhea")).setUint16(34, widths);
      viewOf(pieces.get("maxp")).setUint16(4, count);
      viewOf(pieces.get("head")).setInt16(50, 1);
      return fileOf(pieces);
    },
  };
}

function tablesOf(view: DataView): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (let index = 0; index < view.getUint16(4); index += 1) {
    const entry = 12 + index * 16;
    const name = String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(entry + letter)));
    tables.set(name, { at: view.getUint32(entry + 8), length: view.getUint32(entry + 12) });
  }
  return tables;
}

type Range = { from: number; to: number; glyph: number };

/** The map of all of Unicode (format 12), which the fonts we carry have. */
function rangesOf(view: DataView, cmap: number): Range[] {
  for (let index = 0; index < view.getUint16(cmap + 2); index += 1) {
    const table = cmap + view.getUint32(cmap + 8 + index * 8);
    if (view.getUint16(table) !== 12) continue;
    return Array.from({ length: view.getUint32(table + 12) }, (_, group) => {
      const entry = table + 16 + group * 12;
      return { from: view.getUint32(entry), to: view.getUint32(entry + 4), glyph: view.getUint32(entry + 8) };
    });
  }
  return [];
}

function glyphIn(ranges: Range[], codePoint: number): number {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle] as Range;
    if (codePoint < range.from) high = middle - 1;
    else if (codePoint > range.to) low = middle + 1;
    else return range.glyph + codePoint - range.from;
  }
  return 0;
}

/** An accented letter is drawn from a letter and an accent, which must come along. */
function withParts(glyphs: ReadonlySet<number>, glyphAt: (glyph: number) => Uint8Array): Set<number> {
  const all = new Set([0, ...glyphs]);
  for (const glyph of all) for (const part of partsOf(glyphAt(glyph))) all.add(part);
  return all;
}

function partsOf(outline: Uint8Array): number[] {
  if (outline.length < 10) return [];
  const view = viewOf(outline);
  if (view.getInt16(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10, flags = MORE; flags & MORE; ) {
    flags = view.getUint16(at);
    parts.push(view.getUint16(at + 2));
    at += 4 + (flags & WORDS ? 4 : 2);
    at += flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & TWO_BY_TWO ? 8 : 0;
  }
  return parts;
}

function outlines(
  pieces: Map<string, Uint8Array>,
  { wanted, count, glyphAt }: { wanted: Set<number>; count: number; glyphAt(glyph: number): Uint8Array },
): void {
  const places = new Uint8Array((count + 1) * 4);
  const shapes: Uint8Array[] = [];
  let length = 0;
  for (let glyph = 0; glyph < count; glyph += 1) {
    viewOf(places).setUint32(glyph * 4, length);
    if (!wanted.has(glyph)) continue;
    const shape = padded(glyphAt(glyph));
    shapes.push(shape);
    length += shape.length;
  }
  viewOf(places).setUint32(count * 4, length);
  pieces.set("loca", places);
  pieces.set("glyf", joined(shapes, length));
}

/** Readers of PDF look at no checksum of a font; the fields are there and empty. */
function fileOf(pieces: Map<string, Uint8Array>): Uint8Array {
  const names = [...pieces.keys()].sort();
  const head = new Uint8Array(12 + names.length * 16);
  const view = viewOf(head);
  view.setUint32(0, 0x00010000);
  view.setUint16(4, names.length);
  const bodies: Uint8Array[] = [head];
  let at = head.length;
  names.forEach((name, index) => {
    const body = padded(pieces.get(name) as Uint8Array);
    const entry = 12 + index * 16;
    for (let letter = 0; letter < 4; letter += 1) view.setUint8(entry + letter, name.charCodeAt(letter));
    view.setUint32(entry + 8, at);
    view.setUint32(entry + 12, (pieces.get(name) as Uint8Array).length);
    bodies.push(body);
    at += body.length;
  });
  return joined(bodies, at);
}

function padded(bytes: Uint8Array): Uint8Array {
  if (bytes.length % 4 === 0) return bytes;
  const longer = new Uint8Array(Math.ceil(bytes.length / 4) * 4);
  longer.set(bytes);
  return longer;
}

function joined(pieces: Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function viewOf(bytes: Uint8Array | undefined): DataView {
  if (!bytes) throw new Error("a font has all its tables");
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
