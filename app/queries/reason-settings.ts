import { inShopModels } from "#app/db/in-shop-transaction.ts";
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
  const rows = await inShopModels(ctx.database, ctx.shopId, (tx) =>
    tx.reason.findMany({
      where: { shopId: ctx.shopId },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      omit: { shopId: true, position: true },
    }),
  );
  const reasons = rows.map(({ archivedAt, ...row }) => ({ ...row, archived: archivedAt !== null }));
  return [...reasons.filter((one) => !one.archived), ...reasons.filter((one) => one.archived)];
}
