import type { Role } from "#app/domain/approval/role.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type PersonRow = {
  userId: string;
  name: string;
  email: string;
  accountOwner: boolean;
  locale: string;
  mayWriteOff: boolean;
  seesCost: boolean | null;
  costReadAt: Date | null;
  role: Role | null;
  locations: string[];
};

/** What Shopify tells; the rest is ours. */
export type PersonFacts = Omit<PersonRow, "seesCost" | "costReadAt" | "role" | "locations">;

export async function findPerson(tx: Tx, shopId: string, userId: string): Promise<PersonRow | null> {
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT user_id AS "userId", name, email, account_owner AS "accountOwner", locale,
           may_write_off AS "mayWriteOff", sees_cost AS "seesCost", cost_read_at AS "costReadAt", role,
           locations
      FROM person WHERE shop_id = ${shopId}::uuid AND user_id = ${userId}`;
  return rows[0] ?? null;
}

/** What Shopify last told of a person takes the place of what it told before. */
export async function insertPerson(tx: Tx, shopId: string, person: PersonFacts, seenAt: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO person (shop_id, user_id, name, email, account_owner, locale, may_write_off, seen_at)
    VALUES (${shopId}::uuid, ${person.userId}, ${person.name}, ${person.email}, ${person.accountOwner},
            ${person.locale}, ${person.mayWriteOff}, ${seenAt})
        ON CONFLICT (shop_id, user_id) DO UPDATE
       SET name = excluded.name, email = excluded.email, account_owner = excluded.account_owner,
           locale = excluded.locale, may_write_off = excluded.may_write_off, seen_at = excluded.seen_at`;
}

export async function markLocale(tx: Tx, shopId: string, userId: string, locale: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE person SET locale = ${locale} WHERE shop_id = ${shopId}::uuid AND user_id = ${userId}`;
}

export async function markCostSight(
  tx: Tx,
  shopId: string,
  userId: string,
  sight: { seesCost: boolean; costReadAt: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE person SET sees_cost = ${sight.seesCost}, cost_read_at = ${sight.costReadAt}
     WHERE shop_id = ${shopId}::uuid AND user_id = ${userId}`;
}

/** What they had, for the trail; null when nobody of that id was ever here. */
export async function markRole(
  tx: Tx,
  shopId: string,
  given: { userId: string; role: Role | null; locations: string[] },
): Promise<{ role: Role | null; locations: string[] } | null> {
  const rows = await tx.$queryRaw<{ role: Role | null; locations: string[] }[]>`
    UPDATE person p SET role = ${given.role}, locations = ${given.locations}::text[]
      FROM (SELECT shop_id, user_id, role, locations FROM person
             WHERE shop_id = ${shopId}::uuid AND user_id = ${given.userId} FOR UPDATE) was
     WHERE p.shop_id = was.shop_id AND p.user_id = was.user_id
    RETURNING was.role, was.locations`;
  return rows[0] ?? null;
}
