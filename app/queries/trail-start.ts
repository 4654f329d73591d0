import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import type { Seal } from "#app/domain/audit/trail-file.ts";
import { auditHead, peopleOfTrail } from "./audit-facts.ts";

export type TrailStart = { head: Seal; people: Record<string, string> };

/** How far a trail that leaves the house goes, and who is meant by its ids. */
export async function trailStart(database: Database, shopId: string): Promise<TrailStart> {
  return inShop(database, shopId, async (tx) => {
    const people = await peopleOfTrail(tx, shopId);
    return {
      head: (await auditHead(tx)) ?? { sequence: 0, hash: "" },
      people: Object.fromEntries(people.map(({ id, name }) => [id, name])),
    };
  });
}
