import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type TrialBalance = { currencies: CurrencyBalance[] };

export type CurrencyBalance = {
  currency: string;
  accounts: AccountBalance[];
  debit: WireMoney;
  credit: WireMoney;
  balanced: boolean;
};

export type AccountBalance = {
  role: string;
  accountName: string;
  accountCode: string;
  debit: WireMoney;
  credit: WireMoney;
  /** Debit less credit. */
  balance: WireMoney;
};

/** Read from the daily totals that are kept in the transactions which settle, never from the lines. */
export async function trialBalance(
  ctx: ShopContext,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<TrialBalance> {
  const rows = await inShop(
    ctx.database,
    ctx.shopId,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT t.role, t.currency, sum(t.debit_minor)::text AS debit, sum(t.credit_minor)::text AS credit,
        a.name, a.code
      FROM account_day t LEFT JOIN account a ON a.shop_id = t.shop_id AND a.role = t.role
      WHERE t.shop_id = ${ctx.shopId}::uuid
        ${from ? Prisma.sql`AND t.date >= ${from}::date` : Prisma.empty}
        ${to ? Prisma.sql`AND t.date <= ${to}::date` : Prisma.empty}
      GROUP BY t.role, t.currency, a.name, a.code
      ORDER BY t.currency, t.role <> 'inventory', a.code, t.role`,
  );
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return { currencies: currencies.map((currency) => balanceOf(currency, rows)) };
}

type Row = {
  role: string;
  currency: string;
  debit: string;
  credit: string;
  name: string | null;
  code: string | null;
};

function balanceOf(currency: string, all: Row[]): CurrencyBalance {
  const rows = all.filter((row) => row.currency === currency);
  const debit = rows.reduce((sum, row) => sum + BigInt(row.debit), 0n);
  const credit = rows.reduce((sum, row) => sum + BigInt(row.credit), 0n);
  return {
    currency,
    accounts: rows.map((row) => ({
      role: row.role,
      accountName: row.name ?? row.role,
      accountCode: row.code ?? "",
      debit: money(BigInt(row.debit), currency),
      credit: money(BigInt(row.credit), currency),
      balance: money(BigInt(row.debit) - BigInt(row.credit), currency),
    })),
    debit: money(debit, currency),
    credit: money(credit, currency),
    balanced: debit === credit,
  };
}

function money(minor: bigint, currency: string): WireMoney {
  return toWireMoney(minor, currency) as WireMoney;
}
