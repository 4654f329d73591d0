import { setTimeout as sleep } from "node:timers/promises";
import { type Dice, diceOf } from "./dice.ts";
import { type House, type Role, roles } from "./house.ts";
import { type KilledDay, openDay } from "./killed-day.ts";
import { reckon, settle } from "./killed-reckoning.ts";
import { liveAsPerson, reverse } from "./people.ts";
import { stranger } from "./run.ts";
import type { Report } from "./run-seed.ts";
import { faultOf, type Weather, weatherOf } from "./weather.ts";

type Fates = { people: Dice; killer: Dice; faults: Dice; strangers: Dice };

/** Waits are real where processes are, so fewer things go wrong in a day. */
const FAULT_RATE_MAX = 0.2;
const STORM_NAP_MS = 31_000;

/** A day of one shop in a house whose processes are killed; then calm, and the reckoning. */
export async function runKilledSeed(seed: number, house: House): Promise<Report> {
  const dice = diceOf(seed);
  const weather = weatherAmongProcesses(dice.fork());
  const fates = { people: dice.fork(), killer: dice.fork(), faults: dice.fork(), strangers: dice.fork() };
  await house.restart();
  const day = await openDay(seed, weather, house);
  letThingsGoWrong(day, fates);
  await live(day, fates, () => crowd(day, fates));
  if (weather.goodsReturn === "in-the-evening") {
    day.phase = "evening";
    day.tell("evening");
    await live(day, fates, () => takeBack(day, fates.people));
  }
  const { broken, unknown } = await reckon(day);
  const effects = day.emulator.shop(day.handle).groups.size;
  return { seed, weather, broken, story: day.story, documents: day.promised.size, unknown, effects };
}

/** Processes overtake each other: where nothing tells a return from nothing, goods go one way. */
function weatherAmongProcesses(dice: Dice): Weather {
  const weather = weatherOf(dice);
  return {
    ...weather,
    faultRate: Math.min(weather.faultRate, FAULT_RATE_MAX),
    goodsReturn: weather.goodsReturn === "in-turns" ? "in-the-evening" : weather.goodsReturn,
  };
}

function letThingsGoWrong(day: KilledDay, { faults, strangers }: Fates): void {
  const { emulator, weather } = day;
  emulator.faults.decide = (request) => {
    if (day.phase === "calm" || !faults.chance(weather.faultRate)) return null;
    const operation = request.operations[0] ?? "";
    const fault = faultOf(faults, operation, day.phase === "storm" ? weather.goodsReturn : "in-turns");
    day.tell(`  fault at ${operation}: ${JSON.stringify(fault)}`);
    return fault;
  };
  emulator.hooks.beforeEffect = async () => {
    const may = { return: weather.goodsReturn === "any-time" };
    if (day.phase === "storm" && strangers.chance(0.2)) stranger(day, strangers, may);
  };
}

/** People and the killer at once; when the people are done everything is started again, and it is calm. */
async function live(day: KilledDay, { killer }: Fates, people: () => Promise<unknown>): Promise<void> {
  let over = false;
  const done = people().finally(() => {
    over = true;
  });
  await Promise.all([done, killAtRandom(day, killer, () => over)]);
  day.emulator.hooks.afterEffect = undefined;
  day.phase = "calm";
  day.tell("calm");
  await day.house.restart();
  await settle(day);
}

function crowd(day: KilledDay, { people }: Fates): Promise<unknown> {
  return Promise.all(day.visitors.map((visitor) => liveAsPerson(day, people.fork(), visitor)));
}

async function takeBack(day: KilledDay, dice: Dice): Promise<void> {
  for (let left = dice.between(1, 3); left > 0; left -= 1) await reverse(day, dice, day.owner);
}

async function killAtRandom(day: KilledDay, dice: Dice, over: () => boolean): Promise<void> {
  for (let left = dice.between(1, 3); left > 0 && !over(); left -= 1) {
    const victims = dice.pick<readonly Role[]>([roles, ["web"], ["web"], ["first worker"], roles.slice(1)]);
    const moment = dice.pick(["effect", "effect", "sometime"] as const);
    const downMs = dice.between(0, 600);
    if (moment === "effect") await killAtEffect(day, victims, over);
    else {
      await sleep(dice.between(50, 1_500));
      await kill(day, victims);
    }
    if (dice.chance(0.4)) await day.time.pass(STORM_NAP_MS);
    await sleep(downMs);
    await day.house.restart();
  }
}

/** Exactly between what happened at Shopify and the answer that would have told of it. */
async function killAtEffect(day: KilledDay, victims: readonly Role[], over: () => boolean): Promise<void> {
  let struck = false;
  day.emulator.hooks.afterEffect = async () => {
    if (struck) return;
    struck = true;
    day.tell("  an effect, and nobody who hears of it");
    await kill(day, victims);
  };
  while (!struck && !over()) await sleep(20);
  struck = true;
}

function kill(day: KilledDay, victims: readonly Role[]): Promise<void> {
  day.tell(`kill ${victims.join(" and ")}`);
  return day.house.kill(victims);
}
