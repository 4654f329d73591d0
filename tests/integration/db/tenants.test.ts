import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { furnish, shopColumn, tenantTables } from "./furnished-shop.ts";
import {
  adjustmentRow,
  attemptRow,
  count,
  documentRow,
  entryRow,
  inShop,
  insert,
  lineRow,
  rawShops,
  refusal,
  type Written,
  write,
} from "./raw-shop.ts";

const shops = rawShops();
let theirs: Written;
let tables: string[];

beforeAll(async () => {
  await furnish(shops, shops.mine);
  theirs = await furnish(shops, shops.theirs);
  tables = await tenantTables(shops.owner);
});

const asMine = <T>(work: () => Promise<T>) => inShop(shops.app, shops.mine, work);
const readable = (table: string) => table !== "document_counter";

describe("another shop's rows", () => {
  it("are there, in every table that belongs to shops", async () => {
    for (const table of tables)
      expect(
        await count(shops.owner, `${table} WHERE ${shopColumn(table)} = $1`, [shops.theirs]),
        table,
      ).toBeGreaterThan(0);
  });

  it("are seen in none of them", async () => {
    for (const table of tables.filter(readable)) {
      const seen = await asMine(() =>
        shops.app.query(`SELECT DISTINCT ${shopColumn(table)} AS shop FROM ${table}`),
      );
      expect(seen.rows, table).toEqual([{ shop: shops.mine }]);
    }
    expect(await refusal(asMine(() => shops.app.query("SELECT * FROM document_counter")))).toMatchObject({
      code: "42501",
    });
  });

  it("are seen by nobody who has not said which shop", async () => {
    for (const table of tables.filter(readable)) {
      expect(await count(shops.app, table), table).toBe(0);
      expect(await count(shops.app, `${table} WHERE ${shopColumn(table)} = $1`, [shops.theirs]), table).toBe(
        0,
      );
    }
  });

  it("are not found by their ids, counted, joined, locked or read through a cursor", async () => {
    await asMine(async () => {
      const { app } = shops;
      expect(await count(app, "document WHERE id = $1", [theirs.id])).toBe(0);
      expect(
        await count(app, "document d FULL JOIN document_line l ON true WHERE l.document_id = $1", [
          theirs.id,
        ]),
      ).toBe(0);
      expect((await app.query("SELECT id FROM document WHERE id = $1 FOR UPDATE", [theirs.id])).rows).toEqual(
        [],
      );
      await app.query("DECLARE all_of_them CURSOR FOR SELECT shop_id FROM document");
      const { rows } = await app.query("FETCH ALL FROM all_of_them");
      expect(new Set(rows.map((row) => row.shop_id))).toEqual(new Set([shops.mine]));
    });
  });

  it("do not leak through a condition that tells what it sees", async () => {
    const telling = asMine(() =>
      shops.app.query(
        "SELECT * FROM document WHERE 1 / (number - number + CASE WHEN shop_id = $1 THEN 0 ELSE 1 END) = 1",
        [shops.theirs],
      ),
    );
    await expect(telling).resolves.toBeTruthy();
  });

  it("cannot be updated or deleted, whatever the condition", async () => {
    for (const [table, change] of [
      ["shop", "name = 'Mine now'"],
      ["person", "name = 'x'"],
      ["shopify_session", "access_token = '\\x02'"],
      ["reason", "label = 'x'"],
      ["account", "name = 'x'"],
      ["document_line", "acknowledged_by = NULL"],
      ["line_balance", "reserved = 0"],
      ["adjustment", "lease_until = now()"],
      ["item_mirror", "title = 'x'"],
      ["shop_budget", "available = 0"],
    ] as const) {
      const { rowCount } = await asMine(() =>
        shops.app.query(`UPDATE ${table} SET ${change} WHERE ${shopColumn(table)} = $1`, [shops.theirs]),
      );
      expect(rowCount, table).toBe(0);
    }
    for (const table of ["shopify_session", "account_rule", "webhook_receipt"]) {
      const { rowCount } = await asMine(() =>
        shops.app.query(`DELETE FROM ${table} WHERE shop_id = $1`, [shops.theirs]),
      );
      expect(rowCount, table).toBe(0);
    }
  });

  it("cannot be added to", async () => {
    const theirLine = { documentId: theirs.id, adjustmentId: theirs.adjustmentId, position: 0, quantity: 1 };
    const additions: [string, object][] = [
      ["document", documentRow(shops.theirs, randomUUID(), 1)],
      ["adjustment", adjustmentRow(shops.theirs, randomUUID(), theirs.id, 1)],
      ["document_line", lineRow(shops.theirs, theirLine)],
      ["attempt", attemptRow(shops.theirs, theirs.adjustmentId, 1)],
      ["entry", entryRow(shops.theirs, theirs.id, 2)],
      ["line_balance", { shop_id: shops.theirs, line_id: theirs.lineIds[0], applied: 1 }],
      ["person", { shop_id: shops.theirs, user_id: "9", seen_at: new Date() }],
      ["account", { shop_id: shops.theirs, role: "loss-other", name: "x" }],
      ["webhook_receipt", { shop_id: shops.theirs, event_id: "x", topic: "x" }],
      ["shop_budget", { shop_id: shops.theirs }],
      [
        "audit_event",
        {
          shop_id: shops.theirs,
          id: randomUUID(),
          kind: "x",
          subject_id: theirs.id,
          at: new Date(),
          canonical: "{}",
        },
      ],
    ];
    for (const [table, row] of additions) {
      const told = await refusal(asMine(() => insert(shops.app, table, row as Record<string, unknown>)));
      expect(told, table).toMatchObject({ code: "42501" });
      expect(told.message, table).not.toContain(theirs.id);
    }
  });

  it("cannot be moved into, or out of, by changing whose a row is", async () => {
    for (const table of [
      "person",
      "shopify_session",
      "account",
      "item_mirror",
      "level_mirror",
      "shop_budget",
    ]) {
      const giving = asMine(() => shops.app.query(`UPDATE ${table} SET shop_id = $1`, [shops.theirs]));
      expect(await refusal(giving), table).toMatchObject({ code: "42501" });
    }
  });

  it("cannot be pointed at: a key of another shop is no key here", async () => {
    const dangling = async (work: () => Promise<unknown>) =>
      expect((await refusal(asMine(work))).code).toMatch(/23503|23514/);
    await dangling(() => insert(shops.app, "adjustment", adjustmentRow(shops.mine, randomUUID(), theirs.id)));
    await dangling(() => insert(shops.app, "attempt", attemptRow(shops.mine, theirs.adjustmentId)));
    await dangling(() => insert(shops.app, "entry", entryRow(shops.mine, theirs.id, 2)));
    await dangling(() =>
      insert(shops.app, "line_balance", { shop_id: shops.mine, line_id: theirs.lineIds[0], applied: 1 }),
    );
    await dangling(() => write(shops.app, shops.mine, { line: { adjustment_id: theirs.adjustmentId } }));
    await dangling(() => {
      const back = { reverses_line_id: theirs.lineIds[0], root_line_id: theirs.lineIds[0] };
      return write(shops.app, shops.mine, { line: back });
    });
    await dangling(async () => {
      const reversal = { reverses_id: theirs.id, reversal_cause: "mistake" };
      await insert(shops.app, "document", { ...documentRow(shops.mine, randomUUID(), 1), ...reversal });
      await shops.app.query("SET CONSTRAINTS ALL IMMEDIATE");
    });
  });
});

