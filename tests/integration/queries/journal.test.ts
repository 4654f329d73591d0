import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type JournalFilter, parseJournalFilter } from "#app/queries/journal-filter.ts";
import { journalList } from "#app/queries/journal-list.ts";
import { trialBalance } from "#app/queries/trial-balance.ts";
import { writeOffPage } from "#app/queries/write-off-page.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { insert, type ReadWorld, readWorld } from "./read-world.ts";
import { reader } from "./reader.ts";

let world: ReadWorld;
let ctx: ShopContext;
let shopId: string;
const documents: string[] = [];

beforeAll(async () => {
  world = await readWorld();
  shopId = await world.shop("mug-shop.myshopify.com");
  ctx = reader(world.database, shopId);
  await insert(world.owner, "account", {
    shop_id: shopId,
    role: "inventory",
    name: "Inventory",
    code: "1200",
  });
  for (const [day, role, minor] of [
    ["2026-11-01", "shrinkage-damage", 450],
    ["2026-11-02", "shrinkage-theft", 1000],
    ["2026-11-02", "shrinkage-damage", 333],
  ] as const) {
    const document = await world.write(shopId, {});
    documents.push(document.id);
    await post(document.id, document.lines[0]?.id ?? "", day, role, minor);
  }
  const other = await world.shop("other-shop.myshopify.com");
  const theirs = await world.write(other, {});
  await post(theirs.id, theirs.lines[0]?.id ?? "", "2026-11-02", "shrinkage-theft", 77, other);
});

afterAll(() => world.end());

/** Two lines of one account show as one: the loss stands in two parts. */
async function post(
  documentId: string,
  lineId: string,
  day: string,
  role: string,
  minor: number,
  shop = shopId,
) {
  const id = randomUUID();
  const part = Math.floor(minor / 2);
  await world.owner.query("BEGIN");
  await insert(world.owner, "entry", {
    shop_id: shop,
    id,
    cause_kind: "adjustment",
    cause_id: randomUUID(),
    document_id: documentId,
    currency: "EUR",
    accounting_date: day,
    event_date: day,
    line_count: 3,
    created_at: new Date(),
  });
  const lines = [
    ["inventory", "C", minor],
    [role, "D", part],
    [role, "D", minor - part],
  ] as const;
  for (const [index, [account, side, amount]] of lines.entries()) {
    await insert(world.owner, "entry_line", {
      shop_id: shop,
      entry_id: id,
      position: index + 1,
      line_id: lineId,
      role: account,
      side,
      amount_minor: amount,
    });
  }
  await world.owner.query("COMMIT");
}

async function debits(filter: JournalFilter) {
  const { entries } = await journalList(ctx, { filter, seesCost: true });
  return entries.map(({ debit }) => debit?.amount);
}

describe("the journal", () => {
  it("shows an entry with one line an account, debits first, both sides equal", async () => {
    const { entries } = await journalList(ctx, { filter: { to: "2026-11-01" }, seesCost: true });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      document: { id: documents[0], number: "WO-000001", reversal: false },
      accountingDate: "2026-11-01",
      debit: { amount: "4.50", currency: "EUR" },
      credit: { amount: "4.50", currency: "EUR" },
      lines: [
        { role: "shrinkage-damage", accountName: "shrinkage-damage", side: "D", amount: { amount: "4.50" } },
        { role: "inventory", accountName: "Inventory", accountCode: "1200", side: "C" },
      ],
    });
  });

  it.each<[string, JournalFilter, string[]]>([
    ["first day", { from: "2026-11-02" }, ["10.00", "3.33"]],
    ["last day, itself included", { to: "2026-11-01" }, ["4.50"]],
    ["account", { role: "shrinkage-theft" }, ["10.00"]],
    ["document", { document: "wo-3" }, ["3.33"]],
    ["a document that does not exist", { document: "WO-000099" }, []],
    ["words that are no number", { document: "mug" }, []],
  ])("narrows by %s", async (_, filter, found) => {
    expect((await debits(filter)).sort()).toEqual(found);
  });

  it("turns pages forth and back without losing or repeating an entry", async () => {
    const page = (cursor?: string) => journalList(ctx, { filter: { cursor }, seesCost: true, pageSize: 1 });
    const first = await page();
    const second = await page(first.next ?? "");
    const third = await page(second.next ?? "");
    const ids = [first, second, third].map(({ entries }) => entries[0]?.id);
    expect(new Set(ids).size).toBe(3);
    expect(third.next).toBeNull();
    expect((await page(third.previous ?? "")).entries[0]?.id).toBe(ids[1]);
  });

  it("begins at the start for a cursor nobody gave out", async () => {
    expect(await debits({ cursor: "older~x~y" })).toHaveLength(3);
  });

  it("keeps every amount from a person who may not see cost", async () => {
    const { entries } = await journalList(ctx, { filter: {}, seesCost: false });
    expect(JSON.stringify(entries)).not.toMatch(/"amount":"/);
  });

  it("stands on the page of its document", async () => {
    const page = await writeOffPage(ctx, { documentId: documents[1] ?? "", seesCost: true });
    expect(page?.entries.map(({ debit }) => debit?.amount)).toEqual(["10.00"]);
  });
});

describe("the trial balance", () => {
  it("balances, account by account, from the daily totals", async () => {
    const { currencies } = await trialBalance(ctx, {});
    expect(currencies).toHaveLength(1);
    expect(currencies[0]).toMatchObject({
      currency: "EUR",
      debit: { amount: "17.83" },
      credit: { amount: "17.83" },
      balanced: true,
    });
    expect(currencies[0]?.accounts.map(({ role, balance }) => [role, balance.amount])).toEqual([
      ["inventory", "-17.83"],
      ["shrinkage-damage", "7.83"],
      ["shrinkage-theft", "10.00"],
    ]);
  });

  it("counts the days asked for, both ends included", async () => {
    const { currencies } = await trialBalance(ctx, { from: "2026-11-02", to: "2026-11-02" });
    expect(currencies[0]?.debit.amount).toBe("13.33");
    expect((await trialBalance(ctx, { to: "2026-10-31" })).currencies).toEqual([]);
  });
});

describe("the filters of the journal's address", () => {
  it("refuses an account that does not exist and a day that is none", () => {
    const parsed = parseJournalFilter(new URLSearchParams("role=cash&from=21.11.2026"));
    expect(parsed.ok ? [] : parsed.problems.map(({ at }) => at?.[0])).toEqual(["from", "role"]);
  });
});
