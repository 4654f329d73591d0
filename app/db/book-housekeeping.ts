import type { Pool } from "pg";

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

/** Runs as the owner. Whoever set out and did not choose in time left sealed tokens behind. */
export async function deleteOverSignIns(owner: Pool): Promise<number> {
  const done = await owner.query("DELETE FROM book_sign_in WHERE expires_at < clock_timestamp()");
  return done.rowCount ?? 0;
}
