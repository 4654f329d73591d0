import type { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { inShop, inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { insertPerson } from "#app/db/people.ts";
import {
  deleteSession,
  findSession,
  insertSession,
  listSessions,
  markResealed,
  type SessionRow,
} from "#app/db/sessions.ts";
import { findShopId, markInstalled, openShop } from "#app/db/shops.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import { freshSession, type RefreshDeps, type ShopName } from "./refresh.ts";
import { ownerOfSession, personOf, resealedOf, rowOf, sessionOf } from "./session-codec.ts";

export type ShopSessionStorage = SessionStorage & {
  /**
   * With the moment before Shopify was asked: what it granted proves the installation as of then. Answers the
   * shop's id.
   */
  storeGranted(session: Session, askedAt: Date): Promise<string>;
  /** Seals every token of the shop under the current key; answers how many were sealed anew. */
  reencrypt(domain: string): Promise<number>;
};

/** Sessions as the library wants them, kept as sealed rows of their shop. */
export function sessionStorageOf(deps: RefreshDeps): ShopSessionStorage {
  const { database, cipher, clock, log } = deps;

  async function storeGranted(session: Session, askedAt: Date): Promise<string> {
    const shopId = await openShop(database, session.shop);
    await inShopTransaction(database, shopId, (tx) => keep(tx, shopId, session, askedAt));
    return shopId;
  }

  async function keep(tx: Tx, shopId: string, session: Session, askedAt: Date): Promise<void> {
    const person = personOf(session);
    if (!session.isOnline) await markInstalled(tx, shopId, askedAt);
    if (person) await insertPerson(tx, shopId, person, askedAt);
    await insertSession(tx, shopId, rowOf(cipher, shopId, session));
  }

  /** A seal that no key opens is worth what no session is worth: the next exchange replaces it. */
  function opened(shop: ShopName, row: SessionRow): Session | undefined {
    if (cipher.opens(row.keyId)) return sessionOf(cipher, shop, row);
    log.error({ shop: shop.domain, keyId: row.keyId }, "A token was sealed under a key that is not here");
    return undefined;
  }

  async function usable(shop: ShopName, row: SessionRow): Promise<SessionRow | null> {
    if (row.isOnline) return row;
    try {
      return await freshSession(deps, shop, row);
    } catch (error) {
      if (error instanceof AdapterError) return null;
      throw error;
    }
  }

  async function withShop<T>(id: string, otherwise: T, work: (shop: ShopName) => Promise<T>) {
    const owner = ownerOfSession(id);
    const shopId = owner && (await findShopId(database, owner.domain));
    return owner && shopId ? work({ id: shopId, domain: owner.domain }) : otherwise;
  }

  return {
    storeGranted,

    async storeSession(session) {
      if (session.accessToken) await storeGranted(session, clock.now());
      else await this.deleteSession(session.id);
      return true;
    },

    loadSession: (id) =>
      withShop<Session | undefined>(id, undefined, async (shop) => {
        const row = await inShop(database, shop.id, (tx) => findSession(tx, shop.id, id));
        const fresh = row && (await usable(shop, row));
        return fresh ? opened(shop, fresh) : undefined;
      }),

    deleteSession: (id) =>
      withShop(id, true, async (shop) => {
        await inShopTransaction(database, shop.id, (tx) => deleteSession(tx, shop.id, id));
        return true;
      }),

    async deleteSessions(ids) {
      for (const id of ids) await this.deleteSession(id);
      return true;
    },

    async findSessionsByShop(domain) {
      const shopId = await findShopId(database, domain);
      if (!shopId) return [];
      const rows = await inShop(database, shopId, (tx) => listSessions(tx, shopId));
      return rows.flatMap((row) => opened({ id: shopId, domain }, row) ?? []);
    },

    async reencrypt(domain) {
      const shopId = await findShopId(database, domain);
      if (!shopId) return 0;
      return inShopTransaction(database, shopId, async (tx) => {
        const old = (await listSessions(tx, shopId)).filter(({ keyId }) => keyId !== cipher.currentKeyId);
        let sealed = 0;
        for (const row of old) {
          if (await markResealed(tx, shopId, row, resealedOf(cipher, shopId, row))) sealed += 1;
        }
        return sealed;
      });
    },
  };
}
