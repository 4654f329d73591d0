import type { Tx } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";

export type IncidentChoice = { id: string; name: string; closed: boolean };

/** What a document can be put under, newest first; what is over comes last, to be looked for. */
export function incidentChoices(tx: Pick<Tx, "$queryRaw">, shopId: string): Promise<IncidentChoice[]> {
  return tx.$queryRaw<IncidentChoice[]>`
    SELECT id, name, closed_at IS NOT NULL AS closed FROM incident WHERE shop_id = ${shopId}::uuid
     ORDER BY closed_at IS NOT NULL, made_at DESC, id DESC LIMIT ${limits.incidentsShown}::int`;
}
