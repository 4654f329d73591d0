import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  attempt,
  attemptRow,
  count,
  inShop,
  insert,
  lineRow,
  markSent,
  rawShops,
  refusal,
  settle,
  type Written,
  write,
} from "./raw-shop.ts";

const shops = rawShops();
const denied = { code: "42501" };
let settled: Written;
let waiting: Written;

/** Its error leaves nothing behind; a test may try many. */
const asApp = (sql: string, values: unknown[] = []) =>
  refusal(inShop(shops.app, shops.mine, () => shops.app.query(sql, values)));

beforeAll(async () => {
  await inShop(shops.app, shops.mine, async () => {
    settled = await write(shops.app, shops.mine, { lines: 2, quantity: 3 });
    await settle(shops.app, shops.mine, settled);
    waiting = await write(shops.app, shops.mine, { lines: 2 });
    const event = {
      id: randomUUID(),
      kind: "document-submitted",
      subject_id: settled.id,
      at: new Date(),
      canonical: "{}",
    };
    await insert(shops.app, "audit_event", { shop_id: shops.mine, ...event });
    await shops.app.query("SELECT seal_audit(10)");
    const attemptId = await attempt(shops.app, shops.mine, waiting.adjustmentId);
    await markSent(shops.app, attemptId);
    await shops.app.query("UPDATE attempt SET state = 'unknown' WHERE id = $1", [attemptId]);
    await insert(shops.app, "attempt_resolution", {
      shop_id: shops.mine,
      attempt_id: attemptId,
      happened: false,
      resolved_by: "1",
      resolved_at: new Date(),
    });
  });
});

describe("journal, audit trail and resolutions", () => {
  it.each([
    ["entry", "accounting_date = '2020-01-01'"],
    ["entry", "line_count = line_count"],
    ["entry_line", "amount_minor = amount_minor + 1"],
    ["entry_line", "role = 'loss-other'"],
    ["audit_event", "canonical = '{}'"],
    ["audit_event", "person_id = NULL"],
    ["audit_seal", "hash = '\\x00'"],
    ["audit_unsealed", "event_id = gen_random_uuid()"],
    ["attempt_resolution", "happened = NOT happened"],
    ["document_counter", "last_number = 0"],
  ])("%s cannot be updated: %s", async (table, change) => {
    expect(await asApp(`UPDATE ${table} SET ${change}`)).toMatchObject(denied);
  });

  it.each([
    "entry",
    "entry_line",
    "audit_event",
    "audit_seal",
    "audit_unsealed",
    "attempt",
    "attempt_resolution",
    "document",
    "document_line",
    "document_counter",
    "line_balance",
    "adjustment",
    "account_day",
    "account",
    "reason",
    "person",
    "item_mirror",
    "shop_budget",
    "shop",
  ])("%s can be neither deleted nor emptied", async (table) => {
    for (const sql of [
      `DELETE FROM ${table}`,
      `TRUNCATE ${table} CASCADE`,
      `DELETE FROM ${table} WHERE false`,
    ])
      expect(await asApp(sql), sql).toMatchObject(denied);
  });

  it("are safe from the owner's slips too", async () => {
    for (const table of ["entry", "entry_line", "audit_event", "audit_seal", "attempt_resolution"])
      expect(await refusal(shops.owner.query(`UPDATE ${table} SET shop_id = shop_id`)), table).toMatchObject(
        denied,
      );
    const kept = ["entry", "entry_line", "audit_event", "audit_seal", "attempt_resolution", "attempt"];
    for (const table of [...kept, "document", "document_line", "line_balance", "adjustment"]) {
      expect(await refusal(shops.owner.query(`DELETE FROM ${table}`)), table).toMatchObject(denied);
      expect(await refusal(shops.owner.query(`TRUNCATE ${table} CASCADE`)), table).toMatchObject(denied);
    }
  });

  it("do not believe somebody who only says that the shop is being erased", async () => {
    const told = inShop(shops.app, shops.mine, async () => {
      await shops.app.query("SET LOCAL app.erasing = 'on'");
      await shops.app.query("DELETE FROM entry_line");
    });
    expect(await refusal(told)).toMatchObject(denied);
  });

  it("are read by their rightful shop all the while", async () => {
    const seen = await inShop(shops.app, shops.mine, () => count(shops.app, "entry_line"));
    expect(seen).toBe(4);
  });
});

describe("a finished attempt", () => {
  it.each(["applied", "refused", "unknown"])("that is %s changes in nothing", async (state) => {
    const { rows } = await shops.owner.query<{ id: string }>("SELECT id FROM attempt WHERE state = $1", [
      state,
    ]);
    const id = rows[0]?.id ?? (await finished(state));
    for (const change of [
      "state = 'sent'",
      "group_id = 'x'",
      "answer = '{}'",
      "sends = sends + 1",
      "proof = 'none'",
    ])
      expect((await asApp(`UPDATE attempt SET ${change} WHERE id = $1`, [id])).message).toContain(
        "is finished",
      );
  });

  async function finished(state: string): Promise<string> {
    return inShop(shops.app, shops.mine, async () => {
      const written = await write(shops.app, shops.mine);
      const id = await attempt(shops.app, shops.mine, written.adjustmentId);
      await shops.app.query("UPDATE attempt SET state = $2 WHERE id = $1", [id, state]);
      return id;
    });
  }
});

