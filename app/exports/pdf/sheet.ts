import { createPdf, type Faces, hexOf, type PdfPicture } from "./pdf-file.ts";
import { plainOf, type Typeface, wrap, write } from "./typeface.ts";

export type Paper = { width: number; height: number };
export const PAPERS = { a4: { width: 595, height: 842 }, letter: { width: 612, height: 792 } } as const;

export type Column = { title: string; share: number; isNumber?: boolean };
export type SheetWords = {
  title: string;
  foot: string;
  /** "Page 3 of ", and what stands behind the number of pages. */
  page(page: number): [before: string, after: string];
  lacking: string;
};
export type Sheet = ReturnType<typeof createSheet>;

const [MARGIN, FOOT, SIZE, SMALL, LEADING] = [42, 54, 9, 7.5, 1.35];
const PICTURE_HEIGHT_MAX = 260;
const GREY = "0.42 g";

/** Writes from the top of a page to its end and goes on with the next. Bytes are taken away as they come. */
export function createSheet(faces: Faces, paper: Paper, words: SheetWords) {
  const pdf = createPdf(faces, paper, words.title);
  const room = paper.width - 2 * MARGIN;
  const bytes: Uint8Array[] = [pdf.begin()];
  let [content, y] = ["", paper.height - MARGIN];
  let pictures: number[] = [];

  function at(face: Typeface, text: string, { x, y: line, size }: { x: number; y: number; size: number }) {
    const name = face === faces.bold ? "B" : "P";
    const { glyphs } = write(face, text, size);
    content += `BT /${name} ${size} Tf ${x.toFixed(2)} ${line.toFixed(2)} Td ${hexOf(glyphs)} Tj ET\n`;
  }
  function turn(): void {
    const line = FOOT - 18;
    const [before, after] = words.page(pdf.pages() + 1).map(plainOf) as [string, string];
    const start = paper.width - MARGIN - 90;
    content += `${GREY}\n`;
    at(faces.plain, wrap(faces.plain, words.foot, { size: SMALL, room: room - 110 })[0] ?? "", {
      ...{ x: MARGIN, y: line, size: SMALL },
    });
    at(faces.plain, `${before} `, { x: start, y: line, size: SMALL });
    const beside = start + write(faces.plain, `${before} `, SMALL).width;
    content += `q 1 0 0 1 ${beside.toFixed(2)} ${line} cm /Total Do Q\n`;
    if (after) at(faces.plain, after, { x: beside + 14, y: line, size: SMALL });
    bytes.push(pdf.page(content, pictures));
    [content, y, pictures] = ["", paper.height - MARGIN, []];
  }
  function need(height: number): boolean {
    if (y - height >= FOOT) return false;
    turn();
    return true;
  }
  function lines(face: Typeface, text: string, size: number, width = room): string[] {
    return wrap(face, text, { size, room: width });
  }
  function paragraph(face: Typeface, text: string, size: number, before = 0): void {
    y -= before;
    for (const line of lines(face, text, size)) {
      need(size * LEADING);
      y -= size * LEADING;
      at(face, line, { x: MARGIN, y, size });
    }
  }

  return {
    title(text: string) {
      paragraph(faces.bold, text, 18);
      y -= 6;
    },
    /** `below`: how much must fit under it, or it goes on to the next page with that. */
    heading(text: string, below = 60) {
      need(below);
      paragraph(faces.bold, text, 12, 14);
      y -= 3;
    },
    text: (text: string) => paragraph(faces.plain, text, SIZE),
    small(text: string) {
      content += `${GREY}\n`;
      paragraph(faces.plain, text, SMALL);
      content += "0 g\n";
    },

    /** What each is called, and what it is. */
    facts(rows: [string, string][]) {
      const [left, size] = [room * 0.28, SIZE];
      for (const [term, told] of rows) {
        const [terms, tolds] = [
          lines(faces.bold, term, size, left - 8),
          lines(faces.plain, told, size, room - left),
        ];
        for (let row = 0; row < Math.max(terms.length, tolds.length); row += 1) {
          need(size * LEADING);
          y -= size * LEADING;
          if (terms[row]) at(faces.bold, terms[row] ?? "", { x: MARGIN, y, size });
          if (tolds[row]) at(faces.plain, tolds[row] ?? "", { x: MARGIN + left, y, size });
        }
        y -= 2;
      }
    },

    /** Its head stands again on every page it goes over. */
    table(columns: Column[], rows: Iterable<string[]>) {
      const all = columns.reduce((sum, { share }) => sum + share, 0);
      const widths = columns.map(({ share }) => (share / all) * room);
      const row = (cells: string[], face: Typeface) => {
        const wrapped = columns.map((_, index) =>
          lines(face, cells[index] ?? "", SMALL, (widths[index] ?? 0) - 8),
        );
        const height = Math.max(...wrapped.map((cell) => cell.length)) * SMALL * LEADING + 5;
        if (need(Math.min(height, 500)) && face === faces.plain) head();
        const top = y;
        let x = MARGIN;
        columns.forEach(({ isNumber }, index) => {
          wrapped[index]?.forEach((line, place) => {
            const shift = isNumber ? (widths[index] ?? 0) - 8 - write(face, line, SMALL).width : 0;
            at(face, line, { x: x + shift, y: top - (place + 1) * SMALL * LEADING, size: SMALL });
          });
          x += widths[index] ?? 0;
        });
        y = top - height;
        content += `0.8 G 0.5 w ${MARGIN} ${(y + 1).toFixed(2)} m ${MARGIN + room} ${(y + 1).toFixed(2)} l S 0 G\n`;
      };
      const head = () =>
        row(
          columns.map(({ title }) => title),
          faces.bold,
        );
      need(50);
      head();
      for (const cells of rows) row(cells, faces.plain);
    },

    /** Null: it is named and not shown. */
    picture(shown: PdfPicture | null, captions: string[]) {
      const scale = shown ? Math.min(1, room / shown.width, PICTURE_HEIGHT_MAX / shown.height) : 0;
      const height = (shown?.height ?? 0) * scale;
      need(height + captions.length * SIZE * LEADING * 2 + 10);
      if (shown) {
        const made = pdf.picture(shown);
        bytes.push(made.bytes);
        pictures.push(made.name);
        y -= height + 4;
        const size = `${(shown.width * scale).toFixed(2)} 0 0 ${height.toFixed(2)}`;
        content += `q ${size} ${MARGIN} ${y.toFixed(2)} cm /I${made.name} Do Q\n`;
      }
      for (const caption of captions) paragraph(faces.plain, caption, SMALL);
      y -= 8;
    },

    /** Places to sign, side by side. */
    signatures(labels: string[]) {
      need(80);
      y -= 46;
      const width = (room - 24 * (labels.length - 1)) / labels.length;
      labels.forEach((label, index) => {
        const x = MARGIN + index * (width + 24);
        content += `0.5 w ${x} ${y.toFixed(2)} m ${(x + width).toFixed(2)} ${y.toFixed(2)} l S\n`;
        lines(faces.plain, label, SMALL, width).forEach((line, place) => {
          at(faces.plain, line, { x, y: y - (place + 1) * SMALL * LEADING, size: SMALL });
        });
      });
      y -= 24;
    },

    /** What is ready to leave. */
    take: (): Uint8Array[] => bytes.splice(0),

    end(): Uint8Array[] {
      if (faces.plain.lacked || faces.bold.lacked) paragraph(faces.plain, words.lacking, SMALL, 10);
      turn();
      const { glyphs } = write(faces.plain, String(pdf.pages()), SMALL);
      bytes.push(pdf.end(`${GREY} BT /P ${SMALL} Tf 0 0 Td ${hexOf(glyphs)} Tj ET`));
      return bytes.splice(0);
    },
  };
}
