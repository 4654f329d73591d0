import type { Pool } from "pg";
import { contextOfShop } from "#app/context.server.ts";
import { listBooksUnderOldKeys } from "#app/db/book-housekeeping.ts";
import { listHooksUnderOldKeys } from "#app/db/forsaken-hooks.ts";
import { deleteOldNews } from "#app/db/news-housekeeping.ts";
import { listIdleShops, listShopsUnderOldKeys } from "#app/db/sessions.ts";
import { deleteOldReceipts } from "#app/db/webhook-receipts.ts";
import { limits } from "#app/domain/limits.ts";
import { log } from "#app/log.server.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { sessionStorage, shopifyDeps, tokensOfShop } from "#app/shopify.server.ts";
import { resealBook } from "#app/use-cases/book/reseal-book.ts";
import { resealHook } from "#app/use-cases/hook/reseal-hook.ts";
import { giveBackRights } from "./give-back-rights.ts";

/** Once a day: what is too old to be of use, and tokens that would die because nobody used them. */
export async function tidyUp(owner: Pool): Promise<void> {
  const receipts = await deleteOldReceipts(owner, limits.webhookReceiptDays);
  const signIns = await giveBackRights(owner);
  const news = await deleteOldNews(owner, limits.newsDaysMax);
  const idle = await listIdleShops(owner, limits.tokenIdleDaysMax);
  for (const shop of idle) await renewToken(shop);
  await resealTokens(owner);
  log.info({ receipts, signIns, news, renewed: idle.length }, "The day's tidying is done");
}

/** Tokens sealed under a key that is on its way out move to the current one. */
export async function resealTokens(owner: Pool): Promise<void> {
  for (const domain of await listShopsUnderOldKeys(owner, shopifyDeps.cipher.currentKeyId)) {
    const tokens = await sessionStorage.reencrypt(domain);
    log.info({ shop: domain, sealed: tokens }, "A shop's sessions were sealed under the current key");
  }
  const books = await listBooksUnderOldKeys(owner, shopifyDeps.cipher.currentKeyId);
  for (const { shopId, bookId } of books) {
    const ctx = await contextOfShop(shopId);
    const isSealed = ctx !== null && (await resealBook(ctx, bookId));
    if (isSealed) log.info({ shopId, bookId }, "A book's tokens were sealed under the current key");
    else log.error({ shopId, bookId }, "A book's tokens are under a key TOKEN_KEYS does not name");
  }
  for (const { shopId, hookId } of await listHooksUnderOldKeys(owner, shopifyDeps.cipher.currentKeyId)) {
    const ctx = await contextOfShop(shopId);
    const isSealed = ctx !== null && (await resealHook(ctx, hookId));
    if (isSealed) log.info({ shopId, hookId }, "A hook's secret was sealed under the current key");
    else log.error({ shopId, hookId }, "A hook's secret is under a key TOKEN_KEYS does not name");
  }
}

async function renewToken(shop: { id: string; domain: string }): Promise<void> {
  try {
    await tokensOfShop(shop).appToken();
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    log.warn({ shop: shop.domain, kind: error.kind }, "An idle shop's token could not be renewed");
  }
}
