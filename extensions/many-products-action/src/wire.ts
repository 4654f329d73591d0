import type { Allowance, Reason, Refusal } from "../../shared/src/wire.ts";

/** What `/api/drafts/choices` says. */
export type Choices = {
  person: { mayWriteOff: boolean; mayRequest: boolean };
  reasons: Reason[];
  locations: { id: string; name: string }[];
  linesMax: number;
  allowance: Allowance | null;
};

export type ProductsCommand = {
  id: string;
  productIds: string[];
  locationId: string;
  reasonId: string;
  quantity: "one" | "all";
};

export type Begun = {
  draft: { id: string; lines: DraftLine[] };
  left: { title: string; refusal: Refusal }[];
};

export type DraftLine = {
  itemId: string;
  productId: string | null;
  title: string;
  variantTitle: string;
  quantity: number;
};
