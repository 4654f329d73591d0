import { inShopTransaction } from "../../app/db/in-shop-transaction.ts";
import { openDatabase } from "../../app/db/open-database.ts";
import { openShop } from "../../app/db/shops.ts";
import { type Figures, figuresOf } from "./figures.ts";
import type { ShopifyWatch } from "./shopify-watch.ts";

type Floor = { appUrl: string; shopifyUrl: string; transactions: number; calls: number; rounds: number };

/**
 * What nothing can be faster than that makes as many transactions and calls: each transaction writes one row
 * and no more, each call asks for next to nothing. The same machine, the same database, the same minute.
 */
export async function measureFloor(watch: ShopifyWatch, floor: Floor): Promise<Figures> {
  const database = openDatabase(floor.appUrl, () => undefined);
  const shopId = await openShop(database, "floor.myshopify.com");
  const samples: number[] = [];
  for (let round = 0; round < floor.rounds; round += 1) {
    const ours = watch.begin();
    for (let call = 0; call < floor.calls; call += 1) await (await fetch(`${floor.shopifyUrl}/none`)).text();
    for (let done = 0; done < floor.transactions; done += 1)
      await inShopTransaction(
        database,
        shopId,
        (tx) => tx.$executeRaw`UPDATE shop SET read_at = now() WHERE id = ${shopId}::uuid`,
      );
    samples.push(ours());
  }
  await database.$disconnect();
  return figuresOf(samples);
}
