import { enterBook, leaveBook, pauseBook } from "#app/db/book-paces.ts";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookCapabilities, BookPaceKeeper } from "#app/ports/book.ts";
import type { Clock, Ids } from "#app/ports/clock.ts";

export type PaceDeps = { database: Database; clock: Clock; ids: Ids };

const POLL_MS_MAX = 250;

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
      const call = { kind, organisationId, id: ids.next() };
      const giveUpAt = Math.min(clock.now().getTime() + limits.bookPatienceMs, endAt());
      for (;;) {
        const patienceMs = Math.max(0, giveUpAt - clock.now().getTime());
        const turn = await enterBook(database, {
          ...call,
          spacingMs,
          callsPerDay: pace.callsPerDay && Math.floor(pace.callsPerDay * limits.bookPaceShare),
          callsAtOnce: pace.callsAtOnce,
          callMs: callEndsWithinMs,
          patienceMs,
        });
        if (turn.entered) return entered(call, turn.waitMs);
        if (turn.waitMs > patienceMs)
          throw new AdapterError("retry", `${kind} is busy for us`, { delayMs: turn.waitMs });
        await clock.sleep(Math.min(Math.max(turn.waitMs, 1), POLL_MS_MAX));
      }
    },
    told: (delayMs) => pauseBook(database, { kind, organisationId }, delayMs),
  };

  /** The turn came; but if it came too late another may have taken over what this call is for. */
  async function entered(call: Parameters<typeof leaveBook>[1], waitMs: number) {
    const leave = () => leaveBook(database, call);
    if (waitMs > 0) await clock.sleep(waitMs);
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
