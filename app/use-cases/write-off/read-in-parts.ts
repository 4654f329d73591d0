import { limits } from "#app/domain/limits.ts";
import type { Place } from "#app/domain/write-off/stock.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "../shop-context.ts";

/**
 * A large reading, part by part: what was read is kept, and when the shop's budget runs dry in between, the
 * rest is waited for as told, as long as anybody may wait. `keep` answers false when nothing more is needed.
 */
export async function readInParts<P extends Place, T>(
  ctx: ShopContext,
  places: P[],
  read: (part: P[]) => Promise<T>,
  keep: (answer: T, part: P[]) => boolean | Promise<boolean>,
): Promise<void> {
  const until = ctx.clock.now().getTime() + limits.partsWaitMs;
  for (const part of partsOf(places)) {
    const answer = await patiently(ctx, until, () => read(part));
    if (!(await keep(answer, part))) return;
  }
}

/** Of one location before the next, so that each part costs as few requests as it can. */
function partsOf<P extends Place>(places: P[]): P[][] {
  const sorted = places.toSorted((a, b) => a.locationId.localeCompare(b.locationId));
  const size = limits.levelsPerRead;
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, at) =>
    sorted.slice(at * size, (at + 1) * size),
  );
}

async function patiently<T>(ctx: ShopContext, until: number, read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof AdapterError) || !error.putOff) throw error;
      if (ctx.clock.now().getTime() + error.delayMs > until) throw error;
      await ctx.clock.sleep(error.delayMs);
    }
  }
}
