import type { Pool } from "pg";
import type { BookKind } from "#app/ports/book.ts";

/** Runs as the owner: books whose tokens are still sealed under a key other than the current one. */
export async function listBooksUnderOldKeys(
  owner: Pool,
  currentKeyId: string,
): Promise<{ shopId: string; bookId: string }[]> {
  const { rows } = await owner.query<{ shopId: string; bookId: string }>(
    `SELECT shop_id AS "shopId", book_id AS "bookId" FROM book_token WHERE key_id <> $1
      ORDER BY shop_id, book_id`,
    [currentKeyId],
  );
  return rows;
}

export type OverSignIn = { shopId: string; id: string; kind: BookKind; keyId: string; answer: Uint8Array };

/** Runs as the owner. Whoever set out and did not choose in time left sealed tokens behind. */
export async function listOverSignIns(owner: Pool): Promise<OverSignIn[]> {
  const { rows } = await owner.query<OverSignIn>(
    `SELECT shop_id AS "shopId", id, kind, key_id AS "keyId", answer FROM book_sign_in
      WHERE expires_at < clock_timestamp() AND answer IS NOT NULL ORDER BY expires_at`,
  );
  return rows;
}

/** Runs as the owner: whether any of our shops keeps its books there. */
export async function isLivedIn(owner: Pool, kind: BookKind, organisationId: string): Promise<boolean> {
  const { rows } = await owner.query(
    "SELECT 1 FROM book WHERE kind = $1 AND organisation_id = $2 AND state <> 'disconnected' LIMIT 1",
    [kind, organisationId],
  );
  return rows.length > 0;
}

/** Runs as the owner: all that are over but these, whose vendor is asked again, for some days at most. */
export async function deleteOverSignIns(owner: Pool, but: string[], daysMax: number): Promise<number> {
  const done = await owner.query(
    `DELETE FROM book_sign_in WHERE expires_at < clock_timestamp()
        AND (id <> ALL($1::uuid[]) OR expires_at < clock_timestamp() - $2 * interval '1 day')`,
    [but, daysMax],
  );
  return done.rowCount ?? 0;
}

/** Runs as the owner: books that have ended and still hold tokens: whoever ended them died over it. */
export async function listBooksLeftHalf(owner: Pool): Promise<{ shopId: string; bookId: string }[]> {
  const { rows } = await owner.query<{ shopId: string; bookId: string }>(
    `SELECT t.shop_id AS "shopId", t.book_id AS "bookId" FROM book_token t
       JOIN book b ON b.shop_id = t.shop_id AND b.id = t.book_id AND b.state = 'disconnected'
      WHERE b.ended_at < clock_timestamp() - interval '1 hour'`,
  );
  return rows;
}
