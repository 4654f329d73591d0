import { inShop } from "#app/db/in-shop-transaction.ts";
import type { MailTrouble } from "#app/db/mails.ts";
import { limits } from "#app/domain/limits.ts";
import { type MailTime, mailTimeOf, NEWS_KINDS, type NewsKind } from "#app/domain/news/news-kind.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type NewsChoices = {
  address: string;
  /** Null: this installation sends no mail. */
  digestHour: number | null;
  timeZone: string;
  seenDaysMax: number;
  choices: { kind: NewsKind; mail: MailTime }[];
  /** The last letters to this person that nobody took, the latest first. */
  failed: { id: string; madeAt: string; trouble: MailTrouble; words: string }[];
  lastSentAt: string | null;
};

const FAILED_SHOWN = 5;

type Head = { address: string; digestHour: number | null; chosen: Record<string, MailTime> };
type Failed = { id: string; madeAt: Date; trouble: MailTrouble; words: string };

/** What one person chose, and what became of the letters to them. */
export async function newsChoices(ctx: ShopContext): Promise<NewsChoices> {
  const userId = ctx.person?.userId ?? "";
  const [heads, failed, sent] = await inShop(ctx.database, ctx.shopId, (tx) =>
    Promise.all([
      tx.$queryRaw<Head[]>`
        SELECT p.email AS address, r.digest_hour AS "digestHour",
               coalesce((SELECT jsonb_object_agg(c.kind, c.mail) FROM news_choice c
                          WHERE c.shop_id = p.shop_id AND c.user_id = p.user_id), '{}') AS chosen
          FROM person p LEFT JOIN news_reader r ON r.shop_id = p.shop_id AND r.user_id = p.user_id
         WHERE p.user_id = ${userId}`,
      tx.$queryRaw<Failed[]>`
        SELECT id, made_at AS "madeAt", trouble, words FROM mail
         WHERE user_id = ${userId} AND (state = 'failed' OR state = 'waiting' AND trouble IS NOT NULL)
         ORDER BY made_at DESC LIMIT ${FAILED_SHOWN}::int`,
      tx.$queryRaw<{ at: Date | null }[]>`
        SELECT max(settled_at) AS at FROM mail WHERE user_id = ${userId} AND state = 'sent'`,
    ]),
  );
  const { address = "", digestHour = null, chosen = {} } = heads[0] ?? {};
  return {
    address,
    digestHour: ctx.mail ? (digestHour ?? limits.digestHour) : null,
    timeZone: ctx.shop.timeZone,
    seenDaysMax: limits.mailSeenDaysMax,
    choices: NEWS_KINDS.map((kind) => ({ kind, mail: mailTimeOf(kind, chosen[kind]) })),
    failed: failed.map((letter) => ({ ...letter, madeAt: letter.madeAt.toISOString() })),
    lastSentAt: sent[0]?.at?.toISOString() ?? null,
  };
}
