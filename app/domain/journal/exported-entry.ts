import type { Day } from "../dates.ts";
import type { AccountRole } from "./account-role.ts";
import type { CauseKind } from "./entry.ts";
import type { Side } from "./share.ts";

/**
 * An entry as it leaves the house, with who and why. Texts are as people typed them; whoever writes them into
 * a format cleans them for it.
 */
export type ExportedEntry = {
  id: string;
  causeKind: CauseKind;
  /** "WO-000001" */
  documentNumber: string;
  reversal: boolean;
  accountingDate: Day;
  eventDate: Day;
  createdAt: Date;
  currency: string;
  /** The document's note. */
  memo: string;
  /** Whose document it is; empty when nobody's name is known. */
  personName: string;
  lines: ExportedLine[];
};

/** As posted, in the order of the entry; the words are those of the document line whose share it is. */
export type ExportedLine = {
  role: AccountRole;
  /** The role where the shop has no account of its own for it. */
  accountName: string;
  /** Empty when the account has no number. */
  accountCode: string;
  side: Side;
  amountMinor: bigint;
  itemTitle: string;
  sku: string;
  reasonLabel: string;
  family: string;
  locationName: string;
  quantity: number;
  disposal: string | null;
  note: string;
};

/** What a file says of itself before its first entry; the entries come by accounting date, then by id. */
export type ExportedBook = {
  shopName: string;
  /** The currencies of the entries, not of the shop: a shop may have changed its own. */
  currencies: string[];
  /** The accounts that the entries speak of. */
  accounts: ExportedAccount[];
  from: Day;
  to: Day;
  madeAt: Date;
  /** The first day of the business year that `from` lies in. */
  yearStart: Day;
  /** What the tax adviser's system knows the shop by, where one told us. */
  adviser: { consultantNumber: number; clientNumber: number } | null;
};

export type ExportedAccount = Pick<ExportedLine, "role" | "accountName" | "accountCode">;
