import { isMigrated } from "./db/migrate.ts";
import { askDatabase } from "./db/open-database.ts";
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
      await askDatabase(database);
      isMigratedSurely ||= await isMigrated(env.databaseUrl);
      return isMigratedSurely ? null : "not-migrated";
    } catch (error) {
      log.warn({ error }, "The database does not answer");
      return "no-database";
    }
  },
};
