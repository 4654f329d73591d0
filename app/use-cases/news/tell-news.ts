import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { insertJob } from "#app/db/jobs.ts";
import { gatherLetters } from "#app/db/mails.ts";
import {
  findNextPlace,
  insertNews,
  listEventsToTell,
  listReadersToTell,
  lockNewsPlace,
  markNewsPlace,
  type NewsToKeep,
  type ReaderToTell,
} from "#app/db/news.ts";
import { limits } from "#app/domain/limits.ts";
import { isTold, tellingOf } from "#app/domain/news/audience.ts";
import { mailTimeOf } from "#app/domain/news/news-kind.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * Goes on from the last event that was told, in the order of the seals: the place moves in the transaction
 * that keeps the news, so each person is told of each event once, whoever dies on the way.
 */
export async function tellNews(ctx: ShopContext): Promise<void> {
  let isMore: boolean;
  do {
    isMore = await tellSome(ctx);
  } while (isMore);
}

async function tellSome(ctx: ShopContext): Promise<boolean> {
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const place = await lockNewsPlace(tx, ctx.shopId);
    const through = await findNextPlace(tx, place, limits.newsBatch);
    if (through === null) return false;
    const events = await listEventsToTell(tx, place, through);
    const readers = events.length > 0 ? await listReadersToTell(tx, limits.mailSeenDaysMax) : [];
    const news = events.flatMap((event) => {
      const telling = tellingOf(event);
      if (!telling) return [];
      const { kind, subjectKind } = telling;
      const { eventId, sequence, subjectId, personId: byId, at } = event;
      const told = { eventId, sequence, kind, subjectKind, subjectId, byId, at };
      return readers
        .filter((reader) => isTold(reader, telling))
        .map((reader): NewsToKeep => {
          return { ...told, id: ctx.ids.next(), userId: reader.userId, mail: mailOf(ctx, reader, kind) };
        });
    });
    await insertNews(tx, ctx.shopId, news);
    await writeLetters(ctx, tx, news);
    await markNewsPlace(tx, through);
    return true;
  });
}

function mailOf(ctx: ShopContext, reader: ReaderToTell, kind: NewsToKeep["kind"]): NewsToKeep["mail"] {
  return ctx.mail && reader.takesMail ? mailTimeOf(kind, reader.chosen[kind]) : "off";
}

async function writeLetters(ctx: ShopContext, tx: Tx, news: NewsToKeep[]): Promise<void> {
  const userIds = new Set(news.filter(({ mail }) => mail === "at-once").map(({ userId }) => userId));
  const letters = [...userIds].sort().map((userId) => ({ userId, id: ctx.ids.next() }));
  const { mailGatherMs: gatherMs, mailQuietMs: quietMs } = limits;
  for (const { id, dueMs } of await gatherLetters(tx, ctx.shopId, letters, { gatherMs, quietMs }))
    await insertMailJob(tx, id, dueMs);
}

export async function insertMailJob(tx: Tx, mailId: string, delayMs: number): Promise<void> {
  await insertJob(tx, {
    task: "send-mail",
    payload: { mailId },
    key: `send-mail:${mailId}`,
    delayMs,
    whenPending: "replace",
  });
}
