import type { RequestHead } from "#app/db/requests.ts";
import { isOverDays, type SecondReason } from "#app/domain/approval/rule.ts";
import { rulesOver } from "#app/domain/approval/second-person.ts";
import type { PersonContext, ShopContext } from "../shop-context.ts";
import type { PlannedNow } from "./plan-asked.ts";
import { secondReasons } from "./second-person.ts";

/**
 * A report by link is planned when somebody looks at it, so what the shop's rules and its past say of it is
 * known only then. Everything else was asked with its reasons.
 */
export function reasonsNow(
  ctx: ShopContext,
  request: RequestHead,
  { plan, laidDown }: PlannedNow,
): SecondReason[] {
  const { person } = ctx;
  if (request.linkMadeBy === null || !person) return [];
  return secondReasons(ctx, isMaker(person, request) ? person : guest(person, request), plan, laidDown);
}

/**
 * What came by a link one made oneself is as if one had asked: where that would have needed a second person,
 * it needs another.
 */
export function needsAnother(ctx: ShopContext, request: RequestHead, planned: PlannedNow): boolean {
  const { person } = ctx;
  if (!person || !isMaker(person, request)) return false;
  const { plan, laidDown } = planned;
  const overDays = rulesOver(plan, laidDown.approvalRules.filter(isOverDays), person);
  return overDays.length > 0 || reasonsNow(ctx, request, planned).length > 0;
}

function isMaker({ userId }: PersonContext, { linkMadeBy }: RequestHead): boolean {
  return linkMadeBy === userId;
}

/** Nobody's standing makes it a request: it is one. */
function guest(person: PersonContext, { requester }: RequestHead): PersonContext {
  return { ...person, userId: requester, name: "", role: null, locations: [], mayWriteOff: true };
}
