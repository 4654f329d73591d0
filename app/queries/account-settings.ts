import { inShop } from "#app/db/in-shop-transaction.ts";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type AccountSetting = { role: string; name: string; code: string };

/** One row a role, in the order of the roles and not of the names people give them. */
export async function accountSettings(ctx: ShopContext): Promise<AccountSetting[]> {
  const rows = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<AccountSetting[]>`
      SELECT role, name, code FROM account WHERE shop_id = ${ctx.shopId}::uuid`,
  );
  const known = new Map(rows.map((row) => [row.role, row]));
  return ACCOUNT_ROLES.map((role) => known.get(role) ?? { role, name: "", code: "" });
}
