import pg from "pg";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

/** What many days share, so that none of them waits for connections: each lives in a shop of its own. */
export type Stage = { database: Database; owner: pg.Pool; admin: pg.Pool; close(): Promise<void> };

export type StageUrls = Pick<TestDatabase, "adminUrl" | "ownerUrl" | "appUrl">;

export function openStage({ adminUrl, ownerUrl, appUrl }: StageUrls): Stage {
  const database = openDatabase(appUrl, () => {});
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 2 });
  // Cut while it lies idle, it hurts nobody: whoever needs it next hears of it from their own query.
  for (const pool of [owner, admin]) pool.on("error", () => undefined);
  return {
    database,
    owner,
    admin,
    close: async () => void (await Promise.all([database.$disconnect(), owner.end(), admin.end()])),
  };
}
