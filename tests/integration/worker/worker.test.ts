import pg from "pg";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appRig, blueMug, mainStreet } from "#tests/support/app-rig.ts";
import { startWorker } from "#tests/support/start-app.ts";
import type { AppProcess } from "../../../scripts/app-process.ts";

const rig = appRig();
const patience = { timeout: 40_000, interval: 250 };
const running: AppProcess[] = [];
let owner: pg.Pool;

beforeAll(async () => {
  owner = new pg.Pool({ connectionString: rig.database.ownerUrl, max: 2 });
  expect((await rig.ask("/api/write-offs")).status).toBe(200);
});
afterAll(async () => {
  for (const worker of running) await worker.stop();
  await owner?.end();
});

function worker(env: Record<string, string> = {}): AppProcess {
  const started = startWorker({ database: rig.database, shopifyUrl: rig.shopify.url, env });
  running.push(started);
  return started;
}

const rows = async (sql: string, values: unknown[] = []) => (await owner.query(sql, values)).rows;
const shopId = async () => (await rows("SELECT id FROM shop"))[0].id as string;
const line = { itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
/** In one transaction, or the worker would have the job before it is marked as somebody else's. */
async function add(task: string, payload: object, key: string, lockedBy?: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("BEGIN");
    const whole = JSON.stringify({ ...payload, shopId: await shopId() });
    await client.query("SELECT graphile_worker.add_job($1, $2::json, job_key := $3)", [task, whole, key]);
    if (lockedBy) {
      await client.query(
        `UPDATE graphile_worker._private_jobs
            SET locked_by = $1, locked_at = now() - interval '21 seconds', attempts = 1 WHERE key = $2`,
        [lockedBy, key],
      );
    }
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

describe("the worker", () => {
  test("finishes what the web process could not, and seals the audit trail", async () => {
    rig.shopify.fault({
      kind: "status",
      status: 503,
      operation: "inventoryAdjustQuantities",
      phase: "before",
      times: 3,
    });
    const id = v7();
    const made = await rig.ask("/api/write-offs", { body: { id, lines: [line] } });
    expect([201, 202]).toContain(made.status);
    worker();
    await expect
      .poll(async () => (await rig.ask(`/api/write-offs/${id}`)).body.writeOff.state, patience)
      .toBe("done");
    expect(rig.shopify.quantity({ itemId: blueMug, locationId: mainStreet })).toBe(39);
    await expect.poll(() => rows("SELECT * FROM audit_unsealed"), patience).toEqual([]);
    expect((await rows("SELECT * FROM audit_seal")).length).toBeGreaterThan(0);
  }, 60_000);

  test("frees what a dead worker held, whether it was ever heard of or not", async () => {
    await owner.query("INSERT INTO worker_heartbeat VALUES ('pool-dead', now() - interval '21 seconds')");
    await add("seal-audit", {}, "dead-1", "pool-dead");
    await add("seal-audit", {}, "dead-2", "pool-never-heard");
    await expect
      .poll(() => rows("SELECT key FROM graphile_worker.jobs WHERE key LIKE 'dead-%'"), patience)
      .toEqual([]);
    const dead = () => rows("SELECT * FROM worker_heartbeat WHERE worker_id = 'pool-dead'");
    await expect.poll(dead, patience).toEqual([]);
  }, 60_000);

  test("leaves alone what a living worker holds", async () => {
    await owner.query("INSERT INTO worker_heartbeat VALUES ('pool-alive', now() + interval '1 minute')");
    await add("seal-audit", {}, "alive", "pool-alive");
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(await rows("SELECT key FROM graphile_worker.jobs WHERE key = 'alive'")).toHaveLength(1);
    await owner.query("DELETE FROM worker_heartbeat WHERE worker_id = 'pool-alive'");
    await expect
      .poll(() => rows("SELECT key FROM graphile_worker.jobs WHERE key = 'alive'"), patience)
      .toEqual([]);
  }, 60_000);

  test("takes up a document whose job is gone", async () => {
    rig.shopify.fault({ kind: "drop-before", operation: "inventoryAdjustQuantities" });
    const id = v7();
    await rig.ask("/api/write-offs", { body: { id, lines: [line] } });
    await owner.query("DELETE FROM graphile_worker._private_jobs WHERE key LIKE '%carry-out%'");
    await owner.query("UPDATE adjustment SET lease_until = NULL WHERE state = 'waiting'");
    await expect
      .poll(async () => (await rig.ask(`/api/write-offs/${id}`)).body.writeOff.state, patience)
      .toBe("done");
  }, 60_000);

  test("parks a job that meets a bug, with the reason, and tries it no more", async () => {
    await add("webhook", { news: { kind: "gossip" }, triggeredAt: "2026-01-01" }, "bug");
    const parked = () =>
      rows("SELECT attempts, max_attempts, last_error FROM graphile_worker.jobs WHERE key = 'bug'");
    await expect.poll(async () => (await parked())[0]?.last_error, patience).toContain("gossip");
    expect(await parked()).toMatchObject([{ attempts: 1, max_attempts: 1 }]);
    await owner.query("DELETE FROM graphile_worker._private_jobs WHERE key = 'bug'");
  }, 60_000);

  test("has no work left for a shop that was erased", async () => {
    await owner.query("SELECT graphile_worker.add_job('seal-audit', $1::json, job_key := 'erased')", [
      JSON.stringify({ shopId: v7() }),
    ]);
    await expect
      .poll(() => rows("SELECT key FROM graphile_worker.jobs WHERE key = 'erased'"), patience)
      .toEqual([]);
  });

  test("forgets consents that nobody finished in time, and no others", async () => {
    for (const ends of ["-1 second", "10 minutes"])
      await rows(
        `INSERT INTO book_sign_in (shop_id, id, state_hash, kind, verifier, key_id, person_id, expires_at,
           answer)
         VALUES ($1, $2, decode(md5($3), 'hex'), 'xero', '\\x01', 'k1', '1', now() + $3::interval, '\\x02')`,
        [await shopId(), v7(), ends],
      );
    await add("tidy-up", {}, "tidy-up-now");
    const left = () => rows("SELECT expires_at > now() AS live FROM book_sign_in");
    await expect.poll(left, patience).toEqual([{ live: true }]);
  }, 60_000);

  test("stops at once when it is told to, and leaves no lock behind", async () => {
    const [first] = running;
    const startedAt = Date.now();
    await first?.stop();
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(await first?.exited).toBe(0);
    expect(await rows("SELECT * FROM graphile_worker.jobs WHERE locked_by IS NOT NULL")).toEqual([]);
    expect(await rows("SELECT * FROM worker_heartbeat")).toEqual([]);
  });

  test("will not work as a role that could read every shop", async () => {
    const mighty = worker({ DATABASE_APP_URL: rig.database.adminUrl });
    expect(await mighty.exited).toBe(1);
    expect(mighty.log()).toContain("Lossbook will not work as the database role");
    const owning = worker({ DATABASE_APP_URL: rig.database.ownerUrl });
    expect(await owning.exited).toBe(1);
    expect(owning.log()).toContain("it owns the tables");
  });

  test("lives through the loss of every connection it has", async () => {
    const survivor = worker();
    const held = "FROM pg_stat_activity WHERE application_name = 'lossbook-worker'";
    // A worker that is still starting may give up; this one has begun to work.
    await add("seal-audit", {}, "before-the-loss");
    await expect
      .poll(() => rows("SELECT FROM graphile_worker.jobs WHERE key = 'before-the-loss'"), patience)
      .toEqual([]);
    expect((await rows(`SELECT pg_terminate_backend(pid) ${held}`)).length).toBeGreaterThan(2);
    await add("seal-audit", {}, "after-the-loss");
    await expect
      .poll(() => rows("SELECT FROM graphile_worker.jobs WHERE key = 'after-the-loss'"), patience)
      .toEqual([]);
    expect(survivor.child.exitCode).toBeNull();
    expect(survivor.log()).not.toContain("error handlers");
    await survivor.stop();
  });
});
