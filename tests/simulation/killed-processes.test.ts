import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { type House, openHouse } from "./house.ts";
import { runKilledSeed } from "./killed-processes.ts";

const seeds = Array.from({ length: 10 }, (_, index) => index + 1);

let database: TestDatabase;
let house: House;
const happened: string[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  house = await openHouse(database);
});
afterAll(async () => {
  const left = await house?.close();
  await database?.drop();
  expect(left ?? []).toEqual([]);
});

describe("a web server and two workers that are killed", () => {
  it.each(seeds)("lose no unit and double none (seed %i)", async (seed) => {
    const { broken, weather, story } = await runKilledSeed(seed, house);
    happened.push(...story);
    expect(broken, [JSON.stringify(weather), ...story].join("\n")).toEqual([]);
  });

  it("were killed, also between an effect and the answer that tells of it", () => {
    expect(happened.filter((line) => line.startsWith("kill ")).length).toBeGreaterThan(seeds.length / 2);
    expect(happened).toContain("  an effect, and nobody who hears of it");
  });
});
