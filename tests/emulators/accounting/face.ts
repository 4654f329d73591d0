import type { Exchange, Reply } from "../shopify/exchange.ts";
import type { Account, IdOf, Organisation } from "./ledger.ts";
import type { PaceRules } from "./pace.ts";
import type { SignInRules, SignIns } from "./sign-ins.ts";

/** One call as its vendor understands it. */
export type Call = {
  operation: string;
  /** Null for what belongs to no organisation, as signing in does. */
  organisationId: string | null;
  /** Whether the vendor counts it against the organisation's pace. */
  paced: boolean;
  /** The access token it came with. */
  token: string | null;
  /** The key under which a repetition gets the first answer. */
  key: string | null;
};

/** What a vendor's face may use and change. */
export type BookWorld = {
  organisations: Map<string, Organisation>;
  signIns: SignIns;
  keys: KeyMemory;
  /** What nobody knows for sure of this vendor, by name. */
  switches: Record<string, string | boolean | number>;
  client: { id: string; secret: string };
  /** Callback addresses the app is registered with; null: any. */
  redirectUris: string[] | null;
  now(): number;
  origin(): string;
  nextNumber(): number;
  changed(): void;
};

/** Answers to keys that were seen. */
export type KeyMemory = {
  find(organisationId: string, key: string): Reply | null;
  keep(organisationId: string, key: string, reply: Reply): void;
};

/** All that differs between the vendors: addresses, words, refusals. */
export type BookFace = {
  kind: string;
  name: string;
  idOf: IdOf;
  signIn: SignInRules;
  pace: PaceRules;
  /** Every doubt about this vendor with its possible answers; the first is where it begins. */
  switchChoices: Record<string, readonly (string | boolean | number)[]>;
  scope: string;
  /** May the person at the consent page open several organisations at once? */
  manyOrganisations: boolean;
  /** Where a browser is sent to agree. */
  authorizePath: string;
  /** The vendor's own address of a journal for people; null: no such address. */
  journalPageOf(exchange: Exchange, world: BookWorld): { organisationId: string; journalId: string } | null;
  /** Null: no address of this vendor. */
  callOf(exchange: Exchange): Call | null;
  answer(world: BookWorld, call: Call, exchange: Exchange, body: Body): Reply;
  replies: {
    unauthorised(): Reply;
    throttled(limit: string, retryAfterS: number): Reply;
    failed(status: number): Reply;
    /** Looks like success and says that nothing was done. */
    refusedIn200(call: Call): Reply;
  };
  /** Headers that tell how much pace is left. */
  paceHeaders(left: { minute: number | null; day: number | null }): Record<string, string>;
  /** What the vendor appends to the callback address beside code and state. */
  callbackOf(organisationIds: string[]): Record<string, string>;
  /** What becomes of a booked journal that a person there takes away. */
  takenAway: "deleted" | "voided";
  /** What the vendor calls an account of this class, for the page. */
  accountWords(account: Account): string;
};

/** What was sent: JSON or a form, and the text of it. */
export type Body = { text: string; value: Record<string, unknown> | null };
