import type { Allowance, Money } from "../../shared/src/wire.ts";

/** What `/api/product-block` says. */
export type Block = {
  person: { mayWriteOff: boolean; mayRequest: boolean; seesCost: boolean };
  /** Null while nothing of it was ever written off. */
  productId: string | null;
  documents: BlockDocument[];
  lost: { days: number; units: number; value: Money | null };
  flagged: number;
  requests: BlockRequest[];
  allowance: Allowance | null;
};

export type BlockDocument = {
  id: string;
  number: string;
  kind: string;
  state: string;
  eventDate: string;
  units: number;
  reasonLabel: string;
};

export type BlockRequest = { id: string; by: string; units: number };

export type FlagCommand = {
  id: string;
  itemId: string;
  locationId: string;
  quantity: number;
  reasonId: string;
  note?: string;
};

/** How many units of these goods are on their location's list now. */
export type Flagged = { flag: { quantity: number } };
