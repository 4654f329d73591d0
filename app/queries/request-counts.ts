import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type RequestCounts = {
  /** The shop has asked for a second person somewhere, or somebody has a role. */
  isUsed: boolean;
  /** For this person to decide, and what came back to them. */
  waiting: number;
};

export function requestCounts(ctx: ShopContext): Promise<RequestCounts> {
  return inShop(ctx.database, ctx.shopId, (tx) => countRequests(ctx, tx));
}

/** Counted from an index that holds open requests and nothing else. */
export async function countRequests({ person, shopId }: ShopContext, tx: Tx): Promise<RequestCounts> {
  const userId = person?.userId ?? "";
  const mayDecide = person !== null && isAllowed(person, "approve");
  const places = person && !person.accountOwner ? person.locations : [];
  const rows = await tx.$queryRaw<RequestCounts[]>`
      SELECT EXISTS (SELECT FROM approval_rule WHERE shop_id = ${shopId}::uuid AND ended_at IS NULL)
          OR EXISTS (SELECT FROM request WHERE shop_id = ${shopId}::uuid)
          OR EXISTS (SELECT FROM person WHERE shop_id = ${shopId}::uuid AND role IS NOT NULL)
          OR EXISTS (SELECT FROM shop WHERE id = ${shopId}::uuid AND role_of_others IS NOT NULL)
          AS "isUsed",
        (SELECT count(*)::int FROM request r
           JOIN request_revision v
             ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
          WHERE r.shop_id = ${shopId}::uuid AND r.state IN ('waiting', 'sent-back')
            AND CASE WHEN r.requester = ${userId} THEN r.state = 'sent-back'
                 ELSE r.state = 'waiting' AND ${mayDecide}
                  AND (cardinality(${places}::text[]) = 0 OR v.locations <@ ${places}::text[])
                 END) AS waiting`;
  return rows[0] ?? { isUsed: false, waiting: 0 };
}
