import type { AccountSetting } from "#app/queries/account-settings.ts";

export function accountNameOf(accounts: AccountSetting[], role: string): string {
  const account = accounts.find((one) => one.role === role);
  return [account?.code, account?.name || role].filter(Boolean).join(" ");
}
