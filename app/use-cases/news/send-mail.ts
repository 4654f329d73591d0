import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { findLetter } from "#app/db/letters.ts";
import {
  type ClaimedMail,
  claimMail,
  type MailTrouble,
  markMailDropped,
  markMailFailed,
  markMailSent,
} from "#app/db/mails.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { newsPath } from "#app/domain/news/news-path.ts";
import { planMailRetry } from "#app/domain/news/retry.ts";
import type { Letter } from "#app/ports/mail.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertMailJob } from "./tell-news.ts";

/** At least once, under one Message-ID: what nobody answered for is sent again, later and later. */
export async function sendMail(ctx: ShopContext, mailId: string): Promise<void> {
  const claimed = await inShopTransaction(ctx.database, ctx.shopId, (tx) =>
    claimMail(tx, mailId, limits.mailLeaseMs),
  );
  if (!claimed) return;
  const letter = await readLetter(ctx, mailId, claimed);
  if (letter === "unwanted")
    return inShopTransaction(ctx.database, ctx.shopId, (tx) => markMailDropped(tx, mailId));
  if (!ctx.mail) return failed(ctx, mailId, { trouble: "no-server", words: "", delayMs: null });
  if (letter === "no-address")
    return failed(ctx, mailId, { trouble: "no-address", words: "", delayMs: null });

  const answer = await ctx.mail.send(letter);
  switch (answer.kind) {
    case "taken":
      return inShopTransaction(ctx.database, ctx.shopId, (tx) => markMailSent(tx, mailId));
    case "refused":
      return failed(ctx, mailId, { trouble: "refused", words: answer.words, delayMs: null });
    case "again":
      return failed(ctx, mailId, {
        trouble: answer.why,
        words: answer.words,
        delayMs: planMailRetry(claimed),
      });
  }
}

async function readLetter(
  ctx: ShopContext,
  mailId: string,
  { userId, kind }: ClaimedMail,
): Promise<Letter | "unwanted" | "no-address"> {
  const { mailNewsMax: newsMax, mailSeenDaysMax: seenDaysMax } = limits;
  const facts = await inShop(ctx.database, ctx.shopId, (tx) =>
    findLetter(tx, mailId, { newsMax, seenDaysMax }),
  );
  if (!facts || facts.isUninstalled || !facts.isAround || facts.news.length === 0) return "unwanted";
  if (facts.address === "") return "no-address";
  const { name, address, locale, shopName, timeZone, more } = facts;
  return {
    id: mailId,
    kind,
    to: { name, address, locale },
    shop: { name: shopName, timeZone },
    news: facts.news.map(({ id, subjectId, number, ...one }) => ({
      ...one,
      number: number === null ? null : documentNumberOf(number),
      url: ctx.admin.pageUrl(newsPath({ ...one, subjectId })),
    })),
    more,
    allUrl: ctx.admin.pageUrl("/app/news"),
    choicesUrl: ctx.admin.pageUrl("/app/news/choices"),
    stop: { shopId: ctx.shopId, userId },
  };
}

async function failed(
  ctx: ShopContext,
  mailId: string,
  failure: { trouble: MailTrouble; words: string; delayMs: number | null },
): Promise<void> {
  // Not the server's words: they often name whom it was for.
  ctx.log.warn({ mailId, shop: ctx.domain, trouble: failure.trouble }, "A letter was not taken");
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    await markMailFailed(tx, { id: mailId, ...failure });
    if (failure.delayMs !== null) await insertMailJob(tx, mailId, failure.delayMs);
  });
}
