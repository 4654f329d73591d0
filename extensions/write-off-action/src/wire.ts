/** What the app's `/api/write-offs` doors say and hear. */

export type Money = { amount: string; currency: string };

export type Problem = {
  code: string;
  at?: (string | number)[];
  facts?: Record<string, unknown>;
  message: string;
};

export type Refusal = { code: string; message: string };

export type Reason = { id: string; label: string; needsNote: boolean; needsEvidence: boolean };

export type Level = {
  locationId: string;
  locationName: string;
  available: number;
  refusal: Refusal | null;
};

export type Variant = {
  variantId: string;
  itemId: string;
  title: string;
  /** Empty where the product has only this one. */
  variantTitle: string;
  sku: string;
  refusal: Refusal | null;
  levels: Level[];
};

export type WriteOffForm = {
  person: { id: string; name: string; mayWriteOff: boolean; seesCost: boolean };
  shop: { name: string; currency: string; timeZone: string; today: string };
  reasons: Reason[];
  disposals: { id: string; label: string }[];
  variants: Variant[];
};

export type WriteOffLine = {
  itemId: string;
  locationId: string;
  quantity: number;
  reasonId: string;
  disposal?: string;
  note?: string;
};

export type WriteOffCommand = { id: string; lines: WriteOffLine[] };

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
