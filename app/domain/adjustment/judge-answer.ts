import { limits } from "../limits.ts";
import { keyOfPlace, type Place } from "../write-off/stock.ts";
import type { Body } from "./body.ts";

export type Refusal = { code: string; message: string; change: number | null };

type Answer =
  | { kind: "applied"; groupId: string; appliedPlaces: Place[]; refusals: Refusal[] }
  | { kind: "refused"; refusals: Refusal[] };

/** What an answer means for the attempt and for every change in it. */
export type Verdict =
  | { kind: "applied"; groupId: string; refused: Map<string, Refusal>; unknown: Set<string> }
  /** Surely nothing happened: try again with fresh quantities, without the changes that can never work. */
  | { kind: "rebind"; never: Map<string, Refusal> }
  /** Surely nothing happened, and the answer does not say whose fault it is. */
  | { kind: "split"; refusal: Refusal }
  | { kind: "refused"; refused: Map<string, Refusal> }
  /** An earlier send went unanswered: this refusal may be our own effect looking back at us. */
  | { kind: "doubt"; refusals: Refusal[] };

const ROUND_AGAIN = new Set([
  "CHANGE_FROM_QUANTITY_STALE",
  "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED",
  "ADJUST_QUANTITIES_FAILED",
]);

export function judgeAnswer(
  body: Body,
  answer: Answer,
  attempt: { openSends: number; rounds: number },
): Verdict {
  if (answer.kind === "applied") return judgeApplied(body, answer);
  if (attempt.openSends > 1) return { kind: "doubt", refusals: answer.refusals };
  return judgeRefused(body, answer.refusals, attempt.rounds);
}

/** A group is an effect, also beside errors: what it lists happened, what an error names did not. */
function judgeApplied(body: Body, answer: Extract<Answer, { kind: "applied" }>): Verdict {
  const refused = new Map<string, Refusal>();
  const unknown = new Set<string>();
  if (answer.refusals.length > 0) {
    const applied = new Set(answer.appliedPlaces.map(keyOfPlace));
    body.changes.forEach((change, index) => {
      const key = keyOfPlace(change);
      if (applied.has(key)) return;
      const named = answer.refusals.find((refusal) => refusal.change === index);
      if (named) refused.set(key, named);
      else if (applied.size > 0) refused.set(key, answer.refusals[0] as Refusal);
      else unknown.add(key);
    });
  }
  return { kind: "applied", groupId: answer.groupId, refused, unknown };
}

/**
 * Where Shopify names only the first of many, each round gives up one. Units of another's ledger document are
 * bound to be many, and the document is one for the whole call: after the last round all of it is refused.
 */
function judgeRefused(body: Body, refusals: Refusal[], rounds: number): Verdict {
  const never = new Map<string, Refusal>();
  let nameless: Refusal | undefined;
  for (const refusal of refusals) {
    if (ROUND_AGAIN.has(refusal.code)) continue;
    const change = refusal.change === null ? undefined : body.changes[refusal.change];
    if (change) never.set(keyOfPlace(change), refusal);
    else nameless ??= refusal;
  }
  if (never.size === 0 && nameless) {
    if (body.changes.length > 1) return { kind: "split", refusal: nameless };
    return refusedAll(body, nameless);
  }
  if (never.size === body.changes.length) return { kind: "refused", refused: never };
  if (rounds + 1 >= limits.staleRoundsMax && never.size === 0) {
    return refusedAll(body, refusals[0] ?? { code: "CHANGE_FROM_QUANTITY_STALE", message: "", change: null });
  }
  const foreign = refusals.find(({ code }) => code === "INVALID_LEDGER_DOCUMENT");
  if (foreign && rounds + 1 >= limits.staleRoundsMax) return refusedAll(body, foreign, never);
  return { kind: "rebind", never };
}

function refusedAll(body: Body, refusal: Refusal, named = new Map<string, Refusal>()): Verdict {
  const places = body.changes.map(keyOfPlace);
  return { kind: "refused", refused: new Map(places.map((key) => [key, named.get(key) ?? refusal])) };
}
