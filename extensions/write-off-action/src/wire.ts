import type { Money, Refusal, WriteOffLine } from "../../shared/src/wire.ts";

/** What the app's `/api/write-offs` doors say and hear. */

export type WriteOffCommand = {
  id: string;
  lines: WriteOffLine[];
  /** Keys of the questions this person has read: that there is a list says that they can be asked. */
  acknowledged: string[];
};

export type ReversalCommand = { id: string; cause: "mistake" };

export type PreviewLine = {
  quantity: number;
  before: number;
  after: number;
  value: Money | null;
  needsValue: boolean;
};

export type Preview = { lines: PreviewLine[] };

export type ViewLine = {
  position: number;
  locationName: string;
  quantity: number;
  before: number | null;
  after: number | null;
  fate: "working" | "applied" | "refused" | "unknown";
  refusal: Refusal | null;
  /** How many of its units can still come back. */
  reversible: number;
};

export type View = {
  id: string;
  number: string;
  state: "working" | "done" | "partly-done" | "refused";
  lines: ViewLine[];
};

/** What became of a command: a document, or a wish that waits for a second person. */
export type Submitted = { writeOff: View } | { outcome: "requested"; request: Requested };

export type Requested = { id: string };
