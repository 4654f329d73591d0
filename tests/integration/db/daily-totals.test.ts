import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { insertEntry, listShares } from "#app/db/entries.ts";
import { type Database, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import { entryOf } from "#app/domain/journal/entry.ts";
import { reversedShare, shareOfLine } from "#app/domain/journal/share.ts";
import { inShop, rawShops, settle, type Written, write } from "./raw-shop.ts";

const shops = rawShops();
let database: Database;
let mugs: Written;

beforeAll(async () => {
  database = openDatabase(shops.database.appUrl, () => {});
  mugs = await inShop(shops.app, shops.mine, async () => {
    const written = await write(shops.app, shops.mine, { lines: 3 });
    await settle(shops.app, shops.mine, written);
    return written;
  });
});
afterAll(() => database.$disconnect());

function entry(day: string, shares: Parameters<typeof entryOf>[1]) {
  const made = entryOf(
    {
      causeKind: "adjustment",
      causeId: randomUUID(),
      documentId: mugs.id,
      currency: "EUR",
      accountingDate: day,
      eventDate: day,
    },
    shares,
  );
  if (!made) throw new Error("an entry of nothing");
  return made;
}

/** The totals once more, from nothing but the journal. */
async function difference() {
  const { rows } = await shops.owner.query(
    `WITH journal AS (
       SELECT e.shop_id, e.accounting_date AS date, l.role, e.currency,
              coalesce(sum(l.amount_minor) FILTER (WHERE l.side = 'D'), 0) AS debit,
              coalesce(sum(l.amount_minor) FILTER (WHERE l.side = 'C'), 0) AS credit
         FROM entry e JOIN entry_line l ON l.shop_id = e.shop_id AND l.entry_id = e.id GROUP BY 1, 2, 3, 4)
     SELECT * FROM journal j FULL JOIN account_day d USING (shop_id, date, role, currency)
      WHERE (j.debit, j.credit) IS DISTINCT FROM (d.debit_minor, d.credit_minor)`,
  );
  return rows;
}

it("the totals of a day are the sum of its entries, also when sixty are posted at once", async () => {
  const roles: AccountRole[] = ["shrinkage-damage", "donation-expense", "loss-other"];
  await Promise.all(
    Array.from({ length: 60 }, (_, index) => {
      const day = `2026-11-${10 + (index % 3)}`;
      const shares = mugs.lineIds.map((lineId, line) => ({
        lineId,
        postings: shareOfLine(roles[(index + line) % 3] ?? "loss-other", BigInt(index * 7 + line + 1)),
      }));
      return inShopTransaction(database, shops.mine, (tx) =>
        insertEntry(tx, shops.mine, randomUUID(), entry(day, shares)),
      );
    }),
  );
  expect(await difference()).toEqual([]);
  const { rows } = await shops.owner.query(
    `SELECT count(DISTINCT date)::int AS days, count(*)::int AS totals FROM account_day
      WHERE date BETWEEN '2026-11-10' AND '2026-11-12'`,
  );
  expect(rows).toEqual([{ days: 3, totals: 12 }]);
});

it("they count both sides up, so that what came back shows beside what had left", async () => {
  const [lineId = ""] = mugs.lineIds;
  const share = shareOfLine("production-loss", 1000n);
  const post = (postings: typeof share) =>
    inShopTransaction(database, shops.mine, (tx) =>
      insertEntry(tx, shops.mine, randomUUID(), entry("2026-11-15", [{ lineId, postings }])),
    );
  await post(share);
  await post(reversedShare(share, { applied: 3, from: 0, to: 1 }));
  const { rows } = await shops.owner.query(
    "SELECT role, debit_minor, credit_minor FROM account_day WHERE date = '2026-11-15' ORDER BY role",
  );
  expect(rows).toEqual([
    { role: "inventory", debit_minor: "333", credit_minor: "1000" },
    { role: "production-loss", debit_minor: "1000", credit_minor: "333" },
  ]);
  expect(await difference()).toEqual([]);
});

it("a transaction that fails at its end takes its part of the totals with it", async () => {
  const [lineId = ""] = mugs.lineIds;
  const failing = inShopTransaction(database, shops.mine, async (tx) => {
    await insertEntry(
      tx,
      shops.mine,
      randomUUID(),
      entry("2026-11-16", [{ lineId, postings: shareOfLine("loss-other", 5n) }]),
    );
    throw new Error("after all not");
  });
  await expect(failing).rejects.toThrow("after all not");
  expect(await difference()).toEqual([]);
});

it("a line's share reads back as it was posted, the loss before its contra", async () => {
  const [, , lineId = ""] = mugs.lineIds;
  const shares = await inShopTransaction(database, shops.mine, (tx) => listShares(tx, [lineId]));
  const postings = shares.get(lineId) ?? [];
  // Sixty entries and the one that the goods left with.
  expect(postings).toHaveLength(2 * 61);
  expect(postings.slice(0, 2).map(({ side, role }) => `${side} ${role === "inventory"}`)).toEqual([
    "D false",
    "C true",
  ]);
});
