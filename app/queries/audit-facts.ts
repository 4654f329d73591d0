import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import type { Seal } from "#app/domain/audit/trail-file.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type AuditFacts = {
  /** The last event that is sealed; null in a shop where nothing happened yet. */
  head: Seal | null;
  people: { id: string; name: string }[];
};

/** What stands around the list: how far the chain goes, and whose acts it can be narrowed to. */
export async function auditFacts(ctx: ShopContext): Promise<AuditFacts> {
  return inShop(ctx.database, ctx.shopId, async (tx) => ({
    head: await auditHead(tx),
    people: await peopleOfTrail(tx, ctx.shopId),
  }));
}

export async function auditHead(tx: Tx): Promise<Seal | null> {
  const rows = await tx.$queryRaw<{ sequence: bigint; hash: string }[]>`
    SELECT sequence, encode(hash, 'hex') AS hash FROM audit_seal ORDER BY sequence DESC LIMIT 1`;
  const [last] = rows;
  return last ? { sequence: Number(last.sequence), hash: last.hash } : null;
}

export function peopleOfTrail(tx: Tx, shopId: string): Promise<AuditFacts["people"]> {
  return tx.$queryRaw<AuditFacts["people"]>`
    SELECT user_id AS id, name FROM person WHERE shop_id = ${shopId}::uuid ORDER BY name, user_id`;
}
