import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

/** The lock `prisma migrate deploy` takes, so that the two never run at the same time. */
const MIGRATION_LOCK = 72707369;
const ASK_MS = 5_000;

type Migration = { name: string; sql: string; checksum: string };

/** Brings the database up to this version's schema as its owner, and says which migrations that took. */
export async function migrate(ownerUrl: string, folder = migrationsFolder()): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: "lossbook-migrate" });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await refuseOldServer(client);
    await migrateQueue(ownerUrl);
    return await applyMissing(client, readMigrations(folder));
  } finally {
    await client.end();
  }
}

/**
 * True when nothing is left to apply and the queue has its tables: without them every change would fail.
 * Asked as the owner: the app's own role does not see what was applied.
 */
export async function isMigrated(ownerUrl: string, folder = migrationsFolder()): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: ASK_MS });
  await client.connect();
  try {
    const { rows } = await client.query<{ known: boolean }>(
      "SELECT to_regclass('_prisma_migrations') IS NOT NULL AND to_regclass('graphile_worker.jobs') IS NOT NULL AS known",
    );
    if (!rows[0]?.known) return false;
    const applied = await appliedMigrations(client);
    return readMigrations(folder).every(({ name }) => applied.has(name));
  } finally {
    await client.end();
  }
}

/** Bundled or not, the migrations lie beside the app they belong to. */
export function migrationsFolder(from = import.meta.dirname): string {
  const place = join(from, "prisma", "migrations");
  if (existsSync(place)) return place;
  if (from === dirname(from)) throw new Error("prisma/migrations is missing beside the app");
  return migrationsFolder(dirname(from));
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  const version = rows[0]?.version ?? 0;
  if (version < 150_000)
    throw new Error(`PostgreSQL 15 or newer is needed; this server is ${version / 10_000}`);
}

/** The queue's own tables come first: our functions call into them. */
async function migrateQueue(ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, maxPoolSize: 2, logger: new Logger(() => () => {}) });
}

async function applyMissing(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(TABLE);
  await refuseHalfApplied(client);
  const applied = await appliedMigrations(client);
  const missing = migrations.filter(({ name }) => !applied.has(name));
  for (const { name, checksum } of migrations) {
    const known = applied.get(name);
    if (known !== undefined && known !== checksum) {
      throw new Error(`Migration ${name} was changed after it was applied to this database`);
    }
  }
  for (const migration of missing) await apply(client, migration);
  return missing.map(({ name }) => name);
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

/**
 * `prisma migrate deploy` leaves such a row when it fails in the middle; only a person can say what stands.
 */
async function refuseHalfApplied(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
  if (rows.length === 0) return;
  const names = rows.map((row) => row.migration_name).join(", ");
  throw new Error(
    `Migration ${names} failed half way. Repair the database, then run "prisma migrate resolve".`,
  );
}

/** Script and row in one transaction: a migration is applied whole or not at all. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())",
      [randomUUID(), checksum, name],
    );
    await client.query(sql);
    await client.query(
      "UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE migration_name = $1" +
        " AND rolled_back_at IS NULL",
      [name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} could not be applied: ${(error as Error).message}`, { cause: error });
  }
}

/** As `prisma migrate deploy` makes it. */
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;
