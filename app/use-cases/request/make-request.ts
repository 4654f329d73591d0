import { lockApprovalDay } from "#app/db/approval-days.ts";
import { insertAuditEvent } from "#app/db/audit-events.ts";
import { inShop, inShopTransaction, isUniqueViolation, type Tx } from "#app/db/in-shop-transaction.ts";
import { insertRequest, insertRevision, type NewRevision } from "#app/db/requests.ts";
import type { SecondReason } from "#app/domain/approval/rule.ts";
import { invariant } from "#app/domain/invariant.ts";
import { ok, type Result } from "#app/domain/result.ts";
import { placesOf } from "#app/domain/write-off/places-of.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import type { ShopContext } from "../shop-context.ts";
import type { Submitted } from "../write-off/commit-plan.ts";
import { findFirstAnswer } from "../write-off/first-answer.ts";
import { type GatheredStock, rememberStock } from "../write-off/gather-stock.ts";

export type Asked = {
  plan: WriteOffPlan;
  /** With its day and its lines filled in: what is approved is what was seen. */
  command: object;
  fingerprint: string;
  reasons: SecondReason[];
  stock: GatheredStock;
};

/** Keeps what somebody wished for until a second person decides; nothing leaves the shelf yet. */
export async function makeRequest(ctx: ShopContext, asked: Asked): Promise<Result<Submitted>> {
  const { plan, fingerprint, stock } = asked;
  // Who decides looks at the same goods, and about their cost Shopify can be asked.
  await rememberStock(ctx, stock.read);
  try {
    await inShopTransaction(ctx.database, ctx.shopId, (tx) => write(ctx, tx, asked));
    return ok({ documentId: plan.id, first: true, begun: null, requested: "waiting" });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const first = await inShop(ctx.database, ctx.shopId, (tx) => findFirstAnswer(tx, plan.id, fingerprint));
    invariant(first, "a request that could not be made is there");
    return first;
  }
}

async function write(ctx: ShopContext, tx: Tx, asked: Asked): Promise<void> {
  const { shopId, person } = ctx;
  const { plan } = asked;
  invariant(person, "a request is made by a person");
  await lockApprovalDay(tx, shopId);
  await insertRequest(tx, shopId, {
    id: plan.id,
    kind: plan.reverses ? "reversal" : "write-off",
    reversesId: plan.reverses?.documentId ?? null,
    requester: person.userId,
    linkId: null,
    reporter: "",
  });
  await insertRevision(tx, shopId, revisionOf(asked, { revision: 1, madeBy: person.userId }));
  await insertAuditEvent(tx, shopId, {
    id: ctx.ids.next(),
    kind: "request-made",
    subjectId: plan.id,
    personId: person.userId,
    at: ctx.clock.now().toISOString(),
    facts: factsOf(asked, 1),
  });
}

export function revisionOf(
  { plan, command, fingerprint, reasons }: Omit<Asked, "stock">,
  made: { revision: number; madeBy: string },
): NewRevision {
  return {
    ...made,
    requestId: plan.id,
    fingerprint,
    command,
    reasons,
    eventDate: plan.eventDate,
    note: plan.note,
    currency: plan.currency,
    units: plan.units,
    valueMinor: plan.valueMinor,
    lines: plan.lines,
  };
}

/** What the trail keeps: no notes, no amounts, no names. */
export function factsOf({ plan, fingerprint, reasons }: Omit<Asked, "stock">, revision: number) {
  return {
    revision,
    kind: plan.reverses ? "reversal" : "write-off",
    reverses: plan.reverses?.documentId ?? null,
    eventDate: plan.eventDate,
    fingerprint,
    lines: plan.lines.length,
    units: plan.units,
    reasons: reasons.map(({ code }) => code),
    places: placesOf(plan.lines),
  };
}
