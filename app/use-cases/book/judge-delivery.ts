import type { BookRow } from "#app/db/books.ts";
import { verdictOf } from "#app/domain/book/verdict.ts";
import { limits } from "#app/domain/limits.ts";
import type { RemoteJournal } from "#app/ports/book.ts";
import type { ShopContext } from "../shop-context.ts";
import type { GatheredDelivery } from "./gather-deliveries.ts";
import type { Ended } from "./settle-deliveries.ts";

/** What is to be done with one that was looked for: settled as it is, sent, or told why it cannot be. */
export function judgeDelivery(
  ctx: ShopContext,
  book: BookRow,
  delivery: GatheredDelivery,
  held: RemoteJournal[],
): Ended {
  const { row, attempt, sent, earlier, plan } = delivery;
  const { callEndsWithinMs } = ctx.books.capabilitiesOf(book.kind);
  const quietAfterMs = limits.deliveryLeaseMs + callEndsWithinMs;
  const verdict = verdictOf({
    held: held.filter(({ reference }) => reference === row.reference),
    sent,
    earlier,
    planned: plan.ok ? plan.journal : null,
    isQuiet: attempt === null || attempt.openSends === 0 || attempt.sinceLastSendMs > quietAfterMs,
  });
  if (verdict.kind !== "send") return { ...verdict, delivery, attemptId: attempt?.id ?? null };
  if (attempt) return { kind: "send", delivery };
  const reject = { kind: "reject", delivery, attemptId: null } as const;
  if (!plan.ok && plan.tooLong)
    return {
      ...reject,
      trouble: "invalid",
      facts: { lines: `${plan.tooLong.lines}`, most: `${plan.tooLong.most}` },
    };
  if (!plan.ok) return { ...reject, trouble: "mapping", facts: { roles: plan.roles } };
  const { date } = plan.journal;
  if (book.lockDate && date <= book.lockDate)
    return { ...reject, trouble: "period-closed", facts: { date, lockDate: book.lockDate } };
  return { kind: "send", delivery };
}
