import { inShop } from "#app/db/in-shop-transaction.ts";
import { isAllowed, type Role } from "#app/domain/approval/role.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type PersonSetting = {
  userId: string;
  name: string;
  email: string;
  accountOwner: boolean;
  mayWriteOff: boolean;
  role: Role | null;
  locations: string[];
  isSelf: boolean;
};

export type PeopleSettings = {
  people: PersonSetting[];
  roleOfOthers: Role | null;
  locations: { id: string; name: string }[];
  mayChange: boolean;
};

/** Everybody who has ever opened Lossbook here; nobody else has a name for us. */
export async function peopleSettings(ctx: ShopContext): Promise<PeopleSettings> {
  const self = ctx.person?.userId ?? "";
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const [people, shops, locations] = await Promise.all([
      tx.$queryRaw<PersonSetting[]>`
        SELECT user_id AS "userId", name, email, account_owner AS "accountOwner", role, locations,
               may_write_off AS "mayWriteOff", user_id = ${self} AS "isSelf"
          FROM person WHERE shop_id = ${ctx.shopId}::uuid
         ORDER BY account_owner DESC, lower(name), user_id LIMIT ${limits.peopleShown}`,
      tx.$queryRaw<
        { role: Role | null }[]
      >`SELECT role_of_others AS role FROM shop WHERE id = ${ctx.shopId}::uuid`,
      tx.$queryRaw<{ id: string; name: string }[]>`
        SELECT location_id AS id, name FROM location_mirror
         WHERE shop_id = ${ctx.shopId}::uuid ORDER BY lower(name), location_id`,
    ]);
    const mayChange = ctx.person !== null && isAllowed(ctx.person, "people");
    return { people, roleOfOthers: shops[0]?.role ?? null, locations, mayChange };
  });
}
