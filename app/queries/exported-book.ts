import { type Database, inShop } from "#app/db/in-shop-transaction.ts";
import type { Day } from "#app/domain/dates.ts";
import type { AdviserTerms } from "#app/domain/feed/export-command.ts";
import type { ExportedAccount, ExportedBook } from "#app/domain/journal/exported-entry.ts";

/** What a file says at its head. Read from the totals of the days, which are few, and not from lines. */
export async function exportedBook(
  database: Database,
  shop: { id: string; name: string },
  { from, to, madeAt, adviser = null }: { from: Day; to: Day; madeAt: Date; adviser?: AdviserTerms | null },
): Promise<ExportedBook> {
  const [currencies, accounts] = await inShop(database, shop.id, (tx) =>
    Promise.all([
      tx.$queryRaw<{ currency: string }[]>`
        SELECT DISTINCT currency FROM account_day
         WHERE shop_id = ${shop.id}::uuid AND date BETWEEN ${from}::date AND ${to}::date ORDER BY 1`,
      tx.$queryRaw<ExportedAccount[]>`
        SELECT d.role, coalesce(nullif(a.name, ''), d.role) AS "accountName",
               coalesce(a.code, '') AS "accountCode"
          FROM (SELECT DISTINCT role FROM account_day
                 WHERE shop_id = ${shop.id}::uuid AND date BETWEEN ${from}::date AND ${to}::date) d
          LEFT JOIN account a ON a.shop_id = ${shop.id}::uuid AND a.role = d.role ORDER BY d.role`,
    ]),
  );
  return {
    shopName: shop.name,
    currencies: currencies.map(({ currency }) => currency),
    accounts,
    ...{ from, to, madeAt, adviser, yearStart: adviser?.yearStart ?? `${from.slice(0, 4)}-01-01` },
  };
}
