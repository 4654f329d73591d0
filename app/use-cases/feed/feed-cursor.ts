import { createHmac, timingSafeEqual } from "node:crypto";
import type { FeedResource } from "#app/domain/feed/feed-request.ts";

const VERSION = 1;
const BODY_BYTES = 10;
const SEAL_BYTES = 12;
const SHAPE = /^[\w-]{30}$/;

/** A place in the shop's order, sealed with the shop's own key: it outlives a token, in this shop alone. */
export function sealCursor(key: Buffer, resource: FeedResource, sequence: bigint): string {
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt8(VERSION, 0);
  body.writeUInt8(byteOf(resource), 1);
  body.writeBigUInt64BE(sequence, 2);
  return Buffer.concat([body, sealOf(key, body)]).toString("base64url");
}

/** Null for whatever was not given out by this shop for this address, letter by letter. */
export function openCursor(key: Buffer, resource: FeedResource, text: string): bigint | null {
  if (!SHAPE.test(text)) return null;
  const bytes = Buffer.from(text, "base64url");
  const [body, seal] = [bytes.subarray(0, BODY_BYTES), bytes.subarray(BODY_BYTES)];
  if (seal.length !== SEAL_BYTES || bytes.toString("base64url") !== text) return null;
  if (!timingSafeEqual(seal, sealOf(key, body))) return null;
  return body[0] === VERSION && body[1] === byteOf(resource) ? body.readBigUInt64BE(2) : null;
}

function sealOf(key: Buffer, body: Buffer): Buffer {
  return createHmac("sha256", key).update(body).digest().subarray(0, SEAL_BYTES);
}

function byteOf(resource: FeedResource): number {
  return resource === "entries" ? 1 : 2;
}
