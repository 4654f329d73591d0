import { invariant } from "#app/domain/invariant.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { ExportedAccount } from "#app/domain/journal/exported-entry.ts";
import { oneLine } from "#app/domain/one-line.ts";

/** The five roots that plain-text books share. */
const ROOTS = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];

const rootOfRole: Record<AccountRole, (typeof ROOTS)[number]> = {
  inventory: "Assets",
  "shrinkage-damage": "Expenses",
  "shrinkage-expired": "Expenses",
  "shrinkage-theft": "Expenses",
  "shrinkage-lost": "Expenses",
  "shrinkage-obsolete": "Expenses",
  "shrinkage-estimate": "Expenses",
  "record-adjustment": "Expenses",
  "internal-use-expense": "Expenses",
  "donation-expense": "Expenses",
  "production-loss": "Expenses",
  "supplier-claim-loss": "Expenses",
  "loss-other": "Expenses",
  "inventory-write-down": "Expenses",
};

/**
 * One name for each account. Roles that share an account share its name; accounts that only look alike once
 * they are written in a format are told apart by their role.
 */
export function accountNames(
  accounts: readonly ExportedAccount[],
  toName: (account: ExportedAccount, suffix: string) => string,
): (role: AccountRole) => string {
  const byAccount = new Map<string, string>();
  const byRole = new Map<AccountRole, string>();
  const taken = new Set<string>();
  for (const account of accounts.toSorted((left, right) => (left.role < right.role ? -1 : 1))) {
    const key = JSON.stringify([account.accountName, account.accountCode]);
    const name = byAccount.get(key) ?? firstFree(account);
    // Some readers tell no capital from a small letter.
    taken.add(name.toLowerCase());
    byAccount.set(key, name);
    byRole.set(account.role, name);
  }
  return (role) => {
    const name = byRole.get(role);
    invariant(name !== undefined, `the file has an account for ${role}`);
    return name;
  };

  function firstFree(account: ExportedAccount): string {
    let name = toName(account, "");
    for (let turn = 1; taken.has(name.toLowerCase()); turn += 1)
      name = toName(account, turn === 1 ? `-${account.role}` : `-${account.role}-${turn}`);
    return name;
  }
}

/** "Shrinkage: damage" has two parts; where nothing of a name can be written, its number is the name. */
export function partsOfName(
  { role, accountName, accountCode }: ExportedAccount,
  toPart: (text: string) => string,
): string[] {
  const written = oneLine(accountName).split(":").map(toPart).filter(Boolean);
  return written.length > 0 ? written : [toPart(oneLine(accountCode)) || toPart(role)];
}

/** Below one of the five roots; whoever writes a root of their own keeps it. */
export function rootedParts(account: ExportedAccount, toPart: (text: string) => string): string[] {
  const parts = partsOfName(account, toPart);
  const isRooted = parts.length > 1 && ROOTS.includes(parts[0] ?? "");
  return isRooted ? parts : [rootOfRole[account.role], ...parts];
}
