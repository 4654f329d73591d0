import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { upsertColumns } from "#app/db/list-views.ts";
import type { ColumnsCommand } from "#app/domain/list/view-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";

/** Which columns this person sees, on whatever device. */
export async function chooseColumns(
  ctx: ShopContext,
  { columns }: ColumnsCommand,
): Promise<Result<ColumnsCommand>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
    upsertColumns(tx, ctx.shopId, { personId: person.userId, columns }),
  );
  return ok({ columns });
}
