import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Font, readFont } from "./exports/pdf/font.ts";

let read: Promise<{ plain: Font; bold: Font }> | null = null;

/** Read when the first paper is written, and kept: they are the same for everybody. */
export function fonts(): Promise<{ plain: Font; bold: Font }> {
  read ??= readAll();
  return read;
}

async function readAll() {
  const folder = join(import.meta.dirname, "..", "client", "fonts");
  const font = async (name: string) =>
    readFont(await readFile(join(folder, `DejaVuSansCondensed${name}.ttf`)));
  return { plain: await font(""), bold: await font("-Bold") };
}
