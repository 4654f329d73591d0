import type { RequestHead } from "#app/db/requests.ts";
import { isOpen, type Verb } from "#app/domain/approval/request.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { Problem } from "#app/domain/problem.ts";
import { isSignal } from "#app/domain/signal/signal.ts";
import type { PersonContext } from "../shop-context.ts";

type Wish = { revision: number; verb: Verb };

/** Why this person may not decide this now; the database says the same of what matters most. */
export function barToDecide(
  person: PersonContext | null,
  request: RequestHead | null,
  { revision, verb }: Wish,
): Problem | null {
  if (!request) return { code: "not-found" };
  const standing = verb === "withdraw" ? barOfOther(person, request) : barOfRequester(person, request);
  if (standing) return standing;
  const decided = { code: "request-decided", facts: { state: request.state } } as const;
  if (!isOpen(request.state)) return decided;
  if (request.revision !== revision)
    return { code: "request-moved-on", facts: { revision: request.revision } };
  // Who sent it back waits for an answer, and can still say no.
  if (request.state === "sent-back" && (verb === "approve" || verb === "send-back")) return decided;
  return null;
}

function barOfRequester(person: PersonContext | null, request: RequestHead): Problem | null {
  const bar = barOf(person, "approve") ?? (request.kind === "reversal" ? barOf(person, "reverse") : null);
  if (!person || bar) return bar ?? { code: "may-not-write-off" };
  if (request.requester === person.userId) return { code: "own-request" };
  const isFlagged = request.reasons.some(isSignal);
  const flagged = isFlagged ? barOf(person, "approve-flagged") : null;
  if (flagged) return flagged;
  const away = request.locations.find(({ id }) => !isPlacedAt(person, id));
  return away ? { code: "not-your-location", facts: { location: away.name } } : null;
}

/** To everybody else it is as if it were not there: taking back is the requester's alone. */
function barOfOther(person: PersonContext | null, request: RequestHead): Problem | null {
  return person?.userId === request.requester ? null : { code: "not-found" };
}
