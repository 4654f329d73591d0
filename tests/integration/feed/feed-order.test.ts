import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { count, inShop, post, rawShops, refusal, settle, type Written, write } from "../db/raw-shop.ts";

const shops = rawShops();
let goods: Written[];
let reader: pg.Client;

beforeAll(async () => {
  reader = await shops.another();
  goods = await inShop(shops.app, shops.mine, async () => {
    const written = [await write(shops.app, shops.mine), await write(shops.app, shops.mine)];
    for (const one of written) await settle(shops.app, shops.mine, one);
    return written;
  });
});

/** What a reader is told who asks for everything after a place, and the place to go on from. */
function readAfter(after: bigint): Promise<{ ids: string[]; next: bigint }> {
  return inShop(reader, shops.mine, async () => {
    const { rows: order } = await reader.query("SELECT last_sequence AS last FROM feed_counter");
    const { rows } = await reader.query(
      "SELECT entry_id FROM feed_entry WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence",
      [String(after), order[0]?.last],
    );
    return { ids: rows.map((row) => row.entry_id), next: BigInt(order[0]?.last) };
  });
}

async function begin(): Promise<pg.Client> {
  const client = await shops.another();
  await client.query("BEGIN");
  await client.query("SELECT set_config('app.shop_id', $1, true)", [shops.mine]);
  return client;
}

/** Days of their own, so that two transactions do not wait for each other's totals. */
let days = 0;
function book(client: pg.Client): Promise<string> {
  const accounting_date = new Date(Date.UTC(2026, 0, 1) + 86_400_000 * days++).toISOString().slice(0, 10);
  const one = goods[days % goods.length] as Written;
  return post(client, shops.mine, one, { header: { accounting_date } });
}

describe("the order of the feed", () => {
  it("hides nothing that was made earlier and is committed later", async () => {
    const { next: start } = await readAfter(0n);
    const slow = await begin();
    const early = await book(slow);
    const late = await inShop(shops.app, shops.mine, () => book(shops.app));
    const first = await readAfter(start);
    expect(first.ids).toEqual([late]);
    await slow.query("COMMIT");
    const second = await readAfter(first.next);
    expect(second.ids).toEqual([early]);
    const { rows } = await shops.owner.query("SELECT id FROM entry WHERE id = ANY($1) ORDER BY created_at", [
      [early, late],
    ]);
    expect(rows.map(({ id }) => id)).toEqual([early, late]);
  });

  it("keeps whoever comes after a place waiting until that place is seen or given back", async () => {
    const { next: start } = await readAfter(0n);
    const [one, two] = [await begin(), await begin()];
    const first = await book(one);
    const second = await book(two);
    await one.query("SET CONSTRAINTS ALL IMMEDIATE");
    let over = false;
    const committing = two.query("COMMIT").then(() => {
      over = true;
    });
    await sleep(300);
    expect(over).toBe(false);
    expect((await readAfter(start)).ids).toEqual([]);
    await one.query("COMMIT");
    await committing;
    expect((await readAfter(start)).ids).toEqual([first, second]);

    const failing = await begin();
    await book(failing);
    await failing.query("SET CONSTRAINTS ALL IMMEDIATE");
    await failing.query("ROLLBACK");
    const third = await inShop(shops.app, shops.mine, () => book(shops.app));
    expect((await readAfter(start)).ids).toEqual([first, second, third]);
  });

  it("tells a reader who asks again and again everything once, whoever writes meanwhile", async () => {
    let { next } = await readAfter(0n);
    const told: string[] = [];
    let writing = true;
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      const client = await shops.another();
      const made: string[] = [];
      for (let round = 0; round < 8; round += 1) {
        const id = await inShop(client, shops.mine, async () => {
          const booked = await book(client);
          await sleep((writer * 7 + round * 5) % 25);
          return booked;
        });
        made.push(id);
      }
      return made;
    });
    const all = Promise.all(writers).finally(() => {
      writing = false;
    });
    for (let last = false; !last; ) {
      last = !writing;
      const answer = await readAfter(next);
      told.push(...answer.ids);
      next = answer.next;
    }
    const made = (await all).flat();
    expect(told).toHaveLength(made.length);
    expect(new Set(told)).toEqual(new Set(made));
  });

  it("has no holes and no place twice, entries and documents together", async () => {
    const { rows } = await shops.owner.query(
      `SELECT array_agg(sequence::int ORDER BY sequence) AS places, max(c.last_sequence)::int AS last
         FROM (SELECT sequence FROM feed_entry WHERE shop_id = $1
               UNION ALL SELECT sequence FROM feed_document WHERE shop_id = $1) p, feed_counter c
        WHERE c.shop_id = $1`,
      [shops.mine],
    );
    const { places, last } = rows[0] as { places: number[]; last: number };
    expect(new Set(places).size).toBe(places.length);
    expect(places.at(-1)).toBe(last);
  });

  it("puts a document that changed behind all that was told, and leaves alone one that did not", async () => {
    const placeOf = async (id: string) => {
      const { rows } = await shops.owner.query("SELECT sequence FROM feed_document WHERE document_id = $1", [
        id,
      ]);
      return BigInt(rows[0]?.sequence ?? 0);
    };
    const written = await inShop(shops.app, shops.mine, () => write(shops.app, shops.mine));
    const before = await placeOf(written.id);
    await inShop(shops.app, shops.mine, () =>
      shops.app.query("UPDATE document SET state = state WHERE id = $1", [written.id]),
    );
    expect(await placeOf(written.id)).toBe(before);
    const { next } = await readAfter(0n);
    await inShop(shops.app, shops.mine, () => settle(shops.app, shops.mine, written));
    expect(await placeOf(written.id)).toBeGreaterThan(next);
  });

  it("is given by the database alone: the app can neither write nor move a place", async () => {
    for (const sql of [
      "UPDATE feed_counter SET last_sequence = 0",
      "UPDATE feed_counter SET cursor_key = '\\x00'",
      "INSERT INTO feed_entry SELECT shop_id, sequence + 1000, entry_id FROM feed_entry",
      "UPDATE feed_document SET sequence = sequence + 1000",
      "DELETE FROM feed_entry",
    ]) {
      const tried = inShop(shops.app, shops.mine, () => shops.app.query(sql));
      expect(await refusal(tried), sql).toMatchObject({ code: "42501" });
    }
  });
});

