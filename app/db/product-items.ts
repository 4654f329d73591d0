import type { Tx } from "./in-shop-transaction.ts";

/**
 * In one order for everybody, so that two webhooks about one product never wait for each other in a circle.
 */
export async function listItemsOfProduct(tx: Tx, shopId: string, productId: string): Promise<string[]> {
  const rows = await tx.itemMirror.findMany({
    where: { shopId, productId },
    select: { itemId: true },
    orderBy: { itemId: "asc" },
  });
  return rows.map(({ itemId }) => itemId);
}
