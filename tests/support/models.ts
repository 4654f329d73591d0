import { PrismaPg } from "@prisma/adapter-pg";
import type { Pool } from "pg";
import { PrismaClient } from "#app/db/generated/client.ts";
import type { Database } from "#app/db/in-shop-transaction.ts";

export type ModelTx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

const clients = new WeakMap<Pool, PrismaClient>();

/** Rows as the schema names them, for whoever asks what stands in the tables; the app itself asks in SQL. */
export async function inShopModels<T>(
  { pool }: Pick<Database, "pool">,
  shopId: string,
  work: (tx: ModelTx) => Promise<T>,
): Promise<T> {
  const known = clients.get(pool);
  const client = known ?? new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  if (!known) clients.set(pool, client);
  return client.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('app.shop_id', ${shopId}, true)`;
    return work(tx);
  });
}
