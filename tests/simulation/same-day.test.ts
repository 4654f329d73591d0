import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { diceOf } from "./dice.ts";
import { runSeed } from "./run-seed.ts";
import { openStage, type Stage } from "./stage.ts";
import { weatherOf } from "./weather.ts";

/** Where nobody acts at the same time as another, nothing depends on the machine. */
const inTurns = Array.from({ length: 100 }, (_, index) => index + 1)
  .filter((seed) => weatherOf(diceOf(seed).fork()).goodsReturn === "in-turns")
  .slice(0, 3);

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

it.each(inTurns)("a seed is the same day every time (seed %i)", async (seed) => {
  const first = await runSeed(seed, stage);
  const second = await runSeed(seed, stage);
  expect(first.story.length).toBeGreaterThan(5);
  expect(second.story).toEqual(first.story);
  expect(second.effects).toBe(first.effects);
});
