import { type HeldDraftLine, listTakers } from "#app/db/draft-lines.ts";
import type { Tx } from "#app/db/in-shop-transaction.ts";
import { isPlacedAt } from "#app/domain/approval/role.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { PersonContext } from "../shop-context.ts";

type Parts = { wanted: { id: string; revision: number }[]; held: HeldDraftLine[] };

/** Why lines of a list cannot be changed as they were seen; null when they can. */
export async function barOfLines(
  tx: Tx,
  person: PersonContext,
  { wanted, held }: Parts,
): Promise<Problem | null> {
  const known = new Map(held.map((line) => [line.id, line]));
  if (wanted.some(({ id }) => !known.has(id))) return { code: "not-found" };
  const away = held.find(({ locationId }) => !isPlacedAt(person, locationId));
  if (away) return { code: "not-your-location", facts: { location: away.locationName } };
  const taken = await takenProblem(
    tx,
    wanted.map(({ id }) => id),
  );
  if (taken) return taken;
  const moved = wanted.some(({ id, revision }) => known.get(id)?.revision !== revision);
  return moved ? { code: "changed-meanwhile" } : null;
}

/** Who came first, and where it went: the other is told so instead of doing it a second time. */
export async function takenProblem(tx: Tx, ids: string[]): Promise<Problem | null> {
  const [taker] = await listTakers(tx, ids);
  if (!taker) return null;
  const number = taker.number === null ? null : documentNumberOf(taker.number);
  return { code: "candidate-taken", facts: { by: taker.by, number, documentId: taker.documentId } };
}
