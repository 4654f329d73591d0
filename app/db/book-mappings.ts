import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type DimensionMark = {
  subjectKind: "location" | "reason";
  subjectId: string;
  dimensionId: string;
  optionId: string;
};

export async function listAccountMappings(tx: Tx, bookId: string): Promise<Map<AccountRole, string>> {
  const rows = await tx.$queryRaw<{ role: AccountRole; accountId: string }[]>`
    SELECT role, account_id AS "accountId" FROM account_mapping WHERE book_id = ${bookId}::uuid`;
  return new Map(rows.map(({ role, accountId }) => [role, accountId]));
}

export async function upsertAccountMappings(
  tx: Tx,
  shopId: string,
  bookId: string,
  mappings: { role: AccountRole; accountId: string }[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account_mapping (shop_id, book_id, role, account_id)
    SELECT ${shopId}::uuid, ${bookId}::uuid, x.role, x."accountId"
      FROM jsonb_to_recordset(${JSON.stringify(mappings)}::jsonb) AS x(role text, "accountId" text)
    ON CONFLICT (shop_id, book_id, role) DO UPDATE SET account_id = excluded.account_id`;
}

export async function deleteAccountMappings(tx: Tx, bookId: string, roles: AccountRole[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM account_mapping WHERE book_id = ${bookId}::uuid AND role = ANY(${roles}::text[])`;
}

export async function listDimensionMarks(tx: Tx, bookId: string): Promise<DimensionMark[]> {
  return tx.$queryRaw<DimensionMark[]>`
    SELECT subject_kind AS "subjectKind", subject_id AS "subjectId", dimension_id AS "dimensionId",
           option_id AS "optionId"
      FROM dimension_mapping WHERE book_id = ${bookId}::uuid
     ORDER BY subject_kind, subject_id, dimension_id`;
}

export async function upsertDimensionMark(
  tx: Tx,
  shopId: string,
  bookId: string,
  mark: DimensionMark,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO dimension_mapping (shop_id, book_id, subject_kind, subject_id, dimension_id, option_id)
    VALUES (${shopId}::uuid, ${bookId}::uuid, ${mark.subjectKind}, ${mark.subjectId}, ${mark.dimensionId},
            ${mark.optionId})
    ON CONFLICT (shop_id, book_id, subject_kind, subject_id, dimension_id)
      DO UPDATE SET option_id = excluded.option_id`;
}

export async function deleteDimensionMark(
  tx: Tx,
  bookId: string,
  mark: Omit<DimensionMark, "optionId">,
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM dimension_mapping
     WHERE book_id = ${bookId}::uuid AND subject_kind = ${mark.subjectKind} AND subject_id = ${mark.subjectId}
       AND dimension_id = ${mark.dimensionId}`;
}
