import { limits } from "#app/domain/limits.ts";
import type { SealedTokens } from "#app/ports/books.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

export async function upsertBookTokens(
  tx: Tx,
  shopId: string,
  bookId: string,
  tokens: SealedTokens,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO book_token (shop_id, book_id, key_id, access_token, refresh_token, expires_at,
                            refresh_expires_at, refresh_hard_expires_at, stored_at)
    VALUES (${shopId}::uuid, ${bookId}::uuid, ${tokens.keyId}, ${tokens.accessToken}, ${tokens.refreshToken},
            ${tokens.expiresAt}, ${tokens.refreshExpiresAt}, ${tokens.refreshHardExpiresAt},
            clock_timestamp())
    ON CONFLICT (shop_id, book_id) DO UPDATE SET key_id = excluded.key_id,
      access_token = excluded.access_token, refresh_token = excluded.refresh_token,
      expires_at = excluded.expires_at, refresh_expires_at = excluded.refresh_expires_at,
      refresh_hard_expires_at = excluded.refresh_hard_expires_at, refresh_lease_until = NULL,
      stored_at = excluded.stored_at`;
}

const columns = Prisma.sql`
  key_id AS "keyId", access_token AS "accessToken", refresh_token AS "refreshToken",
  expires_at AS "expiresAt", refresh_expires_at AS "refreshExpiresAt",
  refresh_hard_expires_at AS "refreshHardExpiresAt", stored_at AS "storedAt"`;

/** With the moment they were had: sealing them under another key does not change it. */
export type KeptTokens = SealedTokens & { storedAt: Date };

export async function findBookTokens(tx: Tx, bookId: string): Promise<KeptTokens | null> {
  const rows = await tx.$queryRaw<KeptTokens[]>`
    SELECT ${columns} FROM book_token WHERE book_id = ${bookId}::uuid`;
  return rows[0] ?? null;
}

/** As they are now, and until the end of the transaction: for whoever is about to replace them. */
export async function lockBookTokens(tx: Tx, bookId: string): Promise<KeptTokens | null> {
  const rows = await tx.$queryRaw<KeptTokens[]>`
    SELECT ${columns} FROM book_token WHERE book_id = ${bookId}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

/** Nothing but the key changes: a refresh that is under way keeps its lease. */
export async function markBookResealed(tx: Tx, bookId: string, sealed: SealedTokens): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_token SET key_id = ${sealed.keyId}, access_token = ${sealed.accessToken},
           refresh_token = ${sealed.refreshToken}
     WHERE book_id = ${bookId}::uuid`;
}

/** One refresher at a time, and only for the refresh token it saw: a spent one is not spent again. */
export async function claimBookRefresh(tx: Tx, bookId: string, seen: SealedTokens): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    UPDATE book_token
       SET refresh_lease_until = clock_timestamp() + ${limits.tokenRefreshLeaseMs} * interval '1 millisecond'
     WHERE book_id = ${bookId}::uuid AND refresh_token = ${seen.refreshToken}
       AND (refresh_lease_until IS NULL OR refresh_lease_until < clock_timestamp())`;
  return claimed === 1;
}

export async function freeBookRefresh(tx: Tx, bookId: string, seen: SealedTokens): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_token SET refresh_lease_until = NULL
     WHERE book_id = ${bookId}::uuid AND refresh_token = ${seen.refreshToken}`;
}

/** The vendor turned this access token away: the next call asks for another. */
export async function expireBookToken(tx: Tx, bookId: string, seen: SealedTokens): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_token SET expires_at = 'epoch'
     WHERE book_id = ${bookId}::uuid AND access_token = ${seen.accessToken}`;
}

export async function listBooksWithTokens(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ bookId: string }[]>`
    SELECT book_id AS "bookId" FROM book_token ORDER BY book_id`;
  return rows.map(({ bookId }) => bookId);
}

export async function deleteBookTokens(tx: Tx, bookId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM book_token WHERE book_id = ${bookId}::uuid`;
}
