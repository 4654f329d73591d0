import type { Tx } from "./in-shop-transaction.ts";

/**
 * In one order for everybody, so that two webhooks about one product never wait for each other in a circle.
 */
export async function listItemsOfProduct(tx: Tx, shopId: string, productId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ itemId: string }[]>`
    SELECT item_id AS "itemId" FROM item_mirror
     WHERE shop_id = ${shopId}::uuid AND product_id = ${productId} ORDER BY item_id`;
  return rows.map(({ itemId }) => itemId);
}
