import type { Tx } from "#app/db/in-shop-transaction.ts";
import type { DeliveryState, Drift, Trouble } from "#app/domain/book/delivery.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

/** Where a document stands in one book; several times where its entries have several days. */
export type DocumentDelivery = {
  bookId: string;
  vendor: string;
  organisationName: string;
  /** Null while its entries still wait to be put into one. */
  delivery: {
    id: string;
    reference: string;
    state: DeliveryState;
    trouble: Trouble | null;
    drift: Drift | null;
    address: string | null;
  } | null;
};

export async function documentDeliveries(
  ctx: ShopContext,
  tx: Tx,
  documentId: string,
): Promise<DocumentDelivery[]> {
  const rows = await tx.$queryRaw<(Omit<DocumentDelivery, "vendor"> & { kind: string })[]>`
    SELECT b.id AS "bookId", b.kind, b.organisation_name AS "organisationName",
      CASE WHEN d.id IS NULL THEN NULL ELSE json_build_object('id', d.id, 'reference', d.reference, 'state',
        d.state, 'trouble', d.trouble, 'drift', d.drift, 'address', d.remote_address) END AS delivery
    FROM (SELECT DISTINCT q.book_id, q.delivery_id FROM entry e
      JOIN delivery_entry q ON q.shop_id = e.shop_id AND q.entry_id = e.id
      WHERE e.shop_id = ${ctx.shopId}::uuid AND e.document_id = ${documentId}::uuid) x
    JOIN book b ON b.shop_id = ${ctx.shopId}::uuid AND b.id = x.book_id
    LEFT JOIN delivery d ON d.shop_id = b.shop_id AND d.id = x.delivery_id
    ORDER BY b.connected_at, d.reference`;
  return rows.map(({ kind, ...row }) => ({
    ...row,
    vendor: ctx.books.offered.find((one) => one.kind === kind)?.name ?? kind,
  }));
}
