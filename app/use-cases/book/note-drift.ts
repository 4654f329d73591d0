import type { DeliveryRow } from "#app/db/deliveries.ts";
import { listConfirmedBodies } from "#app/db/delivery-attempts.ts";
import { markDrift } from "#app/db/drifted-deliveries.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { isAccepted } from "#app/domain/book/accepted.ts";
import type { Drift } from "#app/domain/book/delivery.ts";
import { type Difference, differencesOf } from "#app/domain/book/difference.ts";
import { type BookJournal, journalOf } from "#app/domain/book/journal.ts";
import type { RemoteJournal } from "#app/ports/book.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";

export type Seen = { drift: Drift | null; differences: Difference[]; journal: RemoteJournal | null };

export function driftOf(body: BookJournal | undefined, seen: RemoteJournal | null): Seen {
  const told = { journal: seen, differences: [] };
  if (!seen || seen.state === "deleted") return { ...told, drift: "deleted" };
  if (seen.state === "voided") return { ...told, drift: "voided" };
  const differences = body ? differencesOf(body, seen) : [];
  return { ...told, drift: differences.length > 0 ? "edited" : null, differences };
}

/** Of a delivery, from all that was found under its number and under the book's own name for it. */
export function seenOf(
  { remoteId, reference }: DeliveryRow,
  body: BookJournal | undefined,
  journals: RemoteJournal[],
): Seen {
  const journal = journals.find((one) => one.remoteId === remoteId) ?? null;
  const own = driftOf(body, journal);
  const isGone = own.drift === "deleted" || own.drift === "voided";
  const isTwin = (one: RemoteJournal) => one.reference === reference && one.remoteId !== remoteId;
  return !isGone && journals.some((one) => isTwin(one) && isStanding(one))
    ? { drift: "doubled", differences: [], journal }
    : own;
}

export function isStanding({ state }: RemoteJournal): boolean {
  return state === "posted" || state === "draft";
}

/** Told once for each thing that happened, no more once accepted; what came right by itself is told too. */
export async function noteDrift(
  ctx: ShopContext,
  tx: Tx,
  delivery: DeliveryRow,
  { drift, differences, journal }: Seen,
): Promise<void> {
  const { driftFacts } = delivery;
  if (drift === null && delivery.drift === null && !driftFacts?.accepted) return;
  if (delivery.drift === null && isAccepted(driftFacts, { drift, differences })) return;
  const version = journal?.version ?? null;
  const day = journal?.state === "posted" ? journal.date : null;
  await markDrift(tx, delivery.id, { drift, facts: drift ? { differences } : null, version, day });
  if (drift === delivery.drift) return;
  const facts = { drift, reference: delivery.reference };
  await noteAct(ctx, tx, { kind: "delivery-drifted", subjectId: delivery.id, facts });
}

export async function bodiesOf(tx: Tx, deliveries: DeliveryRow[]) {
  const bodies = await listConfirmedBodies(
    tx,
    deliveries.map(({ id }) => id),
  );
  return new Map([...bodies].map(([id, body]) => [id, journalOf(body)]));
}
