import type { ExportedBook, ExportedEntry } from "#app/domain/journal/exported-entry.ts";

/** Text goes out as UTF-8; bytes go out as they are. */
export type Piece = string | Uint8Array;

/** Writes one file, a piece at a time, so that its length costs no memory. */
export type ExportWriter = {
  opening(): Piece;
  entry(entry: ExportedEntry): Piece;
  closing(): Piece;
};

export type ExportCapabilities = {
  /** A file that names its currency once holds no other. */
  currencies: "one" | "many";
  /** Places after the point; a currency with more cannot be written without rounding. */
  decimalsMax: number;
  /** How an account is told: by a name of ours, by its name in the books, or by its number there. */
  accounts: "declared" | "named" | "numbered";
  /** A date without a year is clear within one business year only. */
  span: "any" | "business-year";
  /** The file must say whose adviser's client it is for. */
  adviser: boolean;
  /** Characters of each of a person's notes that survive; null where all do. */
  textMax: number | null;
};

export type ExportFormat = {
  id: string;
  /** The vendor's own name for it, in every language. */
  name: string;
  mediaType: string;
  extension: string;
  /** Some readers know a file by how its name begins. */
  prefix: string;
  capabilities: ExportCapabilities;
  /** Only for a book of which `problemsOf` finds nothing. */
  begin(book: ExportedBook): ExportWriter;
};
