import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { markMailsAgain, markMailsDropped } from "#app/db/mails.ts";
import { upsertNewsChoices } from "#app/db/news.ts";
import { findPerson } from "#app/db/people.ts";
import { findShop } from "#app/db/shops.ts";
import type { ChoiceCommand } from "#app/domain/news/choice-command.ts";
import { isNewsKind, type MailTime, NEWS_KINDS, type NewsKind } from "#app/domain/news/news-kind.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { StopWish } from "#app/ports/mail.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertMailJob } from "./tell-news.ts";

/** Everybody chooses for themselves; nobody for another. */
export async function chooseNews(
  ctx: ShopContext,
  { digestHour, choices }: ChoiceCommand,
): Promise<Result<{ saved: number }>> {
  const { person, shopId } = ctx;
  if (!person) return refuse({ code: "not-found" });
  const chosen = Object.entries(choices).flatMap(([kind, mail]): [NewsKind, MailTime][] =>
    isNewsKind(kind) && mail ? [[kind, mail]] : [],
  );
  await inShopTransaction(ctx.database, shopId, (tx) =>
    upsertNewsChoices(tx, shopId, { userId: person.userId, digestHour, choices: chosen }),
  );
  return ok({ saved: chosen.length });
}

/** In whose language, and about which shop, somebody is asked who is not signed in. */
export async function findStopReader(
  database: Database,
  { shopId, userId }: StopWish,
): Promise<{ locale: string; shopName: string } | null> {
  return inShop(database, shopId, async (tx) => {
    const [person, shop] = await Promise.all([findPerson(tx, shopId, userId), findShop(tx, shopId)]);
    return person && shop && { locale: person.locale, shopName: shop.name };
  });
}

/** What a letter's own link does: no more mail to this person, not even what waits for them. */
export async function stopMail(database: Database, { shopId, userId }: StopWish): Promise<boolean> {
  return inShop(database, shopId, async (tx) => {
    if (!(await findPerson(tx, shopId, userId))) return false;
    const choices = NEWS_KINDS.map((kind): [NewsKind, MailTime] => [kind, "off"]);
    await upsertNewsChoices(tx, shopId, { userId, digestHour: null, choices });
    await markMailsDropped(tx, userId);
    return true;
  });
}

/** Letters that were given up are sent once more, to whom they were written. */
export async function sendMailsAgain(ctx: ShopContext): Promise<Result<{ again: number }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "not-found" });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ again: number }>> => {
    const ids = await markMailsAgain(tx, person.userId);
    for (const id of ids) await insertMailJob(tx, id, 0);
    return ok({ again: ids.length });
  });
}
