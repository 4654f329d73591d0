import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { deleteSession, findSession, listSessions, markExpired, type SessionRow } from "#app/db/sessions.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { freshSession, type RefreshDeps } from "./refresh.ts";
import { accessTokenOf, offlineIdOf, onlineIdOf } from "./session-codec.ts";

/** One shop's tokens, for whoever calls its Admin API. */
export type ShopTokens = {
  /** The app's own token with enough life left for a call. AdapterError "disconnected" when there is none. */
  appToken(): Promise<string>;
  /** A person's own token, or null when it is missing or over. */
  personToken(userId: string): Promise<string | null>;
  /** Shopify no longer takes this token: nobody shall send it again. A newer one stays. */
  forget(token: string): Promise<void>;
};

/** `known` are sessions that were read a moment ago; each is good for one use, a later one asks again. */
export function tokensOf(
  deps: RefreshDeps,
  shop: { id: string; domain: string },
  known: SessionRow[] = [],
): ShopTokens {
  const { database, cipher, clock } = deps;
  const unused = new Map(known.map((row) => [row.id, row]));

  async function find(id: string): Promise<SessionRow | null> {
    const row = unused.get(id);
    unused.delete(id);
    return row ?? inShop(database, shop.id, (tx) => findSession(tx, shop.id, id));
  }

  /** A seal that no key opens is worth what no token is worth. */
  const tokenOf = (row: SessionRow) => (cipher.opens(row.keyId) ? accessTokenOf(cipher, shop.id, row) : null);

  return {
    async appToken() {
      const row = await find(offlineIdOf(shop.domain));
      const fresh = row && (await freshSession(deps, shop, row));
      const token = fresh && tokenOf(fresh);
      if (!token) throw new AdapterError("disconnected", "the shop gives the app no token");
      return token;
    },

    async personToken(userId) {
      const row = await find(onlineIdOf(shop.domain, userId));
      const isLive = row && (!row.expiresAt || row.expiresAt > clock.now());
      return isLive ? tokenOf(row) : null;
    },

    async forget(token) {
      unused.clear();
      await inShopTransaction(database, shop.id, async (tx) => {
        for (const row of await listSessions(tx, shop.id)) {
          if (tokenOf(row) !== token) continue;
          if (row.isOnline) await deleteSession(tx, shop.id, row.id);
          else await markExpired(tx, shop.id, row.id);
        }
      });
    },
  };
}
