import { listDayParts, lockApprovalDay } from "#app/db/approval-days.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import type { Watched } from "#app/db/signals.ts";
import { type Act, type ApprovalRule, isOverDays, type SecondReason } from "#app/domain/approval/rule.ts";
import { actsOf, reasonsByRule, rulesOver } from "#app/domain/approval/second-person.ts";
import { standingReasons } from "#app/domain/approval/standing-reasons.ts";
import { invariant } from "#app/domain/invariant.ts";
import { signalsOf } from "#app/domain/signal/signals-of.ts";
import type { WriteOffPlan } from "#app/domain/write-off/plan.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";

/** What a second person, or the need of one, adds to the transaction that commits a plan. */
export type SecondPerson = {
  /** Who asked, where somebody else lets it happen. */
  asked: { by: string } | null;
  before(tx: Tx): Promise<void>;
  after(tx: Tx): Promise<void>;
};

/** Thrown out of a commit that found, under the day's lock, that together it is too much for one person. */
export class NeedsSecond extends Error {
  readonly reasons: SecondReason[];
  constructor(reasons: SecondReason[]) {
    super("a second person is needed");
    this.reasons = reasons;
  }
}

/** `watched` is null where the shop wants nothing noticed, and for reversals. */
export type LaidDown = { approvalRules: ApprovalRule[]; watched: Watched | null };

/** Why this document is a request, by what is known before anything is written. */
export function secondReasons(
  { clock }: ShopContext,
  person: PersonContext,
  plan: WriteOffPlan,
  { approvalRules: rules, watched }: LaidDown,
): SecondReason[] {
  const byRule = [...standingReasons(person, plan), ...reasonsByRule(plan, rules, person)];
  if (!watched) return byRule;
  const { watch, past } = watched;
  const over = rulesOver(plan, rules, person);
  return [...byRule, ...signalsOf(plan, past, { watch, rules: over, now: clock.now() })];
}

/** Null for most documents of most shops: only a rule that counts whole days looks at other documents. */
export function watchOfDay(ctx: ShopContext, plan: WriteOffPlan, rules: ApprovalRule[]): SecondPerson | null {
  const { person, shopId } = ctx;
  invariant(person, "a document is submitted by a person");
  const watched = rulesOver(plan, rules.filter(isOverDays), person);
  if (watched.length === 0) return null;
  return {
    asked: null,
    before: (tx) => lockApprovalDay(tx, shopId),
    after: async (tx) => {
      const reasons: SecondReason[] = [];
      for (const act of actsOf(plan)) {
        const rules = watched.filter((rule) => rule.act === act);
        if (rules.length === 0) continue;
        reasons.push(...reasonsByRule(plan, rules, person, await dayOf(ctx, tx, plan, act)));
      }
      if (reasons.length > 0) throw new NeedsSecond(reasons);
    },
  };
}

function dayOf(ctx: ShopContext, tx: Tx, plan: WriteOffPlan, act: Act) {
  invariant(ctx.person, "a document is submitted by a person");
  return listDayParts(tx, ctx.shopId, {
    act,
    exceptId: plan.id,
    personId: ctx.person.userId,
    itemIds: [...new Set(plan.lines.map((line) => line.itemId))],
    timeZone: ctx.shop.timeZone,
  });
}
