import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { runSeed } from "./run-seed.ts";
import { openStage, type Stage } from "./stage.ts";

/** SEED lives one day again; SEEDS says how many there are. */
const one = process.env.SEED ? [Number(process.env.SEED)] : null;
const seeds = one ?? Array.from({ length: Number(process.env.SEEDS ?? 200) }, (_, index) => index + 1);

/** In two files, so that two cores live through them. */
export function describeSeeds(which: (seed: number) => boolean): void {
  let database: TestDatabase;
  let stage: Stage;
  beforeAll(async () => {
    database = await freshDatabase();
    stage = openStage(database);
  });
  afterAll(async () => {
    await stage?.close();
    await database?.drop();
  });

  const mine = seeds.filter(which);
  if (mine.length === 0) it.skip("the other file lives through this seed");
  describe.runIf(mine.length > 0)("a shop in any weather", () => {
    it.each(mine)("loses no unit and doubles none (seed %i)", async (seed) => {
      const { broken, weather, story } = await runSeed(seed, stage);
      expect(broken, [JSON.stringify(weather), ...story].join("\n")).toEqual([]);
    });
  });
}
