import type { Tx } from "./in-shop-transaction.ts";
import { type NewsDetails, newsDetails, newsJoins } from "./news-details.ts";

export type LetterFacts = {
  name: string;
  address: string;
  locale: string;
  shopName: string;
  timeZone: string;
  /** False: they have not been here for so long that they may have left. */
  isAround: boolean;
  isUninstalled: boolean;
  news: NewsDetails[];
};

/** What a letter says is read when it is sent: it speaks of things as they are called now. */
export async function findLetter(
  tx: Tx,
  mailId: string,
  { newsMax, seenDaysMax }: { newsMax: number; seenDaysMax: number },
): Promise<(LetterFacts & { more: number }) | null> {
  const [heads, news, counts] = await Promise.all([
    tx.$queryRaw<Omit<LetterFacts, "news">[]>`
      SELECT p.name, p.email AS address, p.locale, s.name AS "shopName", s.time_zone AS "timeZone",
             p.seen_at > clock_timestamp() - ${seenDaysMax} * interval '1 day' AS "isAround",
             s.uninstalled_at IS NOT NULL AS "isUninstalled"
        FROM mail m JOIN person p ON p.shop_id = m.shop_id AND p.user_id = m.user_id
        JOIN shop s ON s.id = m.shop_id
       WHERE m.id = ${mailId}::uuid`,
    tx.$queryRaw<NewsDetails[]>`
      SELECT ${newsDetails} FROM news n ${newsJoins}
       WHERE n.mail_id = ${mailId}::uuid ORDER BY n.sequence, n.id LIMIT ${newsMax}::int`,
    tx.$queryRaw<{ all: number }[]>`
      SELECT count(*)::int AS all FROM news WHERE mail_id = ${mailId}::uuid`,
  ]);
  const [head] = heads;
  return head ? { ...head, news, more: (counts[0]?.all ?? 0) - news.length } : null;
}
