import type { Past } from "#app/domain/signal/signal.ts";
import type { Watch } from "#app/domain/signal/watch.ts";
import { Prisma } from "./generated/client.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** What the shop wants noticed, and what of its past that is measured by. */
export type Watched = { watch: Watch; past: Past };

type Row = { watch: Watch; past: PastRow };
type PastRow = Omit<Past, "usualMinor" | "ownMinor" | "othersMinor"> & {
  usualMinor: string | null;
  ownMinor: string;
  othersMinor: string | null;
};

/** A shop that watches nothing is not looked through. */
export async function findWatched(
  tx: Tx,
  by: { personId: string; itemIds: string[]; locationIds: string[] },
): Promise<Watched | null> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT watch, past_of_write_offs(id, ${by.personId}, ${by.itemIds}::text[], ${by.locationIds}::text[],
      (watch->>'smallUnits')::int) AS past
      FROM shop WHERE watch IS NOT NULL`;
  return row ? { watch: row.watch, past: toPast(row.past) } : null;
}

export async function findWatch(tx: Tx): Promise<Watch | null> {
  const [row] = await tx.$queryRaw<{ watch: Watch | null }[]>`SELECT watch FROM shop`;
  return row?.watch ?? null;
}

export async function markWatch(tx: Tx, watch: Watch | null): Promise<void> {
  const kept = watch ? Prisma.sql`${JSON.stringify(watch)}::jsonb` : Prisma.sql`NULL`;
  await tx.$executeRaw`UPDATE shop SET watch = ${kept}`;
}

function toPast(row: PastRow): Past {
  const amount = (minor: string | null) => (minor === null ? null : BigInt(minor));
  return {
    ...row,
    usualMinor: amount(row.usualMinor),
    ownMinor: BigInt(row.ownMinor),
    othersMinor: amount(row.othersMinor),
  };
}
