import { expect, it } from "vitest";
import type { Database } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { openHookDesk } from "./hook-desk.ts";

const desk = openHookDesk();

const jobsOf = (hookId: string) =>
  desk.sql<{ key: string | null; inMs: number }>(
    `SELECT key, extract(epoch FROM run_at - updated_at)::float8 * 1000 AS "inMs"
       FROM graphile_worker._private_jobs WHERE payload->>'hookId' = $1 ORDER BY key NULLS FIRST`,
    [hookId],
  );

/** A process that dies once something was sent: from then on it reaches no database. */
function mortal(ctx: ShopContext): ShopContext {
  let isDead = false;
  const { pool } = ctx.database;
  const connect = () => (isDead ? Promise.reject(new Error("this process is dead")) : pool.connect());
  const database = { ...ctx.database, pool: { connect } } as unknown as Database;
  const hooks: ShopContext["hooks"] = {
    ...ctx.hooks,
    post: async (message) => {
      const answer = await ctx.hooks.post(message);
      isDead = true;
      return answer;
    },
  };
  return { ...ctx, database, hooks };
}

it("what was sent by a process that died is sent again, under the same id and with the same words", async () => {
  const hook = await desk.connect();
  await desk.writeOff();
  await expect(desk.deliver(hook.id, mortal(desk.worker))).rejects.toThrow("dead");
  expect(desk.receiver.received).toHaveLength(1);
  expect(await desk.deliveries(hook.id)).toMatchObject([{ state: "waiting", attempts: 1 }]);

  // As long as the dead one might still be at it, nobody else is; but somebody will come.
  await desk.deliver(hook.id);
  expect(desk.receiver.received).toHaveLength(1);
  const [, later] = await jobsOf(hook.id);
  expect(later?.inMs).toBeGreaterThan(40_000);
  expect(later?.inMs).toBeLessThan(61_000);

  await desk.hookAge(61_000);
  await desk.deliver(hook.id);
  expect(await desk.deliveries(hook.id)).toMatchObject([{ state: "done", attempts: 2 }]);
  const [first, second] = desk.receiver.received;
  expect(second).toMatchObject({ id: first?.id, body: first?.body });
});

it("workers that come at the same time send nothing twice and leave nothing", async () => {
  const hook = await desk.connect();
  for (let count = 0; count < 10; count += 1) await desk.writeOff();
  let atOnce = 0;
  let most = 0;
  desk.receiver.answer = async (response) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise((done) => setTimeout(done, 60));
    atOnce -= 1;
    response.writeHead(204).end();
  };
  await Promise.all(Array.from({ length: 5 }, () => desk.deliver(hook.id)));
  const ids = desk.receiver.received.map(({ id }) => id);
  expect(ids).toHaveLength(10);
  expect(new Set(ids).size).toBe(10);
  expect(most).toBeLessThanOrEqual(4);
  const seen = await desk.deliveries(hook.id);
  expect(seen.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(Array(10).fill("done 1"));
});

it("every entry brings a job, and what is left has one when it is due", async () => {
  const hook = await desk.connect();
  await desk.writeOff();
  await desk.writeOff();
  expect((await jobsOf(hook.id)).map(({ key }) => key)).toEqual([null, null]);
  desk.receiver.answer = (response) => void response.writeHead(500).end();
  await desk.deliver(hook.id);
  const [one] = (await jobsOf(hook.id)).filter(({ key }) => key !== null);
  expect(one?.key).toContain(`deliver-hooks:${hook.id}`);
  expect(one?.inMs).toBeGreaterThan(5_000);
  expect(one?.inMs).toBeLessThan(13_000);
});

it("an entry that is made while a worker is at it goes out with the same run", async () => {
  const hook = await desk.connect();
  await desk.writeOff();
  desk.receiver.answer = async (response) => {
    if (desk.receiver.received.length === 1) await desk.writeOff();
    response.writeHead(204).end();
  };
  await desk.deliver(hook.id);
  expect(desk.receiver.received).toHaveLength(2);
});

it("a shop that took the app away is told nothing", async () => {
  const hook = await desk.connect();
  await desk.writeOff();
  await desk.sql("UPDATE shop SET uninstalled_at = now()");
  await desk.deliver(hook.id);
  expect(desk.receiver.received).toEqual([]);
});