describe("the record of pulls", () => {
  it("is told how a pull ended once, and a token is revoked once, by nobody's afterthought", async () => {
    const ask = (sql: string) => inShop(shops.app, shops.mine, () => shops.app.query(sql));
    await ask(`INSERT INTO feed_token (shop_id, id, label, secret_hash, scopes, created_by, expires_at)
      VALUES ('${shops.mine}', '01900000-0000-7000-8000-00000000000a', 'Ana', sha256('x'), '{entries}', '1',
              now() + interval '1 day')`);
    await ask(`INSERT INTO feed_pull (shop_id, id, token_id, resource, format, started_at)
      VALUES ('${shops.mine}', '01900000-0000-7000-8000-00000000000b', '01900000-0000-7000-8000-00000000000a',
              'entries', 'csv', now())`);
    await ask("UPDATE feed_pull SET ended_at = now(), status = 200, whole = true, rows = 1, bytes = 1");
    for (const sql of [
      "UPDATE feed_pull SET rows = 2",
      "UPDATE feed_pull SET ended_at = NULL, status = NULL, whole = NULL",
      "UPDATE feed_pull SET token_id = NULL",
      "DELETE FROM feed_pull",
      "DELETE FROM feed_token",
      "UPDATE feed_token SET secret_hash = sha256('y')",
      "UPDATE feed_token SET expires_at = now() + interval '9 days'",
    ])
      expect(await refusal(ask(sql)), sql).toMatchObject({ code: "42501" });
    await ask("UPDATE feed_token SET revoked_at = now(), revoked_by = '1'");
    expect((await refusal(ask("UPDATE feed_token SET revoked_at = NULL, revoked_by = NULL"))).code).toBe(
      "42501",
    );
    expect(await count(shops.owner, "feed_pull")).toBe(1);
  });

  it("tells of a hash two ids and nothing of other hashes; a token must end within the limit", async () => {
    const { rows } = await shops.app.query("SELECT * FROM feed_token_of(sha256('x'))");
    expect(rows).toEqual([{ shop_id: shops.mine, token_id: "01900000-0000-7000-8000-00000000000a" }]);
    const { rows: none } = await shops.app.query("SELECT * FROM feed_token_of(sha256('z'))");
    expect(none).toEqual([{ shop_id: null, token_id: null }]);
    const forever = inShop(shops.app, shops.mine, () =>
      shops.app.query(`INSERT INTO feed_token
          (shop_id, id, label, secret_hash, scopes, created_by, expires_at)
        VALUES ('${shops.mine}', gen_random_uuid(), 'Ana', sha256('q'), '{entries}', '1',
                now() + interval '401 days')`),
    );
    expect(await refusal(forever)).toMatchObject({ constraint: "token_ends" });
  });
});
