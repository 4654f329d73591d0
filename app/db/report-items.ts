import type { ItemId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type ReportItem = {
  itemId: ItemId;
  title: string;
  variantTitle: string;
  sku: string;
  imageUrl: string | null;
};

/** What a link reaches, by name: the items it lists, or all we know of one vendor. */
export async function findReportItems(
  tx: Tx,
  shopId: string,
  reach: { itemIds: string[]; vendor: string | null },
): Promise<ReportItem[]> {
  return tx.$queryRaw<ReportItem[]>`
    SELECT item_id AS "itemId", title, variant_title AS "variantTitle", sku, image_url AS "imageUrl"
      FROM item_mirror
     WHERE shop_id = ${shopId}::uuid AND deleted_at IS NULL AND tracked
       AND CASE WHEN ${reach.vendor}::text IS NULL THEN item_id = ANY(${reach.itemIds}::text[])
                ELSE vendor = ${reach.vendor} END
     ORDER BY lower(title), lower(variant_title), item_id LIMIT ${limits.linkItemsMax}`;
}
