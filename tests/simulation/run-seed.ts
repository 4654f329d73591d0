import { systemIds } from "#app/adapters/system-clock.ts";
import { sealAuditEvents } from "#app/db/audit-events.ts";
import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { Clock } from "#app/ports/clock.ts";
import { taskList } from "#app/queries/task-list.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { openShopWorld, type ShopWorld } from "#tests/support/shop-world.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";
import { type Dice, diceOf } from "./dice.ts";
import { type DueJob, type Queue, queueOf } from "./jobs.ts";
import { effectsOf, judge, stuck } from "./judge.ts";
import { mortal } from "./process.ts";
import { items, places, simulatedShop } from "./shop.ts";
import { type Time, timeOf } from "./time.ts";
import { faultOf, type Weather, weatherOf } from "./weather.ts";

type Run = {
  dice: Dice;
  weather: Weather;
  emulator: ShopifyEmulator;
  world: ShopWorld;
  queue: Queue;
  time: Time;
  clock: Clock;
  submitted: string[];
};

export type Report = { seed: number; weather: Weather; broken: string[]; documents: number; unknown: number };

/** One day in one shop: people, strangers, faults and deaths; then calm, and the reckoning. */
export async function runSeed(seed: number, database: TestDatabase, shared: Database): Promise<Report> {
  const dice = diceOf(seed);
  const weather = weatherOf(dice);
  const handle = `sim-${seed}-${process.pid}-${Date.now().toString(36)}`;
  const emulator = await startShopify({
    scenarios: [simulatedShop(handle)],
    switches: weather.switches,
    webhooks: { mode: "manual" },
  });
  const clock = virtualClock();
  const world = await openShopWorld(emulator, database.appUrl, {
    shop: handle,
    clock,
    database: shared,
    calm: true,
  });
  const queue = queueOf(database.ownerUrl, world.shopId);
  const time = timeOf(database.adminUrl, world.shopId, emulator);
  const run: Run = { dice, weather, emulator, world, queue, time, clock, submitted: [] };
  try {
    await liveThrough(run);
    await calmDown(run);
    const broken = [...(await reckon(run, database)), ...(await resolveAll(run))];
    const unknown = broken.length;
    const afterwards = await reckon(run, database);
    return {
      seed,
      weather,
      broken: [...broken, ...afterwards].filter(isClaim),
      documents: run.submitted.length,
      unknown,
    };
  } finally {
    await Promise.all([queue.close(), time.close(), emulator.close()]);
  }
}

function isClaim(text: string): boolean {
  return !text.startsWith("task:");
}

async function liveThrough(run: Run): Promise<void> {
  const { dice, emulator, weather } = run;
  emulator.faults.decide = (request) => {
    if (request.kind !== "graphql" || !dice.chance(weather.faultRate)) return null;
    return faultOf(dice, request.operations[0] ?? "");
  };
  emulator.hooks.beforeEffect = () => {
    if (dice.chance(weather.faultRate / 2)) stranger(run, false);
  };
  const acts = dice.between(3, 6);
  for (let act = 0; act < acts; act += 1) {
    const together = dice.chance(0.4) ? 2 : 1;
    await Promise.all(Array.from({ length: together }, () => oneAct(run)));
    if (dice.chance(0.5)) stranger(run, weather.strangersRestock);
    if (dice.chance(0.5)) await run.time.pass(dice.pick([2_000, 31_000, 150_000, 3_600_000, 21 * 3_600_000]));
  }
}

async function oneAct(run: Run): Promise<void> {
  const roll = run.dice.between(1, 10);
  if (roll <= 5 || run.submitted.length === 0) return submit(run);
  if (roll <= 7) return reverse(run);
  return workOnce(run);
}

async function submit(run: Run): Promise<void> {
  const { dice } = run;
  const id = systemIds.next();
  const lines = Array.from({ length: dice.between(1, 4) }, () => ({
    ...dice.pick(places),
    quantity: dice.between(1, 4),
    reasonId: dice.pick(["damaged", "stolen", "expired"]),
  }));
  const command = { id, lines };
  run.submitted.push(id);
  const attempts = dice.chance(0.3) ? 2 : 1;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await asPerson(run, (ctx) => submitWriteOff(ctx, command));
  }
}

