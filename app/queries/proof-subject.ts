import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { valueLeft } from "./value-left.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type ProofSubject = {
  /** What it is called: a document's number, an incident's name. */
  name: string;
  note: string;
  documents: ProofDocument[];
  /** Of an incident: what left, less what came back; so many documents are not in its value. */
  total: { units: number; value: WireMoney | null; unvalued: number };
};

export type ProofDocument = {
  id: string;
  number: string;
  eventDate: string;
  /** Below nought where they came back. */
  units: number;
  value: WireMoney | null;
};

type Row = Omit<ProofDocument, "number" | "value"> & {
  number: number;
  currency: string;
  valueMinor: bigint | null;
};

/** Whose events a pack tells: its documents', and those of the journals they went into. */
export async function trailSubjects(ctx: ShopContext, documentIds: string[]): Promise<string[]> {
  const journals = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT q.delivery_id AS id FROM entry e
        JOIN delivery_entry q ON q.shop_id = e.shop_id AND q.entry_id = e.id
       WHERE e.document_id = ANY(${documentIds}::uuid[]) AND q.delivery_id IS NOT NULL`,
  );
  return [...documentIds, ...journals.map(({ id }) => id)];
}

/** Which documents a pack is of, in their order. Null when the shop has no such thing. */
export async function proofSubject(
  ctx: ShopContext,
  { kind, id }: { kind: "document" | "incident"; id: string },
): Promise<ProofSubject | null> {
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const rows = await tx.$queryRaw<Row[]>`
      WITH chosen AS (
        SELECT ${id}::uuid AS id WHERE ${kind} = 'document'
        UNION ALL SELECT t.document_id FROM incident_document t
         WHERE ${kind} = 'incident' AND t.incident_id = ${id}::uuid)
      SELECT d.id, d.number, d.event_date::text AS "eventDate", g.sign * d.units_applied AS units,
             d.currency, g.sign * w.value_minor AS "valueMinor"
        FROM chosen c JOIN document d ON d.id = c.id
       CROSS JOIN LATERAL (SELECT CASE WHEN d.kind IN ('off', 'down') THEN 1 ELSE -1 END AS sign) g
       CROSS JOIN LATERAL (${valueLeft("d")}) w
       ORDER BY d.number`;
    const incidents = await tx.$queryRaw<{ name: string; note: string }[]>`
      SELECT name, note FROM incident WHERE ${kind} = 'incident' AND id = ${id}::uuid`;
    const documents = rows.map(({ valueMinor, currency, ...row }) => ({
      ...row,
      number: documentNumberOf(row.number),
      value: toWireMoney(valueMinor, currency),
    }));
    const total = totalOf(rows, ctx.shop.currency);
    const [only] = documents;
    if (kind === "document") return only ? { name: only.number, note: "", documents, total } : null;
    return incidents[0] ? { ...incidents[0], documents, total } : null;
  });
}

/** What has no value yet, or one in another currency, is counted instead of left out unsaid. */
function totalOf(rows: Row[], currency: string): ProofSubject["total"] {
  const valued = rows.filter((row) => row.valueMinor !== null && row.currency === currency);
  return {
    units: rows.reduce((sum, row) => sum + row.units, 0),
    value: toWireMoney(
      valued.reduce((sum, row) => sum + (row.valueMinor ?? 0n), 0n),
      currency,
    ),
    unvalued: rows.filter((row) => row.units !== 0 && !valued.includes(row)).length,
  };
}
