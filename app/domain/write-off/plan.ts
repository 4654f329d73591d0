import type { Day } from "../dates.ts";
import type { ItemId, LocationId } from "../ids.ts";
import type { AccountRole } from "../journal/account-role.ts";
import type { Disposal } from "../reason/disposal.ts";
import type { Family, ShopifyReason } from "../reason/reason.ts";
import type { SalvageLeaving } from "../reason/salvage.ts";
import type { TheftClass } from "../reason/theft-class.ts";
import type { DocumentKind } from "./kind.ts";
import type { Question } from "./question.ts";
import type { TakenFrom } from "./taken-from.ts";

/** What a document will do, complete before anything is written. A preview is this plan and no commit. */
export type WriteOffPlan = {
  id: string;
  kind: DocumentKind;
  reverses: { documentId: string; cause: "mistake" | "found" } | null;
  note: string;
  eventDate: Day;
  /** Where it would be booked now; decided again under lock when the entry is made. */
  accountingDate: Day;
  currency: string;
  timeZone: string;
  lines: PlannedLine[];
  adjustments: PlannedAdjustment[];
  units: number;
  /** Null while a line has no known cost: a partial total would look like a total. */
  valueMinor: bigint | null;
  /** The same at what is known, where somebody stated less: who watches what is unusual goes by that. */
  worthMinor: bigint | null;
  needsValue: number;
  /** What a person is asked before it happens; empty where nobody is there to ask. */
  questions: Question[];
};

export type PlannedLine = {
  position: number;
  adjustment: number;
  itemId: ItemId;
  variantId: string | null;
  productId: string | null;
  title: string;
  variantTitle: string;
  sku: string;
  barcode: string;
  imageUrl: string | null;
  locationId: LocationId;
  locationName: string;
  takenFrom: TakenFrom;
  quantity: number;
  reasonId: string;
  reasonLabel: string;
  family: Family;
  shrink: boolean;
  disposal: Disposal | null;
  note: string;
  debitRole: AccountRole;
  cost: FrozenCost | null;
  valueMinor: bigint | null;
  /** The cost was stated, and no other is known or a higher one is. */
  isLowered?: boolean;
  before: number;
  after: number;
  reverses: { lineId: string; rootLineId: string } | null;
  theftClass: TheftClass | null;
  salvage: SalvageLeaving | null;
  draftLineId: string | null;
};

/** A unit cost with where it came from and when; it never changes after submit. */
export type FrozenCost = {
  amount: string;
  source: "shopify" | "manual" | "last-known";
  cause: string;
  at: Date;
};

/** One Shopify call: one reason, one quantity name, at most one change a level. */
export type PlannedAdjustment = { ordinal: number; shopifyReason: ShopifyReason; takenFrom: TakenFrom };
