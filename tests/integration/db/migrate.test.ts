import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { isMigrated, migrate, migrationsFolder } from "#app/db/migrate.ts";
import { emptyDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { prisma } from "./prisma-command.ts";

const made: TestDatabase[] = [];
const folders: string[] = [];
let db: TestDatabase;

beforeEach(async () => {
  db = await anEmptyDatabase();
});
afterAll(async () => {
  for (const each of made) await each.drop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function anEmptyDatabase(): Promise<TestDatabase> {
  const database = await emptyDatabase();
  made.push(database);
  return database;
}

function migrationsAnd(name: string, sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-migrations-"));
  folders.push(folder);
  cpSync(migrationsFolder(), folder, { recursive: true });
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
  return folder;
}

async function ask<Row>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const names = () =>
  readdirSync(migrationsFolder())
    .filter((name) => /^\d/.test(name))
    .sort();

test("applies every migration once", async () => {
  expect(await migrate(db.ownerUrl)).toEqual(names());
  expect(await migrate(db.ownerUrl)).toEqual([]);
});

test("many processes that start at once migrate one database once", async () => {
  const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(db.ownerUrl)));
  expect(applied.flat()).toEqual(names());
});

test("two databases of one server are migrated at once although they share the role", async () => {
  const other = await anEmptyDatabase();
  await expect(Promise.all([migrate(db.ownerUrl), migrate(other.ownerUrl)])).resolves.toEqual([
    names(),
    names(),
  ]);
});

test("leaves nothing of a migration that fails", async () => {
  const folder = migrationsAnd("29990101000000_breaks", "CREATE TABLE half (id int); SELECT 1 / 0;");
  await expect(migrate(db.ownerUrl, folder)).rejects.toThrow("29990101000000_breaks");
  expect(await ask(db.ownerUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  expect(await migrate(db.ownerUrl)).toEqual([]);
});

test("refuses a migration that was changed after it was applied", async () => {
  await migrate(db.ownerUrl);
  const first = names()[0] ?? "";
  await expect(migrate(db.ownerUrl, migrationsAnd(first, "SELECT 1"))).rejects.toThrow(
    `${first} was changed`,
  );
});

test("refuses to go on where another tool failed half way", async () => {
  await migrate(db.ownerUrl);
  await ask(
    db.ownerUrl,
    "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'y', '29990101000000_half')",
  );
  await expect(migrate(db.ownerUrl)).rejects.toThrow("29990101000000_half failed half way");
});

test("knows whether anything is left to apply", async () => {
  expect(await isMigrated(db.ownerUrl)).toBe(false);
  await migrate(db.ownerUrl);
  expect(await isMigrated(db.ownerUrl)).toBe(true);
  expect(await isMigrated(db.ownerUrl, migrationsAnd("29990101000000_new", "SELECT 1"))).toBe(false);
});

test("Prisma's own command finds nothing to do after ours, and ours nothing after Prisma's", async () => {
  await migrate(db.ownerUrl);
  expect((await prisma(["migrate", "status"], db.ownerUrl)).said).toContain("up to date");
  const other = await anEmptyDatabase();
  const deployed = await prisma(["migrate", "deploy"], other.ownerUrl);
  expect(deployed.said).toContain("successfully applied");
  // The queue's tables are no migration of Prisma's: until a worker brought them nothing can be written.
  expect(await isMigrated(other.ownerUrl)).toBe(false);
  expect(await migrate(other.ownerUrl)).toEqual([]);
  const columns =
    "migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at IS NULL AS unfinished";
  const rows = `SELECT ${columns} FROM _prisma_migrations ORDER BY migration_name`;
  expect(await ask(db.ownerUrl, rows)).toEqual(await ask(other.ownerUrl, rows));
});
