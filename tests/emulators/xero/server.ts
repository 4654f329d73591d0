import type { BookEmulator, BookEmulatorOptions } from "../accounting/emulator.ts";
import { startBook } from "../accounting/server.ts";
import { xeroFace } from "./face.ts";

/** An HTTP server that behaves towards this app as Xero does, with a state, and with faults on demand. */
export function startXero(options: BookEmulatorOptions = {}): Promise<BookEmulator> {
  return startBook(xeroFace, options);
}
