import { inShop } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type ProofSubject = {
  /** What it is called: a document's number, an incident's name. */
  name: string;
  note: string;
  documents: { id: string; number: string }[];
};

/** Which documents a pack is of, in their order. Null when the shop has no such thing. */
export async function proofSubject(
  ctx: ShopContext,
  { kind, id }: { kind: "document" | "incident"; id: string },
): Promise<ProofSubject | null> {
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const documents = await tx.$queryRaw<{ id: string; number: number }[]>`
      SELECT d.id, d.number FROM document d WHERE ${kind} = 'document' AND d.id = ${id}::uuid
      UNION ALL SELECT d.id, d.number FROM incident_document t
        JOIN document d ON d.shop_id = t.shop_id AND d.id = t.document_id
       WHERE ${kind} = 'incident' AND t.incident_id = ${id}::uuid ORDER BY number`;
    const incidents = await tx.$queryRaw<{ name: string; note: string }[]>`
      SELECT name, note FROM incident WHERE ${kind} = 'incident' AND id = ${id}::uuid`;
    const numbered = documents.map((one) => ({ id: one.id, number: documentNumberOf(one.number) }));
    const [only] = numbered;
    if (kind === "document") return only ? { name: only.number, note: "", documents: numbered } : null;
    return incidents[0] ? { ...incidents[0], documents: numbered } : null;
  });
}