describe("the shop of a transaction", () => {
  const seen = () => count(shops.app, "document");
  const choose = (shopId: string | null) =>
    shops.app.query("SELECT set_config('app.shop_id', $1, true)", [shopId ?? ""]);
  const switched = async (work: () => Promise<unknown>) =>
    expect(await refusal(work())).toMatchObject({ code: "42501" });

  beforeEach(async () => {
    await shops.app.query("ROLLBACK");
    await shops.app.query("RESET app.shop_id");
  });

  it("may be chosen again while nothing has been touched", async () => {
    await inShop(shops.app, shops.theirs, async () => {
      await choose(shops.mine);
      const { rows } = await shops.app.query("SELECT id FROM shop");
      expect(rows).toEqual([{ id: shops.mine }]);
    });
  });

  it("cannot be switched after the first touch, nor set to none", async () => {
    for (const next of [shops.theirs, null, randomUUID()])
      await switched(() =>
        asMine(async () => {
          await seen();
          await choose(next);
          await seen();
        }),
      );
  });

  it("cannot be switched by any way of setting it", async () => {
    for (const way of [
      `SET app.shop_id = '${shops.theirs}'`,
      `SET LOCAL app.shop_id = '${shops.theirs}'`,
      "RESET app.shop_id",
      "RESET ALL",
      "SET app.shop_id TO DEFAULT",
    ])
      await switched(() =>
        asMine(async () => {
          await seen();
          await shops.app.query(way);
          await seen();
        }),
      );
  });

  it("cannot be switched between two parts of one statement", async () => {
    await switched(() =>
      asMine(() =>
        shops.app.query(
          `WITH first AS MATERIALIZED (SELECT count(*) AS n FROM document),
                changed AS MATERIALIZED (SELECT set_config('app.shop_id', $1, true), n FROM first)
           SELECT (SELECT count(*) FROM document_line) FROM changed WHERE set_config IS NOT NULL`,
          [shops.theirs],
        ),
      ),
    );
  });

  it("is remembered past a savepoint that was given up", async () => {
    await asMine(async () => {
      await seen();
      await shops.app.query("SAVEPOINT s");
      await choose(shops.theirs);
      await switched(seen);
      await shops.app.query("ROLLBACK TO SAVEPOINT s");
      const { rows } = await shops.app.query("SELECT id FROM shop");
      expect(rows).toEqual([{ id: shops.mine }]);
      await choose(shops.theirs);
      await switched(seen);
    });
  });

  it("must be chosen before the first savepoint: giving that up would make the database forget", async () => {
    await switched(() =>
      asMine(async () => {
        await shops.app.query("SAVEPOINT s");
        await seen();
      }),
    );
    const inBlock = asMine(() =>
      shops.app.query(`DO $$ BEGIN
        PERFORM count(*) FROM document;
        EXCEPTION WHEN division_by_zero THEN NULL; END $$`),
    );
    await switched(() => inBlock);
  });

  it("cannot be switched where an error is caught and swallowed", async () => {
    await asMine(async () => {
      await seen();
      const { rows } = await shops.app.query(`
        DO $$ BEGIN
          PERFORM set_config('app.shop_id', '${shops.theirs}', true);
          PERFORM count(*) FROM document;
        EXCEPTION WHEN insufficient_privilege THEN NULL; END $$;`);
      expect(rows).toEqual([]);
      expect((await shops.app.query("SELECT DISTINCT shop_id FROM document")).rows).toEqual([
        { shop_id: shops.mine },
      ]);
    });
  });

  it("ends with the transaction, so that a pooled connection carries nothing on", async () => {
    await asMine(seen);
    expect(await seen()).toBe(0);
    await inShop(shops.app, shops.theirs, async () => {
      expect((await shops.app.query("SELECT id FROM shop")).rows).toEqual([{ id: shops.theirs }]);
    });
  });

  it("cannot be forged in the table that remembers it", async () => {
    for (const sql of [
      "SELECT * FROM shop_pin",
      "DELETE FROM shop_pin",
      `UPDATE shop_pin SET shop_id = '${shops.theirs}'`,
      `INSERT INTO shop_pin VALUES (pg_backend_pid(), pg_current_xact_id(), '${shops.theirs}')`,
    ])
      await switched(() => asMine(() => shops.app.query(sql)));
  });

  it("that is no id at all is an error and not an open door", async () => {
    for (const odd of ["x", "00000000-0000-0000-0000-00000000000g", "*"])
      expect(await refusal(inShop(shops.app, odd, seen))).toMatchObject({ code: "22P02" });
  });
});

