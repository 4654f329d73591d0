import type { Day } from "../dates.ts";
import type { AccountRole } from "../journal/account-role.ts";
import type { Side } from "../journal/share.ts";
import type { DocumentKind } from "../write-off/kind.ts";

export type DeliveryScope = "document" | "day" | "month" | "test";
export type DeliveryState = "waiting" | "sent" | "confirmed" | "rejected" | "by-hand";

/** What a person must see to before the book can take it. */
export type Trouble = "period-closed" | "mapping" | "auth" | "invalid" | "duplicate";

/** What somebody did to it in the book afterwards. */
export type Drift = "edited" | "voided" | "deleted" | "doubled";

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
