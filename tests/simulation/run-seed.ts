import type { Clock } from "#app/ports/clock.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { openShopWorld } from "#tests/support/shop-world.ts";
import { oneAct, reverse } from "./acts.ts";
import { type Dice, diceOf } from "./dice.ts";
import { type EmulatedClock, emulatedClock } from "./emulated-clock.ts";
import { queueOf } from "./jobs.ts";
import { lateEffects } from "./late-effects.ts";
import { calmDown, reckon } from "./reckon.ts";
import { asProcess, landed, movesOf, nameOf, type Run, stranger, undo, workOnce } from "./run.ts";
import { simulatedShop } from "./shop.ts";
import type { Stage } from "./stage.ts";
import { timeOf } from "./time.ts";
import { faultOf, type Weather, weatherOf } from "./weather.ts";

export type Report = {
  seed: number;
  weather: Weather;
  /** Empty when everything held. */
  broken: string[];
  story: string[];
  documents: number;
  /** Attempts that were left to a person. */
  unknown: number;
  /** Changes that really happened at Shopify. */
  effects: number;
};

const WRITE = "inventoryAdjustQuantities";
/** How many other requests Shopify hears before it carries out a late one. */
const LATE_BY_MAX = 8;

type Fates = { acts: Dice; faults: Dice; strangers: Dice; evening: Dice };

/** One day in one shop: people, strangers, faults and deaths; then calm, and the reckoning. */
export async function runSeed(seed: number, stage: Stage): Promise<Report> {
  const dice = diceOf(seed);
  const weather = weatherOf(dice.fork());
  const fates = { acts: dice.fork(), faults: dice.fork(), strangers: dice.fork(), evening: dice.fork() };
  const clock = emulatedClock(dice.fork());
  const handle = `sim-${seed}-${process.pid}-${Date.now().toString(36)}`;
  const emulator = await startShopify({
    scenarios: [simulatedShop(handle)],
    switches: weather.switches,
    webhooks: { mode: "manual" },
    now: clock.now,
  });
  try {
    const patience = virtualClock();
    const { owner, admin, database } = stage;
    const options = { shop: handle, clock: patience, sleep: patience.sleep, database, calm: true };
    const world = await openShopWorld(emulator, "", options);
    const orphans = new Set<Promise<unknown>>();
    const story: string[] = [];
    const late = lateEffects();
    const time = timeOf(admin, world.shopId, { emulator, landed: () => landed({ orphans, late, emulator }) });
    const run: Run = {
      ...{ weather, emulator, handle, world, time, orphans, late },
      person: await world.as("Max"),
      queue: queueOf(owner, world.shopId),
      phase: "storm",
      napping: false,
      submitted: [],
      promised: new Set(),
      lastEffect: [],
      tell: (what) => void story.push(what),
    };
    await liveThrough(run, clock, fates);
    const { broken, unknown } = await reckon(run, dice, stage);
    const effects = [...emulator.shop(handle).groups.values()].length;
    return { seed, weather, broken, story, documents: run.promised.size, unknown, effects };
  } finally {
    await emulator.close();
  }
}

async function liveThrough(run: Run, clock: EmulatedClock, fates: Fates): Promise<void> {
  letThingsGoWrong(run, clock, fates);
  await storm(run, fates);
  run.tell("calm");
  await calmDown(run, fates.acts);
  if (run.weather.goodsReturn !== "in-the-evening" || run.submitted.length === 0) return;
  run.tell("evening");
  run.phase = "evening";
  for (let left = fates.evening.between(1, 3); left > 0; left -= 1) {
    const dice = fates.evening.fork();
    await reverse(run, dice, (work) => asPerson(run, dice, work));
    if (dice.chance(0.5)) await pass(run, dice);
    await workOnce(run, dice);
  }
  await calmDown(run, fates.evening);
}

function letThingsGoWrong(run: Run, clock: EmulatedClock, { faults, strangers }: Fates): void {
  const { emulator, weather } = run;
  const { hooks } = emulator;
  const crowded = () => run.phase === "storm" && weather.goodsReturn !== "in-turns";
  const mayReturnNow = () => crowded() && weather.goodsReturn === "any-time";
  emulator.faults.decide = (request) => {
    if (run.phase === "calm" || request.kind !== "graphql" || !faults.chance(weather.faultRate)) return null;
    const operation = request.operations[0] ?? "";
    const fault = faultOf(faults, operation, crowded() ? weather.goodsReturn : "in-turns");
    if (fault?.kind === "drop-late" && request.key) {
      // Requests, not milliseconds, say when it happens: nothing shall depend on how fast a machine is.
      fault.ms = 0;
      run.late.add(request.key, faults.between(0, LATE_BY_MAX));
    }
    run.tell(`  fault at ${operation}: ${JSON.stringify(fault)}`);
    return fault;
  };
  hooks.onRequest = (request) => {
    clock.tick();
    run.late.oneMore();
    if (mayReturnNow() && request.operations.includes(WRITE) && strangers.chance(0.2)) undo(run);
  };
  hooks.beforeEffect = async ({ key }) => {
    await run.late.hold(key);
    if (crowded() && strangers.chance(0.15)) stranger(run, strangers, { return: mayReturnNow() });
  };
  hooks.afterEffect = ({ outcome }) => {
    run.lastEffect = movesOf(outcome.group?.changes ?? []);
    run.tell(`  effect: ${run.lastEffect.map((move) => `${move.delta} at ${nameOf(move)}`)}`);
    if (mayReturnNow() && strangers.chance(0.15)) undo(run);
  };
}

async function storm(run: Run, { acts, strangers }: Fates): Promise<void> {
  const { goodsReturn } = run.weather;
  for (let left = acts.between(3, 6); left > 0; left -= 1) {
    const together =
      goodsReturn !== "in-turns" && acts.chance(0.4) ? [acts.fork(), acts.fork()] : [acts.fork()];
    await Promise.all(together.map((dice) => oneAct(run, dice, (work) => asPerson(run, dice, work))));
    if (goodsReturn === "in-turns") await landed(run);
    if (acts.chance(0.5)) stranger(run, strangers, { return: goodsReturn !== "in-the-evening" });
    if (acts.chance(0.5)) await pass(run, acts);
  }
}

async function pass(run: Run, dice: Dice): Promise<void> {
  const ms = Math.min(
    dice.pick([2_000, 31_000, 150_000, 700_000, 3_600_000, ...Array(3).fill(21 * 3_600_000)]),
    run.weather.longestWaitMs,
  );
  run.tell(`${ms / 1000} s pass`);
  await run.time.pass(ms);
}

function asPerson<T>(run: Run, dice: Dice, work: Parameters<typeof asProcess<T>>[3]) {
  return asProcess(run, dice, run.person, work);
}

function virtualClock(): Clock {
  let ahead = 0;
  return {
    now: () => new Date(Date.now() + ahead),
    sleep: async (ms) => {
      ahead += ms;
    },
  };
}
