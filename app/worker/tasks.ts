import type { JobHelpers, Task, TaskList } from "graphile-worker";
import type { Pool } from "pg";
import { contextOfShop } from "#app/context.server.ts";
import { markLastTry } from "#app/db/forsaken-work.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { insertJobAgain } from "#app/db/jobs.ts";
import { BrokenInvariant } from "#app/domain/invariant.ts";
import { limits } from "#app/domain/limits.ts";
import { log } from "#app/log.server.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { WebhookNews } from "#app/ports/webhook-news.ts";
import { sealAudit } from "#app/use-cases/audit/seal-audit.ts";
import { deliverBook } from "#app/use-cases/book/deliver-book.ts";
import { formQueued } from "#app/use-cases/book/form-queued.ts";
import { watchBook } from "#app/use-cases/book/watch-book.ts";
import { makeDigests } from "#app/use-cases/news/make-digests.ts";
import { sendMail } from "#app/use-cases/news/send-mail.ts";
import { tellNews } from "#app/use-cases/news/tell-news.ts";
import { readPricing } from "#app/use-cases/pricing/read-pricing.ts";
import { handleWebhook } from "#app/use-cases/shop/handle-webhook.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { deliverHooks, lookAtHooks } from "./hooks.ts";
import { lookAtBooks } from "./look-at-books.ts";
import { lookAtNews } from "./look-at-news.ts";
import { lookAtRequests } from "./look-at-requests.ts";
import { tidyUp } from "./tidy-up.ts";

type Work<Payload> = (ctx: ShopContext, payload: Payload) => Promise<void>;

export function tasksOf(owner: Pool): TaskList {
  return {
    "carry-out": inShop<{ documentId: string }>(owner, (ctx, { documentId }) => carryOut(ctx, documentId)),
    "seal-audit": inShop(owner, (ctx) => sealAudit(ctx)),
    webhook: inShop<{ news: WebhookNews; triggeredAt: string }>(owner, (ctx, { news, triggeredAt }) =>
      handleWebhook(ctx, news, new Date(triggeredAt)),
    ),
    "form-deliveries": inShop(owner, (ctx) => formQueued(ctx)),
    deliver: inShop<{ bookId: string }>(owner, (ctx, { bookId }) => deliverBook(ctx, bookId)),
    "watch-book": inShop<{ bookId: string }>(owner, (ctx, { bookId }) => watchBook(ctx, bookId)),
    "look-at-books": () => lookAtBooks(owner),
    "deliver-hooks": inShop<{ hookId: string }>(owner, (ctx, { hookId }) => deliverHooks(ctx, hookId)),
    "look-at-hooks": () => lookAtHooks(owner),
    "read-pricing": inShop(owner, (ctx) => readPricing(ctx)),
    "tell-news": inShop(owner, (ctx) => tellNews(ctx)),
    "make-digests": inShop(owner, (ctx) => makeDigests(ctx).then(() => {})),
    "send-mail": inShop<{ mailId: string }>(owner, (ctx, { mailId }) => sendMail(ctx, mailId)),
    "look-at-news": () => lookAtNews(owner),
    "look-at-requests": () => lookAtRequests(owner),
    "tidy-up": () => tidyUp(owner),
  };
}

/** A job of a shop; one that has been erased meanwhile has no work left. */
function inShop<Payload extends object>(owner: Pool, work: Work<Payload>): Task {
  return async (payload, { job }) => {
    const { shopId, ...rest } = payload as Payload & { shopId: string };
    const ctx = await contextOfShop(shopId);
    if (!ctx) return;
    try {
      await work(ctx, rest as unknown as Payload);
    } catch (error) {
      if (error instanceof AdapterError && error.kind !== "refused") return comeAgain(ctx, job, error);
      if (isBug(error)) await markLastTry(owner, job.id);
      log.error(
        { error, job: job.id, task: job.task_identifier, shopId, parked: isBug(error) },
        "A job failed",
      );
      throw error;
    }
  };
}

/** The outside was not ready: not a failure of the job, which waits as long as it was told to. */
async function comeAgain(ctx: ShopContext, job: JobHelpers["job"], error: AdapterError): Promise<void> {
  const delayMs = Math.max(
    error.delayMs,
    error.kind === "disconnected" ? limits.resendDelayMsMax : limits.resendDelayMs,
  );
  log.warn({ error, job: job.id, task: job.task_identifier, delayMs }, "A job waits for Shopify");
  await inShopTransaction(ctx.database, ctx.shopId, (tx) => insertJobAgain(tx, ctx.shopId, job, delayMs));
}

/** What cannot be helped by trying again: it stays where a person finds it, with its last error. */
function isBug(error: unknown): boolean {
  return [BrokenInvariant, TypeError, RangeError, ReferenceError].some((bug) => error instanceof bug);
}
