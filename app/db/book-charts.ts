import type { BookAccount, BookDimension } from "#app/ports/book.ts";
import type { Tx } from "./in-shop-transaction.ts";

/** The chart as it is now: what the book no longer names goes, unless the mapping still needs its name. */
export async function replaceAccounts(
  tx: Tx,
  shopId: string,
  bookId: string,
  accounts: BookAccount[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE book_account SET is_active = false WHERE book_id = ${bookId}::uuid AND is_active`;
  await tx.$executeRaw`
    INSERT INTO book_account (shop_id, book_id, account_id, code, name, kind, currency, is_active,
                              is_postable, read_at)
    SELECT ${shopId}::uuid, ${bookId}::uuid, x.id, x.code, x.name, x.kind, x.currency, x."isActive",
           x."isPostable", clock_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(accounts)}::jsonb)
        AS x(id text, code text, name text, kind text, currency text, "isActive" boolean,
             "isPostable" boolean)
    ON CONFLICT (shop_id, book_id, account_id) DO UPDATE SET code = excluded.code, name = excluded.name,
      kind = excluded.kind, currency = excluded.currency, is_active = excluded.is_active,
      is_postable = excluded.is_postable, read_at = excluded.read_at`;
}

export async function listAccounts(tx: Tx, bookId: string): Promise<BookAccount[]> {
  return tx.$queryRaw<BookAccount[]>`
    SELECT account_id AS id, code, name, kind, currency, is_active AS "isActive", is_postable AS "isPostable"
      FROM book_account WHERE book_id = ${bookId}::uuid ORDER BY code, name, account_id`;
}

export async function replaceDimensions(
  tx: Tx,
  shopId: string,
  bookId: string,
  dimensions: BookDimension[],
): Promise<void> {
  const options = dimensions.flatMap((dimension) =>
    dimension.options.map((option) => ({
      dimensionId: dimension.id,
      dimensionName: dimension.name,
      optionId: option.id,
      optionName: option.name,
      isActive: option.isActive,
    })),
  );
  await tx.$executeRaw`
    UPDATE book_option SET is_active = false WHERE book_id = ${bookId}::uuid AND is_active`;
  await tx.$executeRaw`
    INSERT INTO book_option (shop_id, book_id, dimension_id, option_id, dimension_name, option_name,
                             is_active, read_at)
    SELECT ${shopId}::uuid, ${bookId}::uuid, x."dimensionId", x."optionId", x."dimensionName", x."optionName",
           x."isActive", clock_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(options)}::jsonb)
        AS x("dimensionId" text, "optionId" text, "dimensionName" text, "optionName" text, "isActive" boolean)
    ON CONFLICT (shop_id, book_id, dimension_id, option_id) DO UPDATE SET
      dimension_name = excluded.dimension_name, option_name = excluded.option_name,
      is_active = excluded.is_active, read_at = excluded.read_at`;
}

export async function listDimensions(tx: Tx, bookId: string): Promise<BookDimension[]> {
  const rows = await tx.$queryRaw<
    { dimensionId: string; dimensionName: string; optionId: string; optionName: string; isActive: boolean }[]
  >`
    SELECT dimension_id AS "dimensionId", dimension_name AS "dimensionName", option_id AS "optionId",
           option_name AS "optionName", is_active AS "isActive"
      FROM book_option WHERE book_id = ${bookId}::uuid ORDER BY dimension_name, dimension_id, option_name`;
  return [...Map.groupBy(rows, (row) => row.dimensionId)].map(([id, options]) => ({
    id,
    name: options[0]?.dimensionName ?? id,
    options: options.map(({ optionId, optionName, isActive }) => ({
      id: optionId,
      name: optionName,
      isActive,
    })),
  }));
}
