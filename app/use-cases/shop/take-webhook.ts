import { type Database, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import { findShopId } from "#app/db/shops.ts";
import { insertReceipt } from "#app/db/webhook-receipts.ts";
import type { WebhookNews } from "#app/ports/webhook-news.ts";

export type TakenWebhook = { domain: string; eventId: string; triggeredAt: Date; news: WebhookNews };

/**
 * Written down once, with the job that handles it: Shopify is answered at once and tells everything twice.
 */
export async function takeWebhook(database: Database, webhook: TakenWebhook): Promise<void> {
  const shopId = await findShopId(database, webhook.domain);
  if (!shopId) return;
  const { eventId, news, triggeredAt } = webhook;
  await inShopTransaction(database, shopId, async (tx) => {
    if (!(await insertReceipt(tx, { shopId, eventId, topic: news.kind }))) return;
    await insertJob(tx, {
      task: "webhook",
      payload: { news, triggeredAt: triggeredAt.toISOString() },
      key: `webhook:${news.kind}:${eventId}`,
      delayMs: 0,
      whenPending: "keep",
    });
  });
}