describe("the database's own doors", () => {
  const call = (sql: string, values: unknown[] = []) => asMine(() => shops.app.query(sql, values));

  it("that work for a shop work for the transaction's, and for no other by its name", async () => {
    await call("SELECT add_shop_job('seal-audit', $1, 'k', now(), 'replace', 0)", [
      { shopId: shops.theirs, x: 1 },
    ]);
    const { rows } = await shops.owner.query(
      "SELECT key, payload FROM graphile_worker._private_jobs WHERE key LIKE '%:k'",
    );
    expect(rows).toEqual([{ key: `${shops.mine}:k`, payload: { shopId: shops.mine, x: 1 } }]);
  });

  it("take no job whose payload could not carry the shop", async () => {
    for (const payload of ["[1]", "1", "null", null])
      expect(
        await refusal(call("SELECT add_shop_job('x', $1::jsonb, 'k', now(), 'replace', 0)", [payload])),
      ).toMatchObject({
        code: "22023",
      });
  });

  it("do nothing for nobody: without a shop there is no job, no seal and no erasure", async () => {
    for (const sql of ["SELECT add_shop_job('x', '{}', 'k', now(), 'replace', 0)", "SELECT seal_audit(10)"])
      expect(await refusal(shops.app.query(sql))).toMatchObject({ code: "42501" });
    expect((await shops.app.query("SELECT erase_shop(now()) AS done")).rows).toEqual([{ done: false }]);
  });

  it("seal no event of another shop", async () => {
    const before = await count(shops.owner, "audit_unsealed WHERE shop_id = $1", [shops.theirs]);
    await call("SELECT seal_audit(1000)");
    expect(await count(shops.owner, "audit_unsealed WHERE shop_id = $1", [shops.theirs])).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  it("take no points from another shop's budget once a shop is chosen", async () => {
    const switched = asMine(async () => {
      await count(shops.app, "document");
      await shops.app.query("SELECT * FROM take_points($1, 10, 0)", [shops.theirs]);
    });
    expect(await refusal(switched)).toMatchObject({ code: "42501" });
    const noted = asMine(async () => {
      await count(shops.app, "document");
      await shops.app.query("SELECT note_points($1, 1, 1, 0, 1, NULL, NULL, NULL, 0)", [shops.theirs]);
    });
    expect(await refusal(noted)).toMatchObject({ code: "42501" });
  });

  it("open a shop by its whole domain alone, and tell of one nothing but its id", async () => {
    for (const odd of [
      "mug-shop",
      "Mug.myshopify.com",
      "x.myshopify.com.evil.example",
      "a b.myshopify.com",
      "%.myshopify.com",
      "",
    ])
      expect(await refusal(shops.app.query("SELECT open_shop($1)", [odd])), odd).toMatchObject({
        code: "22023",
      });
    const { rows } = await shops.app.query(
      "SELECT open_shop('other-shop.myshopify.com') AS id, shop_of_domain('%') AS any",
    );
    expect(rows).toEqual([{ id: shops.theirs, any: null }]);
  });
});
