import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { limits } from "#app/domain/limits.ts";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";

/** Lets time pass for everybody at once: what was written becomes older, here and at Shopify. */
export type Time = { pass(ms: number): Promise<void> };

/** A call that is on its way arrives before its time-out and the two minutes after it are over, or never. */
const FLIGHT_MS_MAX = limits.callsInFlightMs - 10_000;

/**
 * `landed` resolves when no call is on its way: it is waited for before time would make one of them fly
 * longer than calls do.
 */
export function timeOf(
  admin: Pool,
  shopId: string,
  parts: { emulator: ShopifyEmulator; landed: () => Promise<void> },
): Time {
  let sinceLandedMs = 0;
  return {
    async pass(ms) {
      sinceLandedMs += ms;
      if (sinceLandedMs > FLIGHT_MS_MAX) {
        await parts.landed();
        sinceLandedMs = 0;
      }
      await age(admin, shopId, ms);
      parts.emulator.ageBy(ms);
    },
  };
}

/** Between the app's transactions, never waiting inside one: so it can be no part of a deadlock. */
async function age(admin: Pool, shopId: string, ms: number): Promise<void> {
  const client = await admin.connect();
  try {
    while (!(await holdStill(client))) await sleep(LOOK_AGAIN_MS);
    await client.query(AGEING, [shopId, ms]);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

/** Guards stand in the way of changing the past; only the clock of a simulation may. */
async function holdStill(client: PoolClient): Promise<boolean> {
  try {
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${STILL}`);
    return true;
  } catch (error) {
    await client.query("ROLLBACK");
    if ((error as { code?: unknown }).code !== LOCK_NOT_AVAILABLE) throw error;
    return false;
  }
}

const LOCK_NOT_AVAILABLE = "55P03";
const LOOK_AGAIN_MS = 3;
const STILL = `LOCK TABLE document, adjustment, attempt, level_mirror, shopify_session, shop_budget,
  graphile_worker._private_jobs IN EXCLUSIVE MODE NOWAIT`;
const back = "- $2 * interval '1 millisecond'";
const AGEING = `
  WITH d AS (UPDATE document SET created_at = created_at ${back} WHERE shop_id = $1),
  a AS (UPDATE adjustment SET lease_until = lease_until ${back}
         WHERE shop_id = $1 AND lease_until IS NOT NULL),
  t AS (UPDATE attempt SET made_at = made_at ${back}, first_sent_at = first_sent_at ${back},
          last_sent_at = last_sent_at ${back}, vendor_clock = vendor_clock ${back} WHERE shop_id = $1),
  s AS (UPDATE shopify_session SET expires_at = expires_at ${back},
          refresh_expires_at = refresh_expires_at ${back} WHERE shop_id = $1),
  b AS (UPDATE shop_budget SET paused_until = paused_until ${back} WHERE shop_id = $1),
  l AS (UPDATE level_mirror SET updated_at = updated_at ${back} WHERE shop_id = $1)
  UPDATE graphile_worker._private_jobs SET run_at = run_at ${back} WHERE payload->>'shopId' = $1::text`;
