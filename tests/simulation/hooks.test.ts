import { expect, it } from "vitest";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { deliverHook } from "#app/use-cases/hook/deliver-hook.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { saying } from "#tests/support/hook-receiver.ts";
import { isSignedWith, openHookDesk } from "../integration/use-cases/hook-desk.ts";
import { type Dice, diceOf } from "./dice.ts";

/** SEED lives one of them again; SEEDS says how many there are. */
const one = process.env.SEED ? [Number(process.env.SEED)] : null;
const seeds = one ?? Array.from({ length: Number(process.env.SEEDS ?? 3) }, (_, index) => index + 1);
const ROUNDS = 8;
const MINUTE_MS = 60_000;
const desk = openHookDesk();

it.each(seeds)(
  "whatever fails, every entry is told at least once, the same each time, and nothing else is (seed %i)",
  async (seed) => {
    const dice = diceOf(seed);
    const hook = await desk.connect();
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let count = dice.between(0, 3); count > 0; count -= 1) await desk.writeOff();
      weather(dice.fork());
      const workers = Array.from({ length: dice.between(1, 3) }, () => worker(dice.fork()));
      await Promise.allSettled(workers.map((ctx) => deliverHook(ctx, hook.id)));
      await desk.hookAge(dice.pick([1_000, 30_000, 2 * MINUTE_MS, 30 * MINUTE_MS]));
    }
    desk.receiver.answer = saying(204);
    for (let round = 0; round < 3; round += 1) {
      await desk.hookAge(9 * 60 * MINUTE_MS);
      await desk.deliver(hook.id);
    }
    const expected = (await desk.deliveries(hook.id)).map(({ id }) => id).toSorted();
    const told = Map.groupBy(desk.receiver.received, ({ id }) => id);
    expect([...told.keys()].toSorted()).toEqual(expected);
    expect(await states(hook.id)).toEqual(["done"]);
    expect(desk.receiver.received.every((received) => isSignedWith(hook.secret, received))).toBe(true);
    for (const times of told.values()) expect(new Set(times.map(({ body }) => body)).size).toBe(1);
    const entries = [...told.values()].map(([first]) => JSON.parse(first?.body ?? "{}").entry.id as string);
    expect(new Set(entries).size).toBe(expected.length);
  },
);

const states = async (hookId: string) => [
  ...new Set((await desk.deliveries(hookId)).map((one) => one.state)),
];

/** What the receiver says from now on; it has heard what it was told all the same. */
function weather(dice: Dice): void {
  const bad = dice.pick([0, 0.3, 0.7, 1]);
  desk.receiver.answer = async (response) => {
    if (!dice.chance(bad)) return void response.writeHead(dice.pick([200, 202, 204])).end();
    const how = dice.pick(["error", "busy", "elsewhere", "hang-up"]);
    if (how === "hang-up") return void response.socket?.destroy();
    if (how === "busy") return void response.writeHead(503, { "retry-after": "5" }).end();
    if (how === "elsewhere") return void response.writeHead(302, { location: "http://localhost/" }).end();
    response.writeHead(500).end("closed today");
  };
}

/** Some die: before they send, or after it and before they can say so. */
function worker(dice: Dice): ShopContext {
  if (dice.chance(0.6)) return desk.worker;
  let isDead = false;
  const { pool } = desk.worker.database;
  const connect = () => (isDead ? Promise.reject(new Error("this process is dead")) : pool.connect());
  const database = { ...desk.worker.database, pool: { connect } } as unknown as Database;
  const post: ShopContext["hooks"]["post"] = async (message) => {
    if (isDead || dice.chance(0.3)) {
      isDead = true;
      throw new Error("this process is dead");
    }
    const answer = await desk.worker.hooks.post(message);
    isDead = dice.chance(0.5);
    return answer;
  };
  return { ...desk.worker, database, hooks: { ...desk.worker.hooks, post } };
}
