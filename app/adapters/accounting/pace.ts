import { enterBook, leaveBook, pauseBook } from "#app/db/book-paces.ts";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookCapabilities, BookPaceKeeper } from "#app/ports/book.ts";
import type { Clock, Ids } from "#app/ports/clock.ts";

export type PaceDeps = { database: Database; clock: Clock; ids: Ids };

const POLL_MS_MAX = 500;
const LATE_MAX = 5;

/** One organisation's pace over all processes: a place in time from the database, and then waiting for it. */
export function paceOf(
  { database, clock, ids }: PaceDeps,
  capabilities: BookCapabilities,
  organisationId: string,
  callsUntil: Date | undefined,
): BookPaceKeeper {
  const { kind, pace, callEndsWithinMs } = capabilities;
  const spacingMs = spacingOf(pace);
  const endAt = () => callsUntil?.getTime() ?? Number.POSITIVE_INFINITY;

  return {
    async enter() {
      const giveUpAt = Math.min(clock.now().getTime() + limits.bookPatienceMs, endAt());
      for (let late = 0; ; ) {
        const askedAt = clock.now().getTime();
        const patienceMs = Math.max(0, giveUpAt - askedAt);
        const call = { kind, organisationId, id: ids.next() };
        const turn = await enterBook(database, {
          ...call,
          spacingMs,
          callsPerDay: pace.callsPerDay && Math.floor(pace.callsPerDay * limits.bookPaceShare),
          callsAtOnce: pace.callsAtOnce,
          callMs: callEndsWithinMs,
          patienceMs,
        });
        if (!turn.entered && turn.waitMs > patienceMs)
          throw new AdapterError("retry", `${kind} is busy for us`, { delayMs: turn.waitMs });
        if (turn.waitMs > 0)
          await clock.sleep(turn.entered ? turn.waitMs : Math.min(turn.waitMs, POLL_MS_MAX));
        if (!turn.entered) continue;
        const leave = () => leaveBook(database, call);
        const lateMs = clock.now().getTime() - askedAt - turn.waitMs;
        // A machine that stood still would make up for it all at once: who missed their place asks again.
        if (lateMs <= spacingMs || late >= LATE_MAX) return inTime(leave);
        late += 1;
        await leave();
      }
    },
    told: (delayMs) => pauseBook(database, { kind, organisationId }, delayMs),
  };

  /** The turn came; but if it came too late another may have taken over what this call is for. */
  async function inTime(leave: () => Promise<void>) {
    if (clock.now().getTime() <= endAt()) return leave;
    await leave();
    throw new AdapterError("retry", "the turn came too late", { delayMs: 0 });
  }
}

/** Evenly spread, and a little slower than allowed: clocks and wires are not even. */
function spacingOf({ callsPerMinute, callsPerSecond }: BookCapabilities["pace"]): number {
  const spacing = Math.max(60_000 / callsPerMinute, callsPerSecond ? 1_000 / callsPerSecond : 0);
  return spacing / limits.bookPaceShare;
}
