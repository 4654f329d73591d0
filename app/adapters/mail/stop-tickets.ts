import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { isUuid } from "#app/domain/ids.ts";
import type { StopWish } from "#app/ports/mail.ts";
import type { CipherKey } from "../cipher.ts";

export type StopTickets = {
  made(wish: StopWish): string;
  /** Null for whatever we did not give out. */
  opened(ticket: string): StopWish | null;
};

const SEAL_BYTES = 32;

/**
 * Says by itself whose mail it ends, for as long as letters are kept: whoever holds one can end that mail and
 * nothing else. A key that left the ring takes its tickets along.
 */
export function stopTicketsOf(keys: readonly CipherKey[]): StopTickets {
  const [current] = keys;
  if (!current) throw new Error("There is no token key");
  const rings = new Map(keys.map(({ id, key }) => [id, derived(key)]));
  return {
    made: (wish) => {
      const said = [current.id, wish.shopId, Buffer.from(wish.userId).toString("base64url")].join("~");
      return `${said}~${sealOf(derived(current.key), said).toString("base64url")}`;
    },
    opened: (ticket) => {
      const [keyId = "", shopId = "", user = "", seal = "", ...more] = ticket.split("~");
      const key = rings.get(keyId);
      if (!key || !isUuid(shopId) || more.length > 0) return null;
      const [given, ours] = [Buffer.from(seal, "base64url"), sealOf(key, `${keyId}~${shopId}~${user}`)];
      if (given.length !== ours.length || !timingSafeEqual(given, ours)) return null;
      return { shopId, userId: Buffer.from(user, "base64url").toString("utf8") };
    },
  };
}

function derived(key: Buffer): Buffer {
  return Buffer.from(hkdfSync("sha256", key, "", "lossbook mail stop", SEAL_BYTES));
}

function sealOf(key: Buffer, said: string): Buffer {
  return createHmac("sha256", key).update(said).digest();
}
