import { inShop } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type ReasonSetting = {
  id: string;
  label: string;
  family: string;
  shrink: boolean;
  needsNote: boolean;
  needsEvidence: boolean;
  debitRole: string;
  materialRole: string | null;
  shopifyReason: string;
  kinds: string[];
  archived: boolean;
};

/** The whole list, archived ones last: an archived reason still explains old documents. */
export async function reasonSettings(ctx: ShopContext): Promise<ReasonSetting[]> {
  return inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<ReasonSetting[]>`
      SELECT id, label, family, shrink, needs_note AS "needsNote", needs_evidence AS "needsEvidence",
             debit_role AS "debitRole", material_role AS "materialRole", shopify_reason AS "shopifyReason",
             kinds, archived_at IS NOT NULL AS archived
        FROM reason WHERE shop_id = ${ctx.shopId}::uuid ORDER BY archived_at IS NOT NULL, position, id`,
  );
}
