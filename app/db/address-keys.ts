import { createHmac, timingSafeEqual } from "node:crypto";
import { isUuid } from "#app/domain/ids.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** The shop's own; made by the first who needs it. */
export async function findAddressKey(tx: Tx, shopId: string): Promise<Uint8Array> {
  const known = await findKey(tx);
  if (known) return known;
  await tx.$executeRaw`
    INSERT INTO address_key (shop_id) VALUES (${shopId}::uuid) ON CONFLICT (shop_id) DO NOTHING`;
  return (await findKey(tx)) as Uint8Array;
}

async function findKey(tx: Tx): Promise<Uint8Array | undefined> {
  const rows = await tx.$queryRaw<{ key: Uint8Array }[]>`SELECT key FROM address_key`;
  return rows[0]?.key;
}

/**
 * What an address without a sign-in says for itself: which shop, what it opens, until when, and that we said
 * so. Whoever has it may read that one thing for that long and nothing else.
 */
export function ticketFor(
  { key, shopId }: { key: Uint8Array; shopId: string },
  opens: string,
  until: Date,
): string {
  const told = `${shopId}.${Buffer.from(opens).toString("base64url")}.${until.getTime().toString(36)}`;
  return `${told}.${sealOf(key, told).toString("base64url")}`;
}

/** The shop a ticket names, so that its key can be asked for; null for what has another shape. */
export function shopOfTicket(ticket: string): string | null {
  const [shopId = "", ...rest] = ticket.split(".");
  return isUuid(shopId) && rest.length === 3 && ticket.length <= 4_000 ? shopId : null;
}

/** What it opens; null when we never said so, or not for so long. */
export function readTicket(key: Uint8Array, ticket: string, now: Date): string | null {
  const [shopId = "", opens = "", until = "", seal = ""] = ticket.split(".");
  const [given, ours] = [Buffer.from(seal, "base64url"), sealOf(key, `${shopId}.${opens}.${until}`)];
  if (given.length !== ours.length || !timingSafeEqual(given, ours)) return null;
  if (!(Number.parseInt(until, 36) > now.getTime())) return null;
  return Buffer.from(opens, "base64url").toString("utf8");
}

function sealOf(key: Uint8Array, told: string): Buffer {
  return createHmac("sha256", key).update(`address ${told}`).digest();
}