describe("an attempt under way", () => {
  let id: string;
  beforeAll(async () => {
    id = await inShop(shops.app, shops.mine, async () => {
      const written = await write(shops.app, shops.mine);
      const made = await attempt(shops.app, shops.mine, written.adjustmentId);
      await markSent(shops.app, made);
      return made;
    });
  });

  it.each([
    "sends = 0, open_sends = 0",
    "first_sent_at = now() - interval '1 day'",
    "first_sent_at = NULL",
    "state = 'made'",
  ])("cannot go back: %s", async (change) => {
    expect((await asApp(`UPDATE attempt SET ${change} WHERE id = $1`, [id])).message).toContain(
      "cannot go back",
    );
  });

  it.each([
    "body = '{\"changes\":[]}'",
    "id = gen_random_uuid()",
    "adjustment_id = adjustment_id",
    "vendor_clock = now()",
    "made_at = now()",
  ])("keeps its key, its body and its times: %s", async (change) =>
    expect(await asApp(`UPDATE attempt SET ${change} WHERE id = $1`, [id])).toMatchObject(denied),
  );
});

describe("what is frozen when it is written", () => {
  const columnsThatMove: Record<string, string[]> = {
    document: ["state", "units_applied", "value_minor", "settled_at"],
    document_line: `adjustment_id fate refusal before_quantity after_quantity settled_at unit_cost cost_source
       cost_cause cost_at value_minor valued_by acknowledged_at acknowledged_by`.split(/\s+/),
    line_balance: ["reserved", "reversed"],
    adjustment: ["state", "rounds", "lease_until", "lease_holder", "settled_at"],
    attempt: "state sends open_sends first_sent_at last_sent_at group_id answer proof settled_at".split(" "),
    account_day: [],
    account_rule: ["role"],
    entry: [],
    entry_line: [],
    audit_event: [],
    audit_seal: [],
    attempt_resolution: [],
  };

  it.each(Object.keys(columnsThatMove))("%s: every column but those that move", async (table) => {
    const { rows } = await shops.owner.query<{ name: string; may: boolean }>(
      `SELECT a.attname AS name, has_column_privilege('lossbook_app', a.attrelid, a.attnum, 'UPDATE') AS may
         FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
      [table],
    );
    const moving = rows.filter(({ may }) => may).map(({ name }) => name);
    expect(moving.sort()).toEqual((columnsThatMove[table] ?? []).sort());
  });

  it("nobody says of a new row what is yet to happen to it", async () => {
    const foretold: [string, object][] = [
      ["document", { state: "done" }],
      ["document", { units_applied: 1 }],
      ["document", { number: 7 }],
      ["document_line", { fate: "applied" }],
      ["document_line", { before_quantity: 40 }],
      ["attempt", { state: "applied" }],
      ["attempt", { sends: 1 }],
      ["adjustment", { state: "applied" }],
      ["line_balance", { reversed: 0 }],
    ];
    for (const [table, row] of foretold) {
      const insertion = inShop(shops.app, shops.mine, () =>
        insert(shops.app, table, { shop_id: shops.mine, ...row }),
      );
      expect(await refusal(insertion), `${table} ${Object.keys(row)}`).toMatchObject(denied);
    }
  });
});

describe("a settled line", () => {
  const change = (what: string) =>
    asApp(`UPDATE document_line SET ${what} WHERE id = $1`, [settled.lineIds[0]]);

  it.each([
    "fate = 'refused'",
    "fate = 'working'",
    "before_quantity = 41",
    "after_quantity = NULL",
    "refusal = '{}'",
    "settled_at = now() + interval '1 day'",
  ])("stays as it is: %s", async (what) => expect((await change(what)).message).toContain("is settled"));

  it.each([
    "unit_cost = 9",
    "unit_cost = NULL",
    "value_minor = 1",
    "value_minor = NULL",
    "cost_source = 'manual'",
    "cost_cause = 'x'",
    "cost_at = now() + interval '1 day'",
    "valued_by = '2'",
  ])("keeps its cost: %s", async (what) => expect((await change(what)).message).toContain("is frozen"));

  it("does not move to another adjustment, nor does a document's line to another document's", async () => {
    for (const [line, to] of [
      [settled.lineIds[0], waiting.adjustmentId],
      [waiting.lineIds[0], settled.adjustmentId],
    ])
      expect(
        (await asApp("UPDATE document_line SET adjustment_id = $2 WHERE id = $1", [line, to])).message,
      ).toContain("cannot move there");
  });

  it("takes a cost once when it had none", async () => {
    const [lineId] = await inShop(shops.app, shops.mine, async () => {
      const free = { unit_cost: null, cost_source: null, cost_at: null, value_minor: null };
      const written = await write(shops.app, shops.mine, { line: free });
      return written.lineIds;
    });
    const value = (cost: number) =>
      inShop(shops.app, shops.mine, () =>
        shops.app.query(
          `UPDATE document_line SET unit_cost = $2, value_minor = $2::numeric * 100, cost_source = 'manual'
            WHERE id = $1`,
          [lineId, cost],
        ),
      );
    await value(4);
    expect((await refusal(value(5))).message).toContain("is frozen");
  });

  it("cannot be waved away, only a refused one, and only once", async () => {
    expect(await change("acknowledged_at = now()")).toMatchObject({ constraint: "line_acknowledged" });
    const lineId = waiting.lineIds[1];
    await inShop(shops.app, shops.mine, async () => {
      await shops.app.query("UPDATE document_line SET fate = 'refused', refusal = '{}' WHERE id = $1", [
        lineId,
      ]);
      await shops.app.query(
        "UPDATE document_line SET acknowledged_at = now(), acknowledged_by = '1' WHERE id = $1",
        [lineId],
      );
    });
    const again = await asApp("UPDATE document_line SET acknowledged_by = '2' WHERE id = $1", [lineId]);
    expect(again.message).toContain("is settled");
  });

  it("that nobody knows about never goes back to work", async () => {
    const [lineId] = await inShop(shops.app, shops.mine, async () => {
      const written = await write(shops.app, shops.mine);
      await shops.app.query("UPDATE document_line SET fate = 'unknown' WHERE document_id = $1", [written.id]);
      return written.lineIds;
    });
    expect(
      (await asApp("UPDATE document_line SET fate = 'working' WHERE id = $1", [lineId])).message,
    ).toContain("is settled");
  });
});

describe("a settled adjustment", () => {
  it.each(["waiting", "unknown", "split", "refused"])("does not become %s", async (state) => {
    const told = await asApp("UPDATE adjustment SET state = $2 WHERE id = $1", [settled.adjustmentId, state]);
    expect(told.message).toContain("is settled");
  });

  it("is not leased, nor does it go another round", async () => {
    for (const change of ["lease_until = now()", "rounds = rounds + 1"])
      expect(
        (await asApp(`UPDATE adjustment SET ${change} WHERE id = $1`, [settled.adjustmentId])).message,
      ).toContain("is settled");
  });

  it("that is unknown ends applied or refused and never waits again", async () => {
    const id = await inShop(shops.app, shops.mine, async () => {
      const { adjustmentId } = await write(shops.app, shops.mine);
      await shops.app.query("UPDATE adjustment SET state = 'unknown' WHERE id = $1", [adjustmentId]);
      return adjustmentId;
    });
    expect((await asApp("UPDATE adjustment SET state = 'waiting' WHERE id = $1", [id])).message).toContain(
      "is settled",
    );
    await inShop(shops.app, shops.mine, () =>
      shops.app.query("UPDATE adjustment SET state = 'refused' WHERE id = $1", [id]),
    );
  });

  it("takes no first attempt either, when its lines were refused before anything was made", async () => {
    const more = inShop(shops.app, shops.mine, async () => {
      const { adjustmentId } = await write(shops.app, shops.mine);
      await shops.app.query("UPDATE adjustment SET state = 'refused' WHERE id = $1", [adjustmentId]);
      await attempt(shops.app, shops.mine, adjustmentId);
    });
    expect(await refusal(more)).toMatchObject({ constraint: "attempt_allowed" });
  });

  it("takes no further attempt, nor does one with an attempt nobody knows the end of", async () => {
    for (const { adjustmentId } of [settled, waiting]) {
      const more = inShop(shops.app, shops.mine, () =>
        insert(shops.app, "attempt", attemptRow(shops.mine, adjustmentId, 5)),
      );
      expect(await refusal(more)).toMatchObject({ constraint: "attempt_allowed" });
    }
  });
});

describe("a settled document", () => {
  it.each([
    "state = 'working'",
    "state = 'refused'",
    "units_applied = 0",
    "value_minor = 1",
    "value_minor = NULL",
    "settled_at = NULL",
  ])("stays as it is: %s", async (what) => {
    expect((await asApp(`UPDATE document SET ${what} WHERE id = $1`, [settled.id])).message).toContain(
      "is settled",
    );
  });

  it("lets no line join, later or in its own transaction after the check", async () => {
    const row = (position: number) =>
      lineRow(shops.mine, {
        documentId: settled.id,
        adjustmentId: settled.adjustmentId,
        position,
        quantity: 1,
      });
    for (const position of [0, 1, 2]) {
      const joining = inShop(shops.app, shops.mine, () => insert(shops.app, "document_line", row(position)));
      expect((await refusal(joining)).constraint).toMatch(/line_place|position_key/);
    }
    const sneaking = inShop(shops.app, shops.mine, async () => {
      const { id, adjustmentId } = await write(shops.app, shops.mine);
      await shops.app.query("SET CONSTRAINTS ALL IMMEDIATE");
      await insert(
        shops.app,
        "document_line",
        lineRow(shops.mine, { documentId: id, adjustmentId, position: 1, quantity: 1 }),
      );
    });
    expect(await refusal(sneaking)).toMatchObject({ constraint: "line_place" });
  });
});
