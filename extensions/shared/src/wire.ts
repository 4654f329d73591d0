/** What the app's doors say to more than one extension. */

export type Money = { amount: string; currency: string };

export type Problem = {
  code: string;
  at?: (string | number)[];
  facts?: Record<string, unknown>;
  message: string;
};

/** What the store's plan counts, and where another one is chosen. */
export type Allowance = { limit: number; used: number; planUrl: string };

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
  person: { id: string; name: string; mayWriteOff: boolean; mayRequest: boolean; seesCost: boolean };
  shop: { name: string; currency: string; timeZone: string; today: string };
  reasons: Reason[];
  disposals: { id: string; label: string }[];
  variants: Variant[];
  allowance: Allowance | null;
};

export type WriteOffLine = {
  itemId: string;
  locationId: string;
  quantity: number;
  reasonId: string;
  disposal?: string;
  note?: string;
  /** What could still have been had from goods that leave all the same. */
  salvage?: string;
};
