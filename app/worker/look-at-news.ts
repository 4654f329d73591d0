import type { Pool } from "pg";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import { listShopsToPrice, listShopsWithDigests, listShopsWithNews } from "#app/db/news-housekeeping.ts";
import { database } from "#app/db.server.ts";
import { limits } from "#app/domain/limits.ts";
import { log } from "#app/log.server.ts";

type Wish = { task: "tell-news" | "make-digests" | "send-mail" | "read-pricing"; mailId?: string };

/** Every quarter of an hour: digests whose hour has come, plans to ask for, and what was forgotten. */
export async function lookAtNews(owner: Pool): Promise<void> {
  for (const { shopId, isBehind, mailIds } of await listShopsWithNews(owner, limits.sweptAtOnce)) {
    if (isBehind) await wish(shopId, { task: "tell-news" });
    if (mailIds.length > 0) log.warn({ shopId, letters: mailIds.length }, "Letters were due and had no job");
    for (const mailId of mailIds) await wish(shopId, { task: "send-mail", mailId });
  }
  for (const shopId of await listShopsWithDigests(owner)) await wish(shopId, { task: "make-digests" });
  for (const shopId of await listShopsToPrice(owner, limits.pricingKeptMs, limits.sweptAtOnce))
    await wish(shopId, { task: "read-pricing" });
}

function wish(shopId: string, { task, mailId }: Wish): Promise<void> {
  return inShopTransaction(database, shopId, (tx) =>
    insertJob(tx, {
      task,
      payload: mailId ? { mailId } : {},
      key: mailId ? `${task}:${mailId}` : task,
      delayMs: 0,
      whenPending: "keep",
    }),
  );
}
