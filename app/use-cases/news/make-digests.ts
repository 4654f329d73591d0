import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { gatherDigests } from "#app/db/mails.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertMailJob } from "./tell-news.ts";

/** What waited for the day's letter goes into it, once a day and reader, when their hour has come. */
export async function makeDigests(ctx: ShopContext): Promise<number> {
  if (!ctx.mail) return 0;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const made = await gatherDigests(tx, ctx.shopId, limits.digestHour, () => ctx.ids.next());
    for (const id of made) await insertMailJob(tx, id, 0);
    return made.length;
  });
}
