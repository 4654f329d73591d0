import { invariant } from "#app/domain/invariant.ts";
import type { PrismaClient } from "./generated/client.ts";

export type Database = PrismaClient;
export type Tx = Parameters<Parameters<Database["$transaction"]>[0]>[0];

const TRANSACTION_MS_MAX = 10_000;
const WAIT_FOR_CONNECTION_MS_MAX = 10_000;

/**
 * The one way to touch a tenant's rows. The shop is set first, so that every policy sees it, and the deferred
 * checks run as the last statement: their error at COMMIT would leave the driver's connection unusable. READ
 * COMMITTED is what the database does by itself; saying so would cost a round trip.
 */
export async function inShopTransaction<T>(
  database: Database,
  shopId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  invariant(shopId, "a transaction knows its shop");
  return database.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT set_config('app.shop_id', ${shopId}, true)`;
      const result = await work(tx);
      await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
      return result;
    },
    { timeout: TRANSACTION_MS_MAX, maxWait: WAIT_FOR_CONNECTION_MS_MAX },
  );
}

/** Reading needs the shop too, and nothing to check at the end; nor does a write without deferred checks. */
export async function inShop<T>(
  database: Database,
  shopId: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  invariant(shopId, "a transaction knows its shop");
  return database.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT set_config('app.shop_id', ${shopId}, true)`;
      return work(tx);
    },
    { timeout: TRANSACTION_MS_MAX, maxWait: WAIT_FOR_CONNECTION_MS_MAX },
  );
}

/** PostgreSQL's 23505, from a query of the client's own making and from ours. */
export function isUniqueViolation(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === "P2002" || codeOf(error) === "23505";
}

/** PostgreSQL's 23514: a check, or a trigger that looked once more. */
export function isCheckViolation(error: unknown): boolean {
  return codeOf(error) === "23514";
}

function codeOf(error: unknown): unknown {
  const seen = error as { meta?: { driverAdapterError?: { cause?: unknown } } } | null;
  const cause = seen?.meta?.driverAdapterError?.cause as { originalCode?: unknown } | undefined;
  return cause?.originalCode;
}
