import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import { isUuid } from "#app/domain/ids.ts";
import { toView, type WriteOffView } from "./write-off-view.ts";
import { documentRow } from "./write-off-view-rows.ts";

/** A document without any cost, for paper that leaves the house; null when the shop has none of that id. */
export async function disposalNote(
  database: Database,
  shopId: string,
  documentId: string,
): Promise<WriteOffView | null> {
  if (!isUuid(documentId)) return null;
  const row = await inShop(database, shopId, (tx) => documentRow(tx, shopId, documentId));
  return row && toView(row, false);
}
