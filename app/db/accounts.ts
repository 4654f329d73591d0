import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type AccountName = { role: AccountRole; name: string; code: string };

export async function insertAccounts(tx: Tx, shopId: string, accounts: AccountName[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account (shop_id, role, name, code)
    SELECT ${shopId}::uuid, x.role, x.name, x.code
      FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb) AS x(role text, name text, code text)
        ON CONFLICT (shop_id, role) DO NOTHING`;
}

export async function markAccount(tx: Tx, account: AccountName): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE account SET name = ${account.name}, code = ${account.code} WHERE role = ${account.role}`;
  return changed === 1;
}
