import type pg from "pg";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";
import { startShopify } from "#tests/emulators/shopify/server.ts";
import { builtApp, startWeb, startWorker } from "#tests/support/start-app.ts";
import { isAlive } from "../../scripts/alone.mjs";
import type { AppProcess } from "../../scripts/app-process.ts";
import { freePort } from "../../scripts/ports.ts";
import { openStage, type Stage, type StageUrls } from "./stage.ts";

export const roles = ["web", "first worker", "second worker"] as const;
export type Role = (typeof roles)[number];

/** The built web server and two workers as real processes, beside an emulator they know by its address. */
export type House = {
  url: string;
  emulator: ShopifyEmulator;
  stage: Stage;
  /** SIGKILL; one that is not running stays so. */
  kill(wanted: readonly Role[]): Promise<void>;
  /** Whether a web server has started that nobody has killed since. */
  isOpen(): boolean;
  /** Starts what does not run, and lets the dead have been silent for as long as it takes to notice. */
  restart(): Promise<void>;
  /** Lets idle workers look at the queue now. */
  nudge(): Promise<void>;
  /** Stops everything; answers the ids of processes that are still there. */
  close(): Promise<number[]>;
};

const START_MS_MAX = 60_000;

export async function openHouse(urls: StageUrls): Promise<House> {
  await builtApp();
  const port = await freePort();
  const stage = openStage(urls);
  const emulator = await startShopify({
    scenarios: [],
    appUrl: `http://localhost:${port}`,
    webhooks: { timeScale: 0.02 },
  });
  const options = { database: urls, shopifyUrl: emulator.url, port };
  const running = new Map<Role, AppProcess>();
  const ever: AppProcess[] = [];
  let closed = false;

  async function start(role: Role): Promise<void> {
    const process = role === "web" ? await startWeb(options) : await startHeardWorker();
    running.set(role, process);
    ever.push(process);
  }

  /** Alive once its heart beats: then its jobs are its own, and a later silence means that it is dead. */
  async function startHeardWorker(): Promise<AppProcess> {
    const known = await heartbeats(stage.owner);
    const worker = startWorker(options);
    const giveUpAt = Date.now() + START_MS_MAX;
    for (;;) {
      const ids = await heartbeats(stage.owner);
      if ([...ids].some((id) => !known.has(id))) return worker;
      if (Date.now() > giveUpAt || worker.child.exitCode !== null)
        throw new Error(`A worker does not start:\n${worker.log()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const house: House = {
    url: `http://localhost:${port}`,
    emulator,
    stage,
    async kill(wanted) {
      const victims = wanted.flatMap((role) => {
        const process = running.get(role);
        running.delete(role);
        return process ? [process] : [];
      });
      await Promise.all(victims.map((process) => process.kill("SIGKILL")));
    },
    isOpen: () => closed || running.has("web"),
    async restart() {
      if (closed) return;
      const missing = roles.filter((role) => !running.has(role));
      const workersGone = !running.has("first worker") && !running.has("second worker");
      await silence(stage.admin, workersGone);
      // One worker after the other, so that it is clear whose heart begins to beat.
      const workers = missing.filter((role) => role !== "web");
      const web = missing.includes("web") ? start("web") : Promise.resolve();
      await Promise.all([
        web,
        workers.reduce((before, role) => before.then(() => start(role)), Promise.resolve()),
      ]);
    },
    nudge: async () => {
      await stage.owner.query(
        "SELECT pg_notify('jobs:insert', json_build_object('r', random(), 'count', 9)::text)",
      );
    },
    async close() {
      closed = true;
      await Promise.all([...running.values()].map((process) => process.stop()));
      await emulator.close();
      await stage.close();
      return ever.map(({ pid }) => pid).filter((pid) => isAlive(pid));
    },
  };
  try {
    await house.restart();
  } catch (error) {
    await house.close();
    throw error;
  }
  return house;
}

async function heartbeats(owner: pg.Pool): Promise<Set<string>> {
  const { rows } = await owner.query<{ id: string }>("SELECT worker_id AS id FROM worker_heartbeat");
  return new Set(rows.map((row) => row.id));
}

/** Whoever has not been heard of for longer than a beat, has not been heard of for half a minute. */
async function silence(admin: pg.Pool, all: boolean): Promise<void> {
  const since = all ? "0 seconds" : "6 seconds";
  await admin.query(
    "UPDATE worker_heartbeat SET beat_at = beat_at - interval '30 seconds' WHERE beat_at < clock_timestamp() - $1::interval",
    [since],
  );
  await admin.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = locked_at - interval '30 seconds'
      WHERE locked_at IS NOT NULL`,
  );
}
