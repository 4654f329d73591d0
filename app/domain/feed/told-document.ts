import type { TakenFrom } from "../write-off/taken-from.ts";

/** A document as the feed tells it; what stands in no column is not named here. */
export type ToldDocument = {
  number: string;
  kind: string;
  state: string;
  reverses: { number: string } | null;
  note: string;
  eventDate: string;
  currency: string;
  person: string | null;
  createdAt: string;
  settledAt: string | null;
  lines: ToldDocumentLine[];
};

export type ToldDocumentLine = {
  position: number;
  item: string;
  variant: string;
  sku: string;
  location: string;
  quantity: number;
  reason: string;
  family: string;
  disposal: string | null;
  note: string;
  unitCost: string | null;
  value: string | null;
  fate: string;
  before: number | null;
  after: number | null;
  theftClass: string | null;
  salvage: string | null;
  takenFrom: TakenFrom;
};
