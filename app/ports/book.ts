import type { BookJournal, BookLine } from "#app/domain/book/journal.ts";
import type { Day } from "#app/domain/dates.ts";

export type { BookJournal, BookLine };

/** What a kind of book can do and how much it takes: data, so that nobody above asks which vendor it is. */
export type BookCapabilities = {
  kind: BookKind;
  /** As its vendor writes it. */
  name: string;
  referenceLengthMax: number;
  memoLengthMax: number;
  lineMemoLengthMax: number;
  linesMax: number;
  dimensionsPerLineMax: number;
  keyLengthMax: number;
  /** After this long a call that was not answered is no longer at work at the vendor. */
  callEndsWithinMs: number;
  pace: BookPace;
  /** How long a refresh token lives from its last use, and at the very most from the consent. */
  signInEnds: { idleDays: number; hardDays: number | null };
  /** Whether stock kept in the book itself would be booked twice beside ours. */
  mayTrackStock: boolean;
};

export type BookKind = "quickbooks" | "xero";

/** Per organisation and app, whoever of our shops and processes calls. */
export type BookPace = {
  callsPerMinute: number;
  callsPerSecond: number | null;
  callsPerDay: number | null;
  callsAtOnce: number;
};

export type BookOrganisation = {
  remoteId: string;
  name: string;
  currency: string;
  timeZone: string | null;
  country: string | null;
  /** Nothing may be dated on or before it. */
  lockDate: Day | null;
  tracksStock: boolean | null;
};

export type AccountKind =
  | "inventory"
  | "current-asset"
  | "cost-of-sales"
  | "expense"
  | "income"
  | "liability"
  | "other";

export type BookAccount = {
  id: string;
  code: string;
  name: string;
  kind: AccountKind;
  currency: string | null;
  isActive: boolean;
  /** Whether a journal may be posted to it: a vendor keeps some accounts for itself. */
  isPostable: boolean;
};

export type BookDimension = {
  id: string;
  name: string;
  options: { id: string; name: string; isActive: boolean }[];
};

/** A journal as the book holds it. */
export type RemoteJournal = BookJournal & {
  remoteId: string;
  version: string | null;
  state: "posted" | "draft" | "voided" | "deleted";
  /** Where a person finds it in the vendor's own pages. */
  address: string | null;
  changedAt: Date | null;
};

export type RejectionKind = "period-closed" | "mapping" | "auth" | "invalid" | "duplicate";

export type SendAnswer =
  | { kind: "sent"; journal: RemoteJournal }
  /** The book answered and holds nothing of it. */
  | { kind: "rejected"; why: RejectionKind; code: string; vendorText: string }
  /** Surely not executed: the send does not count. */
  | { kind: "not-sent"; why: "throttled" | "signed-out" | "unreachable"; delayMs: number }
  /** Nobody can say whether it was booked. */
  | { kind: "unanswered"; why: string };

/** What became of a journal since a moment; a deleted one has no lines any more. */
export type RemoteChange =
  | { kind: "changed"; journal: RemoteJournal }
  | { kind: "deleted"; remoteId: string; at: Date | null };

/** One organisation of a connected book. Reading throws AdapterError; sending answers. */
export interface BookPort {
  capabilities: BookCapabilities;
  describe(): Promise<BookOrganisation>;
  listAccounts(): Promise<BookAccount[]>;
  listDimensions(): Promise<BookDimension[]>;
  /** All journals under each of these references, also voided ones: two of one reference are an alarm. */
  findByReferences(references: string[]): Promise<RemoteJournal[]>;
  send(journal: BookJournal, key: string): Promise<SendAnswer>;
  /** Books the opposite of a journal under a reference of its own; no book we know truly undoes one. */
  reverse(original: RemoteJournal, reversal: Omit<BookJournal, "lines">, key: string): Promise<SendAnswer>;
  find(remoteId: string): Promise<RemoteJournal | null>;
  changesSince(moment: Date): Promise<RemoteChanges>;
}

export type RemoteChanges = {
  /** Journals changed since then, ours and others. */
  changes: RemoteChange[];
  /** Deletions before this moment may be missing: some books tell of them for a while only. */
  deletionsFrom: Date;
  /** The moment to ask from next time. */
  until: Date;
};

/** What a port gets to work with one organisation. */
export type BookAccess = {
  organisationId: string;
  /** AdapterError "disconnected" when there is none and none can be had, "retry" when not just now. */
  tokenOf(): Promise<string>;
  /** The vendor turned this token away: it shall not be sent again. */
  forget(token: string): Promise<void>;
  pace: BookPaceKeeper;
};

/** Keeps the pace of one organisation over all processes. */
export interface BookPaceKeeper {
  /** Waits for its turn; what it returns is called when the call has ended. AdapterError "retry": not now. */
  enter(): Promise<() => Promise<void>>;
  /** The vendor itself said to wait: nobody calls for so long. */
  told(delayMs: number): Promise<void>;
}

/** A kind of book that this installation is set up for. */
export interface BookVendor {
  capabilities: BookCapabilities;
  signIn: BookSignIn;
  open(access: BookAccess): BookPort;
}

export type BookTokens = {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
  /** When the refresh token dies unless it is used, and when it dies whatever we do. */
  refreshExpiresAt: Date;
  refreshHardExpiresAt: Date | null;
};

/** How a kind of book lets itself be connected. */
export interface BookSignIn {
  addressOf(asked: { state: string; challenge: string; callback: string }): string;
  /** `answered` is what the vendor appended to the callback address. */
  exchange(asked: {
    answered: URLSearchParams;
    verifier: string;
    callback: string;
  }): Promise<{ tokens: BookTokens; organisations: { remoteId: string; name: string }[] }>;
  /** AdapterError "disconnected" when the vendor takes the refresh token no more. */
  refresh(refreshToken: string): Promise<BookTokens>;
  /** Ends what we may do there; a token that is over already is as good as revoked. */
  revoke(tokens: { accessToken: string; refreshToken: string }, remoteId: string): Promise<void>;
}
