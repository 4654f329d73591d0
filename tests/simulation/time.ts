import pg from "pg";
import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";

/** Lets time pass for everybody at once: what was written becomes older, here and at Shopify. */
export type Time = { pass(ms: number): Promise<void>; close(): Promise<void> };

export function timeOf(adminUrl: string, shopId: string, emulator: ShopifyEmulator): Time {
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  return {
    async pass(ms) {
      const client = await admin.connect();
      try {
        await client.query("BEGIN");
        // Guards stand in the way of changing the past; only the clock of a simulation may.
        await client.query("SET LOCAL session_replication_role = replica");
        for (const statement of AGEING) await client.query(statement, [shopId, ms]);
        await client.query("COMMIT");
      } finally {
        client.release();
      }
      emulator.ageBy(ms);
    },
    close: () => admin.end(),
  };
}

const back = "- $2 * interval '1 millisecond'";
const AGEING = [
  `UPDATE document SET created_at = created_at ${back} WHERE shop_id = $1`,
  `UPDATE adjustment SET lease_until = lease_until ${back} WHERE shop_id = $1`,
  `UPDATE attempt SET made_at = made_at ${back}, first_sent_at = first_sent_at ${back},
     last_sent_at = last_sent_at ${back}, vendor_clock = vendor_clock ${back} WHERE shop_id = $1`,
  `UPDATE level_mirror SET updated_at = updated_at ${back} WHERE shop_id = $1`,
  `UPDATE graphile_worker._private_jobs SET run_at = run_at ${back} WHERE payload->>'shopId' = $1::text`,
];
