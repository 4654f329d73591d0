import type { AccountRole } from "../journal/account-role.ts";

export type ChartAccount = {
  id: string;
  code: string;
  name: string;
  kind: string;
  isActive: boolean;
  isPostable: boolean;
};

/** Words a bookkeeper might have used for a role, best first; kinds the account may be of, best first. */
const HINTS: Record<AccountRole, { words: string[]; kinds: string[] }> = {
  inventory: { words: ["inventory", "stock"], kinds: ["inventory", "current-asset"] },
  "shrinkage-damage": { words: ["damage", "breakage"], kinds: ["cost-of-sales", "expense"] },
  "shrinkage-expired": { words: ["expired", "spoil", "waste"], kinds: ["cost-of-sales", "expense"] },
  "shrinkage-theft": { words: ["theft", "stolen"], kinds: ["expense", "cost-of-sales"] },
  "shrinkage-lost": { words: ["lost", "missing"], kinds: ["cost-of-sales", "expense"] },
  "shrinkage-obsolete": { words: ["obsole"], kinds: ["cost-of-sales", "expense"] },
  "shrinkage-estimate": { words: ["estimate"], kinds: ["cost-of-sales", "expense"] },
  "record-adjustment": { words: ["adjustment"], kinds: ["cost-of-sales", "expense"] },
  "internal-use-expense": { words: ["internal", "own use", "samples"], kinds: ["expense"] },
  "donation-expense": { words: ["donation", "charit", "gift"], kinds: ["expense"] },
  "production-loss": { words: ["production", "scrap"], kinds: ["cost-of-sales", "expense"] },
  "supplier-claim-loss": { words: ["supplier", "claim", "return"], kinds: ["cost-of-sales", "expense"] },
  "loss-other": { words: ["loss"], kinds: ["cost-of-sales", "expense"] },
  "inventory-write-down": {
    words: ["write-down", "write down", "impair"],
    kinds: ["cost-of-sales", "expense"],
  },
};

/** What any loss may go to where the chart knows nothing finer. */
const ANY_LOSS = ["shrink", "write-off", "write off", "inventory loss", "stock loss", "wastage"];

/** Proposals for a person to look at: an account of the right kind whose name speaks of the role. */
export function suggestAccounts(accounts: ChartAccount[]): Map<AccountRole, string> {
  const usable = accounts.filter(({ isActive, isPostable }) => isActive && isPostable);
  const suggested = new Map<AccountRole, string>();
  for (const [role, { words, kinds }] of Object.entries(HINTS) as [
    AccountRole,
    (typeof HINTS)[AccountRole],
  ][]) {
    const wanted = role === "inventory" ? words : [...words, ...ANY_LOSS];
    const found = wanted
      .flatMap((word) => kinds.map((kind) => usable.find((one) => one.kind === kind && says(one, word))))
      .find((account) => account !== undefined);
    const onlyOne = role === "inventory" ? soleOf(usable, "inventory") : undefined;
    const account = onlyOne ?? found;
    if (account) suggested.set(role, account.id);
  }
  const inventory = suggested.get("inventory");
  for (const [role, id] of suggested) if (role !== "inventory" && id === inventory) suggested.delete(role);
  return suggested;
}

function says(account: ChartAccount, word: string): boolean {
  return account.name.toLowerCase().includes(word);
}

function soleOf(accounts: ChartAccount[], kind: string): ChartAccount | undefined {
  const all = accounts.filter((account) => account.kind === kind);
  return all.length === 1 ? all[0] : undefined;
}
