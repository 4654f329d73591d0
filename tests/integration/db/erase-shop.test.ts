import { beforeAll, describe, expect, it } from "vitest";
import { furnish, shopColumn, tenantTables } from "./furnished-shop.ts";
import { count, inShop, rawShops, refusal } from "./raw-shop.ts";

const shops = rawShops();
let tables: string[];

beforeAll(async () => {
  await furnish(shops, shops.mine);
  await furnish(shops, shops.theirs);
  tables = await tenantTables(shops.owner);
});

const erase = (askedAt: string | null, shopId = shops.mine) =>
  inShop(shops.app, shopId, async () => {
    const { rows } = await shops.app.query<{ done: boolean }>("SELECT erase_shop($1) AS done", [askedAt]);
    return rows[0]?.done;
  });

async function rowsOf(shopId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables)
    counts[table] = await count(shops.owner, `${table} WHERE ${shopColumn(table)} = $1`, [shopId]);
  counts.jobs = await count(shops.owner, "graphile_worker._private_jobs WHERE payload->>'shopId' = $1", [
    shopId,
  ]);
  return counts;
}

/** A photograph of every row of a shop, whatever its columns. */
async function contentOf(shopId: string): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const table of tables) {
    const { rows } = await shops.owner.query<{ all: string }>(
      `SELECT coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '') AS all FROM ${table} t
        WHERE ${shopColumn(table)} = $1`,
      [shopId],
    );
    content[table] = rows[0]?.all ?? "";
  }
  return content;
}

const setShop = (sql: string) => shops.owner.query(`UPDATE shop SET ${sql} WHERE id = $1`, [shops.mine]);

describe("the erasure of a shop", () => {
  it("is refused while it is installed", async () => {
    expect(await erase("infinity")).toBe(false);
    expect(await erase("2100-01-01")).toBe(false);
  });

  it("is refused when it was installed again after the request, or nobody says when that was", async () => {
    await setShop("uninstalled_at = '2026-11-20', install_proved_at = '2026-11-19'");
    expect(await erase("2026-11-18")).toBe(false);
    expect(await erase(null)).toBe(false);
    expect((await rowsOf(shops.mine)).document).toBeGreaterThan(0);
  });

  it("is all or nothing with the transaction it stands in", async () => {
    const before = await contentOf(shops.mine);
    const halfway = inShop(shops.app, shops.mine, async () => {
      await shops.app.query("SELECT erase_shop('2026-11-22')");
      await shops.app.query("SELECT 1 / 0");
    });
    expect(await refusal(halfway)).toMatchObject({ code: "22012" });
    expect(await contentOf(shops.mine)).toEqual(before);
  });

  it("leaves open no door behind it: what may delete is over when it is", async () => {
    const after = inShop(shops.app, shops.mine, async () => {
      await shops.app.query("SELECT erase_shop('2026-11-18')");
      await shops.app.query("DELETE FROM entry");
    });
    expect(await refusal(after)).toMatchObject({ code: "42501" });
  });

  it("deletes every row of it in every table, and its waiting jobs, and nothing of anybody else", async () => {
    const theirs = [await contentOf(shops.theirs), await rowsOf(shops.theirs)];
    const before = await rowsOf(shops.mine);
    expect(Object.entries(before).filter(([, rows]) => rows === 0)).toEqual([]);
    expect(await erase("2026-11-22")).toBe(true);
    expect(Object.entries(await rowsOf(shops.mine)).filter(([, rows]) => rows > 0)).toEqual([]);
    expect([await contentOf(shops.theirs), await rowsOf(shops.theirs)]).toEqual(theirs);
  });

  it("done twice does nothing the second time, and the shop may come back as a new one", async () => {
    expect(await erase("2026-11-22")).toBe(false);
    const { rows } = await shops.app.query("SELECT open_shop('mug-shop.myshopify.com') AS id");
    expect(rows[0]?.id).not.toBe(shops.mine);
    const back = { ...shops, mine: String(rows[0]?.id) };
    await furnish(back, back.mine);
    const { rows: numbers } = await shops.owner.query(
      "SELECT min(number) AS first FROM document WHERE shop_id = $1",
      [back.mine],
    );
    expect(numbers).toEqual([{ first: 1 }]);
  });
});
