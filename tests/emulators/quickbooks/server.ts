import type { BookEmulator, BookEmulatorOptions } from "../accounting/emulator.ts";
import { startBook } from "../accounting/server.ts";
import { quickbooksFace } from "./face.ts";

export function startQuickbooks(options: BookEmulatorOptions = {}): Promise<BookEmulator> {
  return startBook(quickbooksFace, options);
}
