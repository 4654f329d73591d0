import type { Problem } from "../problem.ts";

export const ROLES = ["assistant", "manager", "finance", "senior-finance", "auditor"] as const;
export type Role = (typeof ROLES)[number];

export const RIGHTS = [
  /** Fill in the form; without `write-off` it becomes a request. */
  "request",
  "write-off",
  "reverse",
  "approve",
  /** Decide about documents that something unusual was noticed about. */
  "approve-flagged",
  /** Add photos and files to a document, and read them. */
  "evidence",
  /** Make addresses through which suppliers and sellers report. */
  "links",
  "see-cost",
  "see-journal",
  /** Value lines, close and open, connect books, hand out feeds and files. */
  "keep-books",
  /** Reasons, accounts, stock rules. */
  "settings",
  "audit",
  /** Give roles and lay down what needs a second person. */
  "people",
] as const;
export type Right = (typeof RIGHTS)[number];

const OF_ROLE: Record<Role, readonly Right[]> = {
  assistant: ["request", "evidence"],
  manager: ["request", "write-off", "reverse", "approve", "evidence", "links", "see-cost"],
  finance: RIGHTS.filter((right) => right !== "approve-flagged" && right !== "people"),
  "senior-finance": RIGHTS,
  auditor: ["evidence", "see-cost", "see-journal", "audit"],
};

/** A shop that gave nobody a role works as Shopify lets its people; only the owner lays down rules. */
const OF_NO_ROLE: readonly Right[] = RIGHTS.filter((right) => right !== "people");

/** What Shopify itself allows only to those who may change inventory. */
const NEEDS_INVENTORY: readonly Right[] = ["write-off", "reverse", "approve", "approve-flagged"];

export function rightsOf(role: Role | null): readonly Right[] {
  return role === null ? OF_NO_ROLE : OF_ROLE[role];
}

export type Standing = {
  role: Role | null;
  accountOwner: boolean;
  /** Shopify's own answer: this person may change inventory. */
  mayWriteOff: boolean;
};

/** What both their role here and Shopify allow; the account owner counts as every role. */
export function isAllowed(person: Standing, right: Right): boolean {
  if (NEEDS_INVENTORY.includes(right) && !person.mayWriteOff) return false;
  return person.accountOwner || rightsOf(person.role).includes(right);
}

/** Why a person may not, in the order they could do something about it; null when they may. */
export function barOf(person: Standing | null, right: Right): Problem | null {
  if (person && isAllowed(person, right)) return null;
  if (!person || (NEEDS_INVENTORY.includes(right) && !person.mayWriteOff))
    return { code: "may-not-write-off" };
  return { code: "not-your-role", facts: { right, role: person.role } };
}

type Placed = { accountOwner: boolean; locations: readonly string[] };

/** Nobody said where: everywhere. */
export function isPlacedAt(person: Placed, locationId: string): boolean {
  return person.accountOwner || person.locations.length === 0 || person.locations.includes(locationId);
}

/** What is at several locations is a matter of whoever works at one of them; a person reads its name. */
export function barElsewhere(person: Placed, locations: { id: string; name: string }[]): Problem | null {
  const [first] = locations;
  if (!first || locations.some(({ id }) => isPlacedAt(person, id))) return null;
  return { code: "not-your-location", facts: { location: first.name } };
}