async function reverse(run: Run): Promise<void> {
  const { dice } = run;
  const reverses = dice.pick(run.submitted);
  const id = systemIds.next();
  const some = dice.chance(0.5)
    ? { lines: [{ position: dice.between(0, 2), quantity: dice.between(1, 3) }] }
    : {};
  run.submitted.push(id);
  await asPerson(run, (ctx) =>
    reverseWriteOff(ctx, { id, reverses, cause: dice.pick(["mistake", "found"]), ...some }),
  );
}

/** A process of its own for every request: it may die, and then somebody else must finish. */
async function asPerson(run: Run, work: (ctx: ShopContext) => Promise<unknown>): Promise<void> {
  const ctx = await run.world.as("Max");
  const life = mortal(ctx, run.dice, run.weather.deathRate);
  await life.run(work).catch(tolerateOutside);
}

async function workOnce(run: Run): Promise<void> {
  const worker = await run.world.as(null);
  for (const job of await run.queue.due()) {
    const life = mortal(worker, run.dice, run.weather.deathRate);
    const end = await life.run((ctx) => doJob(run, ctx, job)).catch(tolerateOutside);
    if (end === "died" || end === "outside") return;
    await run.queue.finish(job);
  }
}

async function doJob(run: Run, ctx: ShopContext, job: DueJob): Promise<void> {
  if (job.task === "carry-out" && job.payload.documentId) await carryOut(ctx, job.payload.documentId);
  if (job.task === "seal-audit")
    await inShopTransaction(ctx.database, run.world.shopId, (tx) => sealAuditEvents(tx, 500));
}

/** What the outside refuses ends a request; everything else is a bug and ends the simulation. */
function tolerateOutside(error: unknown): "outside" {
  if (error instanceof Error && error.name === "AdapterError") return "outside";
  throw error;
}

function stranger(run: Run, restocks: boolean): void {
  const place = run.dice.pick(places);
  const delta = restocks && run.dice.chance(0.5) ? run.dice.between(1, 3) : -run.dice.between(1, 2);
  run.emulator.stranger(place, delta);
}

/** The storm is over and time goes by, as much as the longest wait asks for. */
async function calmDown(run: Run): Promise<void> {
  run.emulator.faults.decide = null;
  run.emulator.faults.clear();
  run.emulator.hooks.beforeEffect = undefined;
  run.weather = { ...run.weather, deathRate: 0 };
  for (let round = 0; round < 40 && (await run.queue.waiting()) > 0; round += 1) {
    await workOnce(run);
    await run.time.pass(round < 20 ? limits.callsInFlightMs : limits.resendAgeMsMax / 10);
  }
}

async function reckon(run: Run, database: TestDatabase): Promise<string[]> {
  return [
    ...(await judge(database.ownerUrl, run.world.shopId, run.emulator)),
    ...(await stuck(database.ownerUrl, run.world.shopId)),
  ];
}

/** A person opens the task, looks into Shopify's history for the reference, and says what they see. */
async function resolveAll(run: Run): Promise<string[]> {
  const ctx = await run.world.as("Max");
  const tasks = await taskList(ctx);
  const broken: string[] = [];
  for (const task of tasks.unknown) {
    const happened = effectsOf(run.emulator, task.attemptId) > 0;
    const command = { documentId: task.document.id, attemptId: task.attemptId, happened };
    const resolved = await resolveAttempt(ctx, command);
    broken.push(resolved.ok ? `task: ${task.attemptId}` : `task ${task.attemptId} cannot be resolved`);
  }
  for (const task of tasks.needsValue) {
    const valued = await valueLine(ctx, {
      documentId: task.document.id,
      position: task.position,
      unitCost: { amount: "3.3333" },
    });
    if (!valued.ok) broken.push(`line ${task.position} of ${task.document.number} cannot be valued`);
  }
  await calmDown(run);
  const left = await inShop(ctx.database, ctx.shopId, (tx) =>
    tx.adjustment.count({ where: { state: { in: ["unknown", "waiting"] } } }),
  );
  if (left > 0) broken.push(`${left} adjustments are unknown and no task shows them`);
  return broken;
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

export type { ItemId, LocationId };
export { items };
