import { beforeEach } from "vitest";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { throttleStatus } from "#tests/emulators/shopify/cost.ts";
import { openShopWorld } from "#tests/support/shop-world.ts";
import type { Scenario } from "../../../prisma/scenarios/scenario.ts";
import { type Desk, openDesk, type SeenDocument } from "./desk.ts";

/** A desk whose waits take no time and still pass: for Shopify's bucket, for ours and for every row. */
export type PatientDesk = Desk & {
  waitedMs(): number;
  /** From here on points and waits are counted. */
  restart(): Promise<void>;
  /** What the shop's budget was charged. */
  spent(): Promise<number>;
  /** How empty Shopify's bucket has been since it was last filled to a level. */
  lowest(): number;
  /** As if others had just used the bucket: Shopify's and what we know of it. */
  drainTo(points: number): Promise<void>;
  /** Runs the document's job whenever it is due until the document is settled; answers how often. */
  work(documentId: string, runsMax?: number): Promise<number>;
  /** Calls that Shopify turned away for want of points. */
  throttled(): number;
};

const FLIGHT_WINDOW_MS = 20_000;

export function openPatientDesk(scenario: Scenario): PatientDesk {
  const desk = openDesk(scenario) as PatientDesk;
  let waitedMs = 0;
  let waitedBefore = 0;
  let spentBefore = 0;
  let lowest = Number.POSITIVE_INFINITY;

  const bucket = () => throttleStatus(desk.emulator.world, desk.emulator.shop()).currentlyAvailable;
  const look = () => {
    lowest = Math.min(lowest, bucket());
  };
  const pass = async (ms: number) => {
    look();
    waitedMs += ms;
    await desk.ageBy(ms);
    const windows = Math.floor(waitedMs / FLIGHT_WINDOW_MS) - Math.floor((waitedMs - ms) / FLIGHT_WINDOW_MS);
    await desk.sql(
      `UPDATE shop_budget SET as_of = as_of - $1 * interval '1 millisecond',
         paused_until = paused_until - $1 * interval '1 millisecond', flight_window = flight_window - $2`,
      [ms, windows],
    );
  };
  const spentEver = async () => {
    const rows = await desk.sql<{ spent: number }>("SELECT spent_ever AS spent FROM shop_budget");
    return rows[0]?.spent ?? 0;
  };

  beforeEach(async () => {
    const clock = {
      now: () => new Date(Date.now() + waitedMs),
      sleep: pass,
      set: () => {},
      hold: () => {},
    };
    desk.clock = clock;
    desk.emulator.setSwitches({ throttledShape: "429" });
    desk.world = await openShopWorld(desk.emulator, desk.appUrl, {
      database: desk.world.database,
      shop: scenario.handle,
      clock,
      sleep: pass,
    });
    desk.manager = await desk.as(desk.manager.person?.name.split(" ")[0] ?? "");
    desk.emulator.state.buckets.clear();
    await pass(60_000);
    await desk.restart();
    lowest = bucket();
    desk.emulator.hooks.onRequest = look;
    desk.emulator.requests.clear();
  });

  desk.waitedMs = () => waitedMs - waitedBefore;
  desk.restart = async () => {
    waitedBefore = waitedMs;
    spentBefore = await spentEver();
  };
  desk.spent = async () => (await spentEver()) - spentBefore;
  desk.lowest = () => {
    look();
    return lowest;
  };
  desk.drainTo = async (points) => {
    for (const known of desk.emulator.state.buckets.values())
      Object.assign(known, { available: points, at: Date.now() });
    lowest = points;
    await desk.sql("UPDATE shop_budget SET available = $1, as_of = clock_timestamp()", [points]);
  };
  desk.throttled = () => desk.emulator.requests.list().filter(({ status }) => status === 429).length;
  desk.work = async (documentId, runsMax = 20) => {
    const worker = await desk.as(null);
    for (let run = 0; run < runsMax; run += 1) {
      const { state } = await desk.document(documentId);
      if (state !== "working" || !(await hasWaiting(documentId))) return run;
      await pass(Math.max(0, await dueInMs(documentId)));
      await carryOut(worker, documentId);
    }
    return runsMax;
  };
  return desk;

  async function hasWaiting(documentId: string): Promise<boolean> {
    const document: SeenDocument = await desk.document(documentId);
    return document.adjustments.some(({ state }) => state === "waiting");
  }

  async function dueInMs(documentId: string): Promise<number> {
    const rows = await desk.sql<{ ms: number }>(
      `SELECT extract(epoch FROM max(run_at) - clock_timestamp())::float8 * 1000 AS ms
         FROM graphile_worker._private_jobs WHERE payload->>'documentId' = $1`,
      [documentId],
    );
    return rows[0]?.ms ?? 0;
  }
}
