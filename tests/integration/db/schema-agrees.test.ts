import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { prisma, root } from "./prisma-command.ts";

const schema = join(root, "prisma/schema.prisma");
let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  db = await freshDatabase();
  folder = mkdtempSync(join(tmpdir(), "lossbook-schema-"));
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true });
});

/**
 * Applies the migrations to a shadow database and compares it with a schema; 0 is agreement, 2 a difference.
 */
function difference(schemaFile: string) {
  const from = ["--from-migrations", join(root, "prisma/migrations")];
  return prisma(
    ["migrate", "diff", ...from, "--to-schema-datamodel", schemaFile, "--exit-code", "--script"],
    db.adminUrl,
  );
}

test("the migrations make exactly the tables that schema.prisma describes", async () => {
  const { code, said } = await difference(schema);
  expect(said).toContain("This is an empty migration");
  expect(code).toBe(0);
});

test("a column that no migration makes is noticed", async () => {
  const file = join(folder, "schema.prisma");
  writeFileSync(
    file,
    readFileSync(schema, "utf8").replace("model Shop {", "model Shop {\n  forgotten String"),
  );
  const { code, said } = await difference(file);
  expect(said).toContain('"forgotten"');
  expect(code).toBe(2);
});
