import type { Pool } from "pg";
import type { Tx } from "./in-shop-transaction.ts";

/** False when this event has come before: Shopify delivers at least once. */
export async function insertReceipt(
  tx: Tx,
  receipt: { shopId: string; eventId: string; topic: string },
): Promise<boolean> {
  const made = await tx.$executeRaw`
    INSERT INTO webhook_receipt (shop_id, event_id, topic)
    VALUES (${receipt.shopId}::uuid, ${receipt.eventId}, ${receipt.topic}) ON CONFLICT DO NOTHING`;
  return made > 0;
}

/** Runs as the owner: one sweep over all shops, along the index on the time. */
export async function deleteOldReceipts(owner: Pool, daysOld: number): Promise<number> {
  const done = await owner.query(
    "DELETE FROM webhook_receipt WHERE received_at < clock_timestamp() - make_interval(days => $1)",
    [daysOld],
  );
  return done.rowCount ?? 0;
}
