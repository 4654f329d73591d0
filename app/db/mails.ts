import type { Tx } from "./in-shop-transaction.ts";

export type MailTrouble = "unreachable" | "put-off" | "refused" | "no-address" | "no-server";

/**
 * All that is to be told at once goes into the letter that is not on its way yet, or into a new one: after a
 * letter there is some quiet, however much happens. Answers the letters and when they are due.
 */
export async function gatherLetters(
  tx: Tx,
  shopId: string,
  letters: { userId: string; id: string }[],
  { gatherMs, quietMs }: { gatherMs: number; quietMs: number },
): Promise<{ id: string; dueMs: number }[]> {
  const due: { id: string; dueMs: number }[] = [];
  for (const { userId, id } of letters) {
    const rows = await tx.$queryRaw<{ id: string; dueMs: number }[]>`
      WITH waiting AS MATERIALIZED (
        SELECT id, due_at FROM mail
         WHERE user_id = ${userId} AND kind = 'at-once' AND state = 'waiting' AND tries = 0
         ORDER BY made_at LIMIT 1 FOR UPDATE),
      made AS (
        INSERT INTO mail (shop_id, id, user_id, kind, due_at)
        SELECT ${shopId}::uuid, ${id}::uuid, ${userId}, 'at-once',
               greatest(clock_timestamp() + ${gatherMs} * interval '1 millisecond',
                        (SELECT max(made_at) + ${quietMs} * interval '1 millisecond' FROM mail
                          WHERE user_id = ${userId} AND kind = 'at-once'))
         WHERE NOT EXISTS (SELECT FROM waiting) RETURNING id, due_at)
      SELECT id, greatest(0, extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 AS "dueMs"
        FROM (SELECT * FROM waiting UNION ALL SELECT * FROM made) AS letter`;
    const [letter] = rows;
    if (!letter) continue;
    await tx.$executeRaw`
      UPDATE news SET mail_id = ${letter.id}::uuid
       WHERE user_id = ${userId} AND mail = 'at-once' AND mail_id IS NULL`;
    due.push(letter);
  }
  return due;
}

/** Whose hour has come in the shop's own zone, once a day, if there is anything to tell. */
export async function gatherDigests(
  tx: Tx,
  shopId: string,
  usualHour: number,
  nextId: () => string,
): Promise<string[]> {
  const readers = await tx.$queryRaw<{ userId: string; day: Date }[]>`
    SELECT p.user_id AS "userId", here.day FROM person p
      JOIN shop s ON s.id = p.shop_id
      CROSS JOIN LATERAL (SELECT (clock_timestamp() AT TIME ZONE s.time_zone)::date AS day,
        extract(hour FROM clock_timestamp() AT TIME ZONE s.time_zone)::int AS hour) AS here
      LEFT JOIN news_reader r ON r.shop_id = p.shop_id AND r.user_id = p.user_id
     WHERE coalesce(r.digest_hour, ${usualHour}::int) <= here.hour
       AND coalesce(r.digested_on, '-infinity') < here.day
       AND EXISTS (SELECT FROM news n WHERE n.shop_id = p.shop_id AND n.user_id = p.user_id
                      AND n.mail = 'digest' AND n.mail_id IS NULL)
     ORDER BY p.user_id FOR NO KEY UPDATE OF p`;
  const made: string[] = [];
  for (const { userId, day } of readers) {
    const id = nextId();
    await tx.$executeRaw`
      INSERT INTO news_reader (shop_id, user_id, digest_hour, digested_on)
      VALUES (${shopId}::uuid, ${userId}, ${usualHour}::int, ${day}::date)
          ON CONFLICT (shop_id, user_id) DO UPDATE SET digested_on = excluded.digested_on`;
    await tx.$executeRaw`
      INSERT INTO mail (shop_id, id, user_id, kind, due_at)
      VALUES (${shopId}::uuid, ${id}::uuid, ${userId}, 'digest', clock_timestamp())`;
    await tx.$executeRaw`
      UPDATE news SET mail_id = ${id}::uuid
       WHERE user_id = ${userId} AND mail = 'digest' AND mail_id IS NULL`;
    made.push(id);
  }
  return made;
}

export type ClaimedMail = { userId: string; kind: "at-once" | "digest"; tries: number; sinceMadeMs: number };

/** Counted before it is sent, and put off for as long as the sender may live. */
export async function claimMail(tx: Tx, id: string, leaseMs: number): Promise<ClaimedMail | null> {
  const rows = await tx.$queryRaw<ClaimedMail[]>`
    UPDATE mail SET tries = tries + 1, tried_at = clock_timestamp(),
           due_at = clock_timestamp() + ${leaseMs} * interval '1 millisecond'
     WHERE id = ${id}::uuid AND state = 'waiting' AND due_at <= clock_timestamp()
    RETURNING user_id AS "userId", kind, tries,
              (extract(epoch FROM clock_timestamp() - made_at) * 1000)::float8 AS "sinceMadeMs"`;
  return rows[0] ?? null;
}

export async function markMailSent(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE mail SET state = 'sent', settled_at = clock_timestamp(), trouble = NULL, words = ''
     WHERE id = ${id}::uuid AND state IN ('waiting', 'failed')`;
}

/** Without a delay it is over: a person sees it beside their choices, and can have it sent again. */
export async function markMailFailed(
  tx: Tx,
  {
    id,
    trouble,
    words,
    delayMs,
  }: { id: string; trouble: MailTrouble; words: string; delayMs: number | null },
): Promise<void> {
  const state = delayMs === null ? "failed" : "waiting";
  await tx.$executeRaw`
    UPDATE mail SET state = ${state}, trouble = ${trouble}, words = ${words},
           due_at = clock_timestamp() + ${delayMs ?? 0} * interval '1 millisecond',
           settled_at = CASE WHEN ${state} = 'failed' THEN clock_timestamp() END
     WHERE id = ${id}::uuid AND state = 'waiting'`;
}

/** Nobody wants it any more. */
export async function markMailDropped(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE mail SET state = 'dropped', settled_at = clock_timestamp()
     WHERE id = ${id}::uuid AND state = 'waiting'`;
}

/** All that is not on its way yet. */
export async function markMailsDropped(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE mail SET state = 'dropped', settled_at = clock_timestamp()
     WHERE user_id = ${userId} AND state = 'waiting'`;
}

/** What failed is tried again from the start, under the same Message-ID. */
export async function markMailsAgain(tx: Tx, userId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE mail SET state = 'waiting', tries = 0, settled_at = NULL, due_at = clock_timestamp()
     WHERE user_id = ${userId} AND state = 'failed' RETURNING id`;
  return rows.map(({ id }) => id);
}
