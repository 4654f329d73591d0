import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import type { Change, StoredName } from "#tests/emulators/shopify/state.ts";
import type { ShopWorld } from "#tests/support/shop-world.ts";
import type { Dice } from "./dice.ts";
import { doJob, type Queue } from "./jobs.ts";
import type { LateEffects } from "./late-effects.ts";
import { mortal } from "./process.ts";
import { places } from "./shop.ts";
import type { Time } from "./time.ts";
import type { Weather } from "./weather.ts";

/** One day in one shop, while it is lived. */
export type Run = {
  weather: Weather;
  emulator: ShopifyEmulator;
  handle: string;
  world: ShopWorld;
  person: ShopContext;
  queue: Queue;
  time: Time;
  /** Nothing goes wrong in a calm; in the evening no stranger comes. */
  phase: "storm" | "calm" | "evening";
  napping: boolean;
  submitted: string[];
  /** What a person was told to be written down. */
  promised: Set<string>;
  orphans: Set<Promise<unknown>>;
  late: LateEffects;
  /** What moved last, for somebody to move it back. */
  lastEffect: Move[];
  tell(what: string): void;
};

export type Move = { itemId: string; locationId: string; delta: number; name: StoredName };

/** Lets a process of its own do something: it may die, and then somebody else must finish. */
export async function asProcess<T>(
  run: Run,
  dice: Dice,
  ctx: ShopContext,
  work: (ctx: ShopContext) => Promise<T>,
): Promise<T | "died" | "outside"> {
  const { phase, weather } = run;
  const rough = phase !== "calm";
  const life = mortal(ctx, {
    dice,
    deathRate: rough ? weather.deathRate : 0,
    napRate: rough ? weather.napRate : 0,
    nap: () => nap(run, dice),
    orphaned: (call) => {
      const landing = call.catch(() => undefined).finally(() => run.orphans.delete(landing));
      run.orphans.add(landing);
    },
    died: (at) => run.tell(`a process dies ${at}`),
  });
  return life.run(work).catch(tolerateOutside);
}

/** What the outside refuses ends a request; everything else is a bug and ends the simulation. */
function tolerateOutside(error: unknown): "outside" {
  if (error instanceof Error && error.name === "AdapterError") return "outside";
  throw error;
}

/** Longer than a lease, and two of them shorter than a call may be on its way. */
async function nap(run: Run, dice: Dice): Promise<void> {
  if (run.napping || run.weather.goodsReturn === "in-turns") return;
  run.napping = true;
  const ms = dice.between(31_000, 60_000);
  run.tell(`a process stands still for ${Math.round(ms / 1000)} s`);
  await run.time.pass(ms);
  await workOnce(run, dice.fork());
  run.tell("and goes on");
  run.napping = false;
}

/** One round of a worker: everything that is due, until it dies. */
export async function workOnce(run: Run, dice: Dice): Promise<void> {
  const worker = await run.world.as(null);
  for (const job of await run.queue.due()) {
    const end = await asProcess(run, dice, worker, (ctx) => doJob(ctx, job));
    if (end === "died" || end === "outside") return;
    await run.queue.finish(job);
  }
}

/** Resolves when nothing is on its way to Shopify any more. */
export async function landed(run: Pick<Run, "orphans" | "late" | "emulator">): Promise<void> {
  run.late.hurry(true);
  while (run.orphans.size > 0) await Promise.all(run.orphans);
  await run.emulator.requests.quiet();
  run.late.hurry(false);
}

/** Somebody who does not use this app sells something, or finds it again. */
export function stranger(
  run: Pick<Run, "emulator" | "handle" | "lastEffect" | "tell"> & { weather: Pick<Weather, "takesSetAside"> },
  dice: Dice,
  may: { return: boolean },
): void {
  const { itemId, locationId } = dice.pick(places);
  if (may.return && dice.chance(0.5)) {
    undo(run);
    return;
  }
  const back = may.return && dice.chance(0.3);
  const delta = back ? dice.between(1, 3) : -dice.between(1, 2);
  const { takesSetAside } = run.weather;
  const name = takesSetAside ? dice.pick(["available", "damaged", "quality_control"] as const) : "available";
  move(run, { itemId, locationId, delta, name });
}

/** What is on hand follows from the other numbers. */
export function movesOf(changes: Change[]): Move[] {
  return changes.flatMap(({ name, ...one }) => (name === "on_hand" ? [] : [{ ...one, name }]));
}

/** Exactly as if nothing had happened, but for the time of it. */
export function undo(run: Pick<Run, "emulator" | "handle" | "lastEffect" | "tell">): void {
  const moves = run.lastEffect;
  run.lastEffect = [];
  for (const one of moves) move(run, { ...one, delta: -one.delta });
}

function move(run: Pick<Run, "emulator" | "handle" | "tell">, one: Move): void {
  const { itemId, locationId, delta, name } = one;
  run.tell(`a stranger moves ${delta} ${name} at ${nameOf(one)}`);
  run.emulator.stranger({ shop: run.handle, itemId, locationId }, delta, name);
}

export function nameOf(place: { itemId: string; locationId: string }): string {
  return `${place.itemId.slice(-2)}/${place.locationId.slice(-2)}`;
}
