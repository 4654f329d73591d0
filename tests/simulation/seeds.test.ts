import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { runSeed } from "./run-seed.ts";

const first = Number(process.env.SEED ?? 1);
const count = Number(process.env.SEEDS ?? 20);

let database: TestDatabase;
let shared: Database;

beforeAll(async () => {
  database = await freshDatabase();
  shared = openDatabase(database.appUrl, () => {});
});
afterAll(async () => {
  await shared.$disconnect();
  await database.drop();
});

describe("a shop in any weather", () => {
  it.each(Array.from({ length: count }, (_, index) => first + index))(
    "loses no unit and doubles none (seed %i)",
    async (seed) => {
      const report = await runSeed(seed, database, shared);
      expect(report.broken, JSON.stringify(report.weather)).toEqual([]);
    },
  );
});
