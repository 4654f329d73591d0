import type { Day } from "../dates.ts";
import type { AccountRole } from "../journal/account-role.ts";
import type { Side } from "../journal/share.ts";
import type { DocumentKind } from "../write-off/kind.ts";

export type DeliveryScope = "document" | "day" | "month" | "test";
export const DELIVERY_STATES = ["waiting", "sent", "confirmed", "rejected", "by-hand"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What a person must see to before the book can take it. */
export const TROUBLES = ["period-closed", "mapping", "auth", "invalid", "duplicate"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What somebody did to it in the book afterwards. */
export const DRIFTS = ["edited", "voided", "deleted", "doubled"] as const;
export type Drift = (typeof DRIFTS)[number];

/** An entry's posting with what a bookkeeper wants to read beside it. */
export type DeliveredPosting = {
  documentNumber: string;
  documentKind: DocumentKind;
  reversesNumber: string | null;
  eventDate: Day;
  role: AccountRole;
  side: Side;
  amountMinor: bigint;
  quantity: number;
  title: string;
  reasonId: string;
  reasonLabel: string;
  locationId: string;
};
