import { type AddressClass, insertPull, markPullEnded } from "#app/db/feed-pulls.ts";
import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import type { FeedRequest } from "#app/domain/feed/feed-request.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { Ids } from "#app/ports/clock.ts";
import type { FeedGuest } from "./enter-feed.ts";
import type { PullPlan } from "./plan-pull.ts";

export type Caller = { agent: string; addressClass: AddressClass };

export type Pull = {
  id: string;
  /** What became of it; said once. */
  ended(end: { status: number; whole: boolean; rows: number; bytes: number }): Promise<void>;
};

/** Counted in this process alone: it keeps one reader from taking every place here. */
const underWay = new Map<string, number>();

/** Writes down who pulls what before the first byte leaves, so that no crash hides it. */
export async function beginPull(
  database: Database,
  ids: Ids,
  pull: { guest: FeedGuest; request: FeedRequest; plan: PullPlan; caller: Caller },
): Promise<Result<Pull>> {
  const { guest, request, plan, caller } = pull;
  const now = underWay.get(guest.tokenId) ?? 0;
  if (now >= limits.pullsPerToken) return refuse({ code: "too-many-requests", facts: { seconds: 5 } });
  underWay.set(guest.tokenId, now + 1);
  const id = ids.next();
  const { resource, format, from, to, limit, since } = request;
  const row = {
    ...{ id, by: { tokenId: guest.tokenId }, resource, format, from, to, limit },
    ...{ since: since === null ? null : plan.span.after, ...caller },
  };
  try {
    await inShop(database, guest.shopId, (tx) => insertPull(tx, guest.shopId, row));
  } catch (error) {
    leave(guest.tokenId);
    throw error;
  }
  let open = true;
  return ok({
    id,
    async ended(end) {
      if (!open) return;
      open = false;
      leave(guest.tokenId);
      await inShop(database, guest.shopId, (tx) => markPullEnded(tx, guest.shopId, { id, ...end }));
    },
  });
}

function leave(tokenId: string): void {
  const left = (underWay.get(tokenId) ?? 1) - 1;
  if (left > 0) underWay.set(tokenId, left);
  else underWay.delete(tokenId);
}
