import { joined } from "#app/domain/evidence/octets.ts";
import type { Typeface } from "./typeface.ts";

const encoder = new TextEncoder();

/** Letters of one byte, as the bones of a PDF are. */
const bytesOf = (text: string) => encoder.encode(text);

export type Faces = { plain: Typeface; bold: Typeface };
export type PdfPicture = {
  width: number;
  height: number;
  filter: string;
  colours: string;
  bytes: Uint8Array;
  more?: string;
};

/** Known from the beginning, written at the end: what they hold is only known then. */
const [CATALOG, PAGES, PLAIN, BOLD, TOTAL, INFO] = [1, 2, 3, 8, 13, 14];
const FIRST_FREE = 15;

/**
 * A PDF as it is made: each call gives the bytes that come next, so nothing but places has to be kept. Pages
 * point at fonts, and at the number of pages, that are written last.
 */
export function createPdf(faces: Faces, paper: { width: number; height: number }, title: string) {
  const places = new Map<number, number>();
  const pages: number[] = [];
  let length = 0;
  let free = FIRST_FREE;

  function put(...pieces: (string | Uint8Array)[]): Uint8Array {
    const parts = pieces.map((piece) => (typeof piece === "string" ? bytesOf(piece) : piece));
    const whole = joined(parts);
    length += whole.length;
    return whole;
  }
  function object(number: number, dictionary: string, stream?: Uint8Array): Uint8Array {
    places.set(number, length);
    if (!stream) return put(`${number} 0 obj\n${dictionary}\nendobj\n`);
    const opened = dictionary.replace(/>>$/, `/Length ${stream.length}>>`);
    return put(`${number} 0 obj\n${opened}\nstream\n`, stream, "\nendstream\nendobj\n");
  }

  return {
    /** The comment of high bytes tells programs that this is no text. */
    begin: () => put("%PDF-1.7\n%", Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3), "\n"),

    /** The picture's name on the page that is written next. */
    picture({ width, height, filter, colours, bytes, more = "" }: PdfPicture): {
      name: number;
      bytes: Uint8Array;
    } {
      const name = free;
      free += 1;
      const size = `/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/${colours}`;
      return {
        name,
        bytes: object(name, `<</Type/XObject/Subtype/Image${size}/Filter/${filter}${more}>>`, bytes),
      };
    },

    page(content: string, pictures: number[]): Uint8Array {
      const [page, body] = [free, free + 1];
      free += 2;
      pages.push(page);
      const named = [...pictures.map((one) => `/I${one} ${one} 0 R`), `/Total ${TOTAL} 0 R`].join("");
      const resources = `<</Font<</P ${PLAIN} 0 R/B ${BOLD} 0 R>>/XObject<<${named}>>>>`;
      const first = object(body, "<<>>", bytesOf(content));
      const box = `/MediaBox[0 0 ${paper.width} ${paper.height}]`;
      const second = object(
        page,
        `<</Type/Page/Parent ${PAGES} 0 R${box}/Resources${resources}/Contents ${body} 0 R>>`,
      );
      return joined([first, second]);
    },

    /** The fonts with the letters that were used, the number of pages, and where everything stands. */
    end(total: string): Uint8Array {
      const box = `/BBox[-60 -10 60 20]/Resources<</Font<</P ${PLAIN} 0 R>>>>`;
      const parts = [
        ...fontObjects(PLAIN, faces.plain).map(([number, text, stream]) => object(number, text, stream)),
        ...fontObjects(BOLD, faces.bold).map(([number, text, stream]) => object(number, text, stream)),
        object(TOTAL, `<</Type/XObject/Subtype/Form${box}>>`, bytesOf(total)),
        object(INFO, `<</Title ${hexText(title)}/Producer(Lossbook)>>`),
        object(
          PAGES,
          `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((one) => `${one} 0 R`).join(" ")}]>>`,
        ),
        object(CATALOG, `<</Type/Catalog/Pages ${PAGES} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>`),
      ];
      const start = length;
      const count = free;
      const rows = Array.from({ length: count - 1 }, (_, index) => {
        const place = places.get(index + 1);
        return place === undefined
          ? "0000000000 65535 f \n"
          : `${String(place).padStart(10, "0")} 00000 n \n`;
      });
      const trailer = `trailer\n<</Size ${count}/Root ${CATALOG} 0 R/Info ${INFO} 0 R>>\nstartxref\n${start}\n%%EOF\n`;
      parts.push(put(`xref\n0 ${count}\n0000000000 65535 f \n`, rows.join(""), trailer));
      return joined(parts);
    },

    pages: () => pages.length,
  };
}

export function hexOf(glyphs: number[]): string {
  return `<${glyphs.map((glyph) => glyph.toString(16).padStart(4, "0")).join("")}>`;
}

/** UTF-16 with its mark: any letter at all may stand in a title. */
function hexText(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return `<feff${units.map((unit) => unit.toString(16).padStart(4, "0")).join("")}>`;
}

type FontObject = [number: number, dictionary: string, stream?: Uint8Array];

function fontObjects(first: number, { font, used }: Typeface): FontObject[] {
  const name = first === PLAIN ? "AAAAAA+LossbookSans" : "AAAAAB+LossbookSans-Bold";
  const scaled = (value: number) => Math.round((value * 1000) / font.unitsPerEm);
  const glyphs = [...used.keys()].sort((one, other) => one - other);
  const widths = glyphs.map((glyph) => `${glyph}[${scaled(font.widthOf(glyph))}]`).join("");
  const file = font.subset(new Set(glyphs));
  const metrics = `/FontBBox[${font.box.map(scaled).join(" ")}]/Ascent ${scaled(font.ascent)}/Descent ${scaled(font.descent)}`;
  return [
    [
      first,
      `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H/DescendantFonts[${first + 1} 0 R]/ToUnicode ${first + 4} 0 R>>`,
    ],
    [
      first + 1,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${first + 2} 0 R/CIDToGIDMap/Identity/W[${widths}]>>`,
    ],
    [
      first + 2,
      `<</Type/FontDescriptor/FontName/${name}/Flags 4/ItalicAngle 0/CapHeight ${scaled(font.ascent)}/StemV 80${metrics}/FontFile2 ${first + 3} 0 R>>`,
    ],
    [first + 3, `<</Length1 ${file.length}>>`, file],
    [first + 4, "<<>>", bytesOf(unicodeMap(used))],
  ];
}

/** What each glyph means, so that the text can be found, copied and read aloud. */
function unicodeMap(used: Map<number, string>): string {
  const rows = [...used].map(([glyph, letter]) => `${hexOf([glyph])} <${hexText(letter).slice(5)}`);
  const groups = Array.from({ length: Math.ceil(rows.length / 100) }, (_, at) =>
    rows.slice(at * 100, at * 100 + 100),
  );
  const maps = groups.map((group) => `${group.length} beginbfchar\n${group.join("\n")}\nendbfchar`);
  return [
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /L def",
    "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ...maps,
    "endcmap CMapName currentdict /CMap defineresource pop end end",
  ].join("\n");
}
