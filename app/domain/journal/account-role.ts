/** Our names for accounts; each book maps them to accounts of its own. */
export const ACCOUNT_ROLES = [
  "inventory",
  "shrinkage-damage",
  "shrinkage-expired",
  "shrinkage-theft",
  "shrinkage-lost",
  "shrinkage-obsolete",
  "shrinkage-estimate",
  "record-adjustment",
  "internal-use-expense",
  "donation-expense",
  "production-loss",
  "supplier-claim-loss",
  "loss-other",
  "inventory-write-down",
] as const;
export type AccountRole = (typeof ACCOUNT_ROLES)[number];

export function isAccountRole(value: string): value is AccountRole {
  return (ACCOUNT_ROLES as readonly string[]).includes(value);
}

/** A loss cannot be booked against the goods themselves. */
export function isDebitRole(role: AccountRole): boolean {
  return role !== "inventory";
}
