import type { Pool } from "pg";

export type BookToLookAt = { shopId: string; bookId: string; isQueued: boolean; isDue: boolean };

/** Over all shops, so by the owner: which books there are, and what of theirs waits. */
export async function listBooksToLookAt(owner: Pool): Promise<BookToLookAt[]> {
  const { rows } = await owner.query<BookToLookAt>(
    `SELECT b.shop_id AS "shopId", b.id AS "bookId",
            EXISTS (SELECT FROM delivery_entry q
                     WHERE q.shop_id = b.shop_id AND q.book_id = b.id AND q.delivery_id IS NULL)
              AS "isQueued",
            EXISTS (SELECT FROM delivery d
                     WHERE d.shop_id = b.shop_id AND d.book_id = b.id AND d.state IN ('waiting', 'sent')
                       AND d.due_at < clock_timestamp()) AS "isDue"
       FROM book b JOIN shop s ON s.id = b.shop_id AND s.uninstalled_at IS NULL
      WHERE b.state = 'connected' ORDER BY b.shop_id, b.id`,
  );
  return rows;
}
