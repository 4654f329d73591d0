import type { AccountSetting } from "#app/queries/account-settings.ts";

export function accountNameOf(accounts: AccountSetting[], role: string): string {
  const account = accounts.find((one) => one.role === role);
  return [account?.code, account?.name || role].filter(Boolean).join(" ");
}

/** Where a loss may go: anywhere but to the goods themselves. */
export function debitOptions(accounts: AccountSetting[]): { value: string; label: string }[] {
  return accounts
    .filter(({ role }) => role !== "inventory")
    .map(({ role }) => ({ value: role, label: accountNameOf(accounts, role) }));
}
