import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import type { MediaType } from "#app/domain/evidence/read-file.ts";

export type EvidenceFile = { sha256: Uint8Array; size: number; mediaType: MediaType; name: string };

/** Null when the shop has none of that id, or no bytes of it any more. */
export async function evidenceFile(
  database: Database,
  shopId: string,
  id: string,
): Promise<EvidenceFile | null> {
  return inShop(database, shopId, async (tx) => {
    const rows = await tx.$queryRaw<EvidenceFile[]>`
      SELECT e.sha256, f.size, e.media_type AS "mediaType", e.file_name AS name
        FROM evidence e JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256
       WHERE e.shop_id = ${shopId}::uuid AND e.id = ${id}::uuid AND f.erased_at IS NULL`;
    return rows[0] ?? null;
  });
}
