import { limits } from "#app/domain/limits.ts";
import type { BudgetNews } from "#app/ports/shop-budget.ts";
import { type AdminAnswer, codeOf, parseAnswer } from "./answer.ts";
import { type CallFailure, failureOfStatus, failureOfThrow, isNeverExecuted } from "./errors.ts";

export type Answered = { kind: "answered"; answer: AdminAnswer; vendorClock: Date | null };
export type CallOutcome = Answered | CallFailure;

/** What a call came to, what the budget learns from it, and what Shopify asked for it. */
export type Heard = { outcome: CallOutcome; news: BudgetNews | null; asked: number | null };

type Reply = { response: Response; text: string; now: Date; isMutation: boolean };

export function heard({ response, text, now, isMutation }: Reply): Heard {
  const failure = failureOfStatus(response.status, response.headers.get("retry-after"), now);
  if (failure?.kind === "busy") return without(failure, { spent: 0, pauseMs: failure.delayMs });
  if (failure) return without(failure, { spent: null, pauseMs: 0 });
  const answer = parseAnswer(text);
  if (!answer)
    return without({ kind: "unanswered", why: "the answer cannot be read" }, { spent: null, pauseMs: 0 });
  const { cost } = answer;
  const outcome = failureOfErrors(answer, isMutation) ?? answeredAt(answer, response.headers.get("date"));
  const spent = outcome.kind === "busy" ? 0 : (cost?.actual ?? null);
  return {
    outcome,
    news: { spent, status: cost?.status ?? null, pauseMs: 0 },
    asked: cost?.requested ?? null,
  };
}

/** Without an answer nobody may say that the points are no longer in flight, unless the call never left. */
export function heardNothing(error: unknown): Heard {
  const outcome = failureOfThrow(error);
  if (outcome.kind === "unreachable") return without(outcome, { spent: 0, pauseMs: 0 });
  return { outcome, news: null, asked: null };
}

function without(outcome: CallFailure, news: Omit<BudgetNews, "status">): Heard {
  return { outcome, news: { ...news, status: null }, asked: null };
}

function throttledOutcome(cost: AdminAnswer["cost"]): CallFailure {
  const missing = cost ? cost.requested - cost.status.currentlyAvailable : 0;
  const delayMs = cost ? (1000 * missing) / cost.status.restoreRate : limits.busyDelayMs;
  return { kind: "busy", why: "THROTTLED", delayMs: Math.ceil(Math.max(delayMs, limits.busyDelayMs)) };
}

/**
 * Errors that left nothing of the answer. A mutation that was denied one of the fields of its answer, or
 * broke there, had its effect by then: only an error at its door proves that it had none.
 */
function failureOfErrors({ data, errors, cost }: AdminAnswer, isMutation: boolean): CallFailure | null {
  const [first] = errors;
  const isEmpty = data === null || (isMutation && Object.values(data).every((field) => field === null));
  if (!isEmpty || !first) return null;
  const why = errors.map(({ message }) => message).join(" | ");
  if (isMutation && errors.some(({ path }) => (path?.length ?? 0) > 1)) return { kind: "unanswered", why };
  const codes = errors.map(codeOf);
  if (codes.includes("THROTTLED")) return throttledOutcome(cost);
  if (codes.every((code) => code === "ACCESS_DENIED" || code === "SHOP_INACTIVE"))
    return { kind: "denied", why };
  const turnedAway = codes.every(
    (code) => isNeverExecuted(code) || (!isMutation && code === "RESOURCE_NOT_FOUND"),
  );
  return turnedAway ? { kind: "malformed", why, code: codeOf(first) ?? "" } : { kind: "unanswered", why };
}

function answeredAt(answer: AdminAnswer, date: string | null): Answered {
  const at = Date.parse(date ?? "");
  return { kind: "answered", answer, vendorClock: Number.isNaN(at) ? null : new Date(at) };
}
