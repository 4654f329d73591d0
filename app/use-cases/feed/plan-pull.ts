import { createHash } from "node:crypto";
import { type FeedOrder, type FeedSpan, findFeedOrder, findPageEnd } from "#app/db/feed-order.ts";
import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import type { FeedRequest } from "#app/domain/feed/feed-request.ts";
import { invariant } from "#app/domain/invariant.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { FeedGuest } from "./enter-feed.ts";
import { openCursor, sealCursor } from "./feed-cursor.ts";

export type PullPlan = {
  span: FeedSpan;
  /** Where to go on, now or when there is more. */
  next: string;
  more: boolean;
  etag: string;
};

/** What exactly will be told, before the first byte of it: whatever is committed later comes after `next`. */
export async function planPull(
  database: Database,
  guest: FeedGuest,
  request: FeedRequest,
): Promise<Result<PullPlan>> {
  const { resource, from, to, limit } = request;
  if (!guest.scopes.includes(resource)) return refuse({ code: "not-in-scope" });
  return inShop(database, guest.shopId, async (tx): Promise<Result<PullPlan>> => {
    const order = await findFeedOrder(tx, guest.shopId);
    invariant(order, "a shop with a token has an order");
    const after = request.since === null ? 0n : openCursor(order.cursorKey, resource, request.since);
    // A place that was not yet given comes from a database that has since been put back to an older day.
    if (after === null || after > order.lastSequence) return refuse({ code: "bad-cursor", at: ["since"] });
    const all: FeedSpan = { resource, from, to, after, through: order.lastSequence };
    const end = limit === null ? null : await findPageEnd(tx, guest.shopId, all, limit);
    const span = end?.more ? { ...all, through: end.last } : all;
    return ok({
      span,
      next: sealCursor(order.cursorKey, resource, span.through),
      more: end?.more ?? false,
      etag: etagOf(order, span, request),
    });
  });
}

/** Weak: the same to whoever reads it, packed or not. */
function etagOf(order: FeedOrder, span: FeedSpan, { format }: FeedRequest): string {
  const { resource, from, to, after, through } = span;
  const told = [resource, format, from, to, after, through, order.names, order.cursorKey.toString("hex")];
  return `W/"${createHash("sha256").update(told.join("|")).digest("base64url").slice(0, 27)}"`;
}
