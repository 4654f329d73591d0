import { createHash } from "node:crypto";
import { findUnsealed } from "#app/db/audit-events.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { checkChain, type Verdict } from "#app/domain/audit/check-chain.ts";
import { readTrailLine, type Seal } from "#app/domain/audit/trail-file.ts";
import type { ShopContext } from "../shop-context.ts";

export type CheckedAudit = Verdict & {
  at: string;
  /** Events whose columns, which lists and filters read, say something else than the sealed text. */
  disagreeing: number[];
  /** Events that were never queued for a seal: somebody put them past the trigger. */
  unqueued: number;
};

const TOLD_MAX = 50;

/** The whole chain, event by event, against nothing but its own texts. Memory does not grow with it. */
export async function verifyAudit(
  ctx: ShopContext,
  { lines, head }: { lines: AsyncIterable<string[]>; head: Seal },
  kept: Seal[] = [],
): Promise<CheckedAudit> {
  const shop = { id: ctx.shopId, name: ctx.shop.name, domain: ctx.domain };
  const chain = checkChain({ shop, whole: true, head }, kept);
  const disagreeing: number[] = [];
  let at = 0;
  for await (const some of lines) {
    for (const text of some) {
      at += 1;
      const read = readTrailLine(text);
      if (read.kind !== "event") {
        chain.unreadable(at);
        continue;
      }
      const { line } = read;
      chain.take(line, hashOf(line.previous, line.event), at);
      if (!agrees(line.event, text) && disagreeing.length < TOLD_MAX) disagreeing.push(line.sequence);
    }
  }
  const unqueued = await inShop(ctx.database, ctx.shopId, findUnsealed);
  const verdict = chain.end({ end: { events: at, head } });
  return { ...verdict, at: ctx.clock.now().toISOString(), disagreeing, unqueued };
}

function hashOf(previous: string, event: string): string {
  return createHash("sha256").update(previous, "hex").update(event, "utf8").digest("hex");
}

type Told = Record<"id" | "kind" | "subjectId" | "personId" | "at", string | null>;

function agrees(event: string, text: string): boolean {
  const { columns } = JSON.parse(text) as { columns: Told };
  const sealed = JSON.parse(event) as Told;
  const names = ["id", "kind", "subjectId", "personId", "at"] as const;
  return names.every((name) => (sealed[name] ?? null) === columns[name]);
}
