import pg from "pg";
import { isMigrated } from "./db/migrate.ts";
import { database } from "./db.server.ts";
import { env } from "./env.server.ts";
import { log } from "./log.server.ts";

let isStopping = false;
let isMigratedSurely = false;

export const readiness = {
  /** From now on no new request shall be sent here. */
  stop(): void {
    isStopping = true;
  },

  async whyNot(): Promise<"stopping" | "no-database" | "not-migrated" | null> {
    if (isStopping) return "stopping";
    try {
      await database.$queryRaw`SELECT 1`;
      isMigratedSurely ||= await askedAsOwner();
      return isMigratedSurely ? null : "not-migrated";
    } catch (error) {
      log.warn({ error }, "The database does not answer");
      return "no-database";
    }
  },
};

/** The app's own role cannot see which migrations were applied. */
async function askedAsOwner(): Promise<boolean> {
  const client = new pg.Client({ connectionString: env.databaseUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await isMigrated(client);
  } finally {
    await client.end();
  }
}
