import {
  claimBookRefresh,
  expireBookToken,
  findBookTokens,
  freeBookRefresh,
  type KeptTokens,
  lockBookTokens,
  upsertBookTokens,
} from "#app/db/book-tokens.ts";
import { type Database, inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookSignIn, BookTokens } from "#app/ports/book.ts";
import type { SealedTokens } from "#app/ports/books.ts";
import type { Clock } from "#app/ports/clock.ts";
import type { Log } from "#app/ports/log.ts";

const KEY_MISSING = "A book's tokens are under a key TOKEN_KEYS does not name";

export type TokenDeps = {
  database: Database;
  shopId: string;
  clock: Clock;
  log: Log;
  seal(bookId: string, tokens: BookTokens): SealedTokens;
  unseal(bookId: string, sealed: SealedTokens): BookTokens | null;
};

/** A book's access token with enough life left for a call, renewed by one process while others wait. */
export function tokensOfBook(deps: TokenDeps, bookId: string, signIn: BookSignIn) {
  const { database, shopId, clock } = deps;

  async function tokenOf(): Promise<string> {
    const giveUpAt = clock.now().getTime() + limits.tokenRefreshLeaseMs;
    for (;;) {
      const sealed = await inShop(database, shopId, (tx) => findBookTokens(tx, bookId));
      const tokens = opened(sealed);
      if (!sealed || !tokens) throw new AdapterError("disconnected", "the book gives no token");
      if (isFresh(tokens, clock)) return tokens.accessToken;
      const isOurs = await inShopTransaction(database, shopId, (tx) => claimBookRefresh(tx, bookId, sealed));
      if (isOurs) return renewed(sealed, tokens);
      if (clock.now().getTime() > giveUpAt)
        throw new AdapterError("retry", "another process is renewing the token");
      await clock.sleep(limits.tokenRefreshPollMs);
    }
  }

  /**
   * The vendor may hand out another refresh token and let the old one die. Should we die before it is kept,
   * the next one asks with the old one, which vendors honour for a while; if not, a person signs in again.
   */
  async function renewed(sealed: KeptTokens, tokens: BookTokens): Promise<string> {
    try {
      return await kept(sealed, tokens, await signIn.refresh(tokens.refreshToken));
    } catch (error) {
      await inShopTransaction(database, shopId, (tx) => freeBookRefresh(tx, bookId, sealed));
      // Turned away with a token that somebody has replaced since: theirs is as good as ours would be.
      const now = await tokensNow();
      if (now && now.refreshToken !== tokens.refreshToken) return now.accessToken;
      deps.log.warn({ bookId, error }, "A book's token was not renewed");
      throw error;
    }
  }

  /**
   * Only in place of the tokens they were had for: whoever disconnected meanwhile keeps none, and a new
   * consent or a faster process knows better than a refresher that was long on its way.
   */
  async function kept(seen: KeptTokens, before: BookTokens, next: BookTokens): Promise<string> {
    return inShopTransaction(database, shopId, async (tx) => {
      const sealed = await lockBookTokens(tx, bookId);
      // Sealed anew under a key of another process, and nothing else: then ours is the pair that counts.
      const isResealed = sealed?.storedAt.getTime() === seen.storedAt.getTime();
      const now = isResealed ? before : opened(sealed);
      if (!now) throw new AdapterError("disconnected", "the book was let go of meanwhile");
      if (now.refreshToken !== before.refreshToken) return now.accessToken;
      await upsertBookTokens(tx, shopId, bookId, deps.seal(bookId, next));
      return next.accessToken;
    });
  }

  async function tokensNow(): Promise<BookTokens | null> {
    const sealed = await inShop(database, shopId, (tx) => findBookTokens(tx, bookId));
    return opened(sealed);
  }

  /**
   * Another process may have sealed them under a key that this one was not told of yet. The consent is as
   * good as before: this process leaves the book alone, and says so to whoever runs it.
   */
  function opened(sealed: SealedTokens | null): BookTokens | null {
    const tokens = sealed && deps.unseal(bookId, sealed);
    if (tokens || !sealed) return tokens;
    deps.log.error({ bookId, keyId: sealed.keyId }, KEY_MISSING);
    const delayMs = limits.unknownKeyDelayMs;
    throw new AdapterError("retry", `the tokens are under the key ${sealed.keyId}`, { delayMs });
  }

  async function forget(token: string): Promise<void> {
    await inShopTransaction(database, shopId, async (tx) => {
      const sealed = await findBookTokens(tx, bookId);
      if (sealed && deps.unseal(bookId, sealed)?.accessToken === token)
        await expireBookToken(tx, bookId, sealed);
    });
  }

  return { tokenOf, forget };
}

/** Long enough for a whole batch of calls. */
function isFresh({ expiresAt }: BookTokens, clock: Clock): boolean {
  return expiresAt.getTime() > clock.now().getTime() + limits.bookTokenRefreshedBeforeMs;
}
