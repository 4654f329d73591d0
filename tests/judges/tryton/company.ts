import type { ExportedAccount, ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import { amountOf, decimalsOf } from "#app/domain/money.ts";
import { oneLine } from "#app/domain/one-line.ts";
import { date, decimal, type Rpc } from "./rpc.ts";

export type Company = {
  /** Writes the entries as moves and posts them; Tryton refuses what does not balance. */
  post(entries: ExportedEntry[]): Promise<void>;
  /** Debit less credit of each role at the end of a day, as Tryton counts. */
  balances(day: string): Promise<Map<string, string>>;
};

type Setting = { currency: string; year: string; accounts: ExportedAccount[] };

/** A company with one business year and an account for each role. */
export async function openCompany(rpc: Rpc, { currency, year, accounts }: Setting): Promise<Company> {
  const make = async (model: string, values: object[], context: object) =>
    (await rpc(`model.${model}.create`, values, context)) as number[];
  const digits = decimalsOf(currency);
  const [money] = await make(
    "currency.currency",
    [{ name: currency, symbol: currency, code: currency, digits, rounding: decimal(smallest(currency)) }],
    {},
  );
  const [party] = await make("party.party", [{ name: "Shop" }], {});
  const [company] = await make("company.company", [{ party, currency: money }], {});
  await rpc("model.res.user.write", [1], { companies: [["add", [company]]], company }, {});
  const context = { company };
  const [assets, expenses] = await make(
    "account.account.type",
    [
      { name: "Stock", company, statement: "balance", assets: true },
      { name: "Losses", company, statement: "income", expense: true },
    ],
    context,
  );
  const ids = await make(
    "account.account",
    accounts.map(({ role }) => ({
      name: role,
      company,
      type: role === "inventory" ? assets : expenses,
    })),
    context,
  );
  const idOf = new Map(accounts.map(({ role }, at) => [role, ids[at]]));
  const periods = await openYear(rpc, make, year, company);
  const [journal] = (await rpc("model.account.journal.search", [], 0, 1, null, context)) as number[];

  return {
    post: async (entries) => {
      const moves = await make(
        "account.move",
        entries.map((entry) => ({
          journal,
          period: periods[Number(entry.accountingDate.slice(5, 7)) - 1],
          date: date(entry.accountingDate),
          description: oneLine(`${entry.documentNumber} ${entry.memo}`),
          lines: [["create", entry.lines.map((line) => lineOf(entry.currency, line, idOf.get(line.role)))]],
        })),
        context,
      );
      await rpc("model.account.move.post", moves, context);
    },
    balances: async (day) => {
      const rows = (await rpc("model.account.account.read", ids, ["name", "balance"], {
        ...context,
        date: date(day),
        posted: true,
      })) as { name: string; balance: { decimal: string } }[];
      return new Map(rows.map(({ name, balance }) => [name, balance.decimal]));
    },
  };
}

async function openYear(
  rpc: Rpc,
  make: (model: string, values: object[], context: object) => Promise<number[]>,
  year: string,
  company: number | undefined,
): Promise<number[]> {
  const context = { company };
  const name = [["name", "=", "Account Move"]];
  const [kind] = (await rpc("model.ir.sequence.type.search", name, 0, 1, null, context)) as number[];
  const [sequence] = await make("ir.sequence", [{ name: "Moves", sequence_type: kind, company }], context);
  const days = { start_date: date(`${year}-01-01`), end_date: date(`${year}-12-31`) };
  const fiscalYear = { name: year, company, ...days, post_move_sequence: sequence };
  const made = await make("account.fiscalyear", [fiscalYear], context);
  await rpc("model.account.fiscalyear.create_period", made, context);
  const inOrder = [["start_date", "ASC"]];
  return (await rpc("model.account.period.search", [], 0, null, inOrder, context)) as number[];
}

function lineOf(currency: string, line: ExportedEntry["lines"][number], account: number | undefined) {
  const [nothing, amount] = [0n, line.amountMinor].map((minor) => decimal(amountOf({ minor, currency })));
  const sides = line.side === "D" ? { debit: amount, credit: nothing } : { debit: nothing, credit: amount };
  return { account, ...sides, description: oneLine(line.note) };
}

function smallest(currency: string): string {
  return amountOf({ minor: 1n, currency });
}
