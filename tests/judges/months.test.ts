import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStreams } from "#app/db/feed-streams.ts";
import type { ExportedBook, ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import { decimalsOf } from "#app/domain/money.ts";
import { exportedBook } from "#app/queries/exported-book.ts";
import { exportedEntries } from "#app/queries/exported-entries.ts";
import { trialBalance } from "#app/queries/trial-balance.ts";
import { balancesOf, fileOf, postingsOf } from "#tests/support/exported-book.ts";
import { dinarSouk } from "../../prisma/scenarios/dinar-souk.ts";
import { mugShop } from "../../prisma/scenarios/mug-shop.ts";
import { yenCafe } from "../../prisma/scenarios/yen-cafe.ts";
import { type Desk, openDesk } from "../integration/use-cases/desk.ts";
import { diceOf } from "../simulation/dice.ts";
import { entriesOf } from "./entries-of.ts";
import { isInstalled, missingJudges } from "./installed.ts";
import { liveMonths, MONTH_ENDS } from "./months.ts";
import { textJudges, withFile } from "./text-judges.ts";
import { openCompany } from "./tryton/company.ts";
import { startTryton, type Tryton } from "./tryton/server.ts";

/** Other months every day; the same ones again with JUDGE_SEED. */
const seed = Number(process.env.JUDGE_SEED ?? Math.floor(Date.now() / 86_400_000));
const days = { from: "2026-01-01", to: "2026-12-31" };

it.runIf(process.env.JUDGES_REQUIRED === "1")("has every judge that must sit", () => {
  expect(missingJudges()).toEqual([]);
});

let tryton: Promise<Tryton>;
beforeAll(() => {
  if (!isInstalled("tryton")) return;
  tryton = startTryton();
  // It starts while the shops live; whoever needs it hears of its failure.
  tryton.catch(() => undefined);
});
afterAll(async () => (await tryton)?.stop());

describe.each([mugShop, yenCafe, dinarSouk])(`half a year of $handle, seed ${seed},`, (scenario) => {
  const desk = openDesk(scenario);
  let entries: ExportedEntry[] = [];
  let ours: Map<string, bigint>[] = [];
  let book: ExportedBook;

  it("is a journal of write-offs and reversals, told as it was booked, and its totals are its sums", async () => {
    const lived = await liveMonths(desk, scenario, diceOf(seed + scenario.id));
    entries = await toldBy(desk);
    expect(entries).toEqual(await entriesOf(desk));
    const shop = { id: desk.world.shopId, name: scenario.name };
    book = await exportedBook(desk.world.database, shop, { ...days, madeAt: new Date() });
    ours = await Promise.all(MONTH_ENDS.map((day) => ourBalances(desk, scenario.currency, day)));
    expect(lived.documents).toBeGreaterThanOrEqual(5);
    expect(lived.reversals).toBeGreaterThan(0);
    expect(entries.length).toBeGreaterThanOrEqual(6);
    const last = postingsOf(entries).map(([{ accountName }, minor]) => [plain(accountName), minor] as const);
    expect(ours.at(-1)).toEqual(balancesOf(last));
  });

  for (const judge of textJudges)
    it.skipIf(!isInstalled(judge.name))(
      `stands in ${judge.name} as it stands in ours, month by month`,
      () => {
        withFile(judge.format, fileOf(judge.format, entries, book), (file) => {
          expect(judge.complaint(file)).toBe("");
          const theirs = judge
            .balances(file, MONTH_ENDS)
            .map((rows) =>
              balancesOf(
                rows.map(([account, amount]) => [unrooted(account), minorOf(amount, scenario.currency)]),
              ),
            );
          expect(theirs).toEqual(ours);
        });
      },
    );

  it.skipIf(!isInstalled("tryton"))(
    "stands in Tryton as it stands in ours, and Tryton can refuse",
    async () => {
      const { currency, handle } = scenario;
      const rpc = await (await tryton).open(handle);
      const company = await openCompany(rpc, { currency, year: "2026", accounts: book.accounts });
      const nameOf = new Map<string, string>(
        book.accounts.map(({ role, accountName }) => [role, plain(accountName)]),
      );
      const theirs = async () => {
        const rows = [];
        for (const day of MONTH_ENDS) rows.push([...(await company.balances(day))]);
        return rows.map((row) =>
          balancesOf(row.map(([role, amount]) => [nameOf.get(role) ?? role, minorOf(amount, currency)])),
        );
      };
      await company.post(entries);
      expect(await theirs()).toEqual(ours);
      await expect(company.post(entries.slice(0, 1).map(offByOne))).rejects.toThrow(
        /must balance all its lines/,
      );
      expect(await theirs()).toEqual(ours);
    },
  );
});

/** As the files get it: by the query that streams. */
async function toldBy(desk: Desk): Promise<ExportedEntry[]> {
  const streams = openStreams(desk.appUrl, () => undefined);
  try {
    const told: ExportedEntry[] = [];
    for await (const batch of (await exportedEntries(streams, desk.world.shopId, days)) ?? [])
      told.push(...batch);
    return told;
  } finally {
    await streams.end();
  }
}

/** Debit less credit of each account at the end of a day, from the totals that the screens read. */
async function ourBalances(desk: Desk, currency: string, day: string): Promise<Map<string, bigint>> {
  const { currencies } = await trialBalance(desk.manager, { to: day });
  expect(currencies.every((one) => one.currency === currency && one.balanced)).toBe(true);
  const rows = currencies.flatMap(({ accounts }) => accounts);
  return balancesOf(
    rows.map(({ accountName, balance }) => [plain(accountName), minorOf(balance.amount, currency)]),
  );
}

/** Exact: an amount with more places than its currency has is no amount. */
function minorOf(amount: string, currency: string): bigint {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(amount) ?? [];
  const places = decimalsOf(currency);
  if (whole === "" || /[^0]/.test(fraction.slice(places))) throw new Error(`${amount} is no ${currency}`);
  return BigInt(`${sign}${whole}${fraction.slice(0, places).padEnd(places, "0")}`);
}

function unrooted(account: string): string {
  return plain(account.split(":").slice(1).join(""));
}

function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, "").toLowerCase();
}

function offByOne(entry: ExportedEntry): ExportedEntry {
  const lines = entry.lines.map((line, at) =>
    at === 0 ? { ...line, amountMinor: line.amountMinor + 1n } : line,
  );
  return { ...entry, lines };
}
