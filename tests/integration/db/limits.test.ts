import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  attempt,
  attemptRow,
  documentRow,
  inShop,
  insert,
  markSent,
  rawShops,
  refusal,
  settle,
  write,
} from "./raw-shop.ts";

const shops = rawShops();
const asMine = <T>(work: () => Promise<T>) => inShop(shops.app, shops.mine, work);
const written = (parts: Parameters<typeof write>[2] = {}) =>
  asMine(() => write(shops.app, shops.mine, parts));

async function settledLine(quantity: number): Promise<string> {
  return asMine(async () => {
    const made = await write(shops.app, shops.mine, { quantity });
    await settle(shops.app, shops.mine, made);
    return made.lineIds[0] ?? "";
  });
}

describe("quantities", () => {
  it.each([0, -1, 1_000_001])("of %i are refused on a line and on its document", async (quantity) => {
    const wrong = refusal(written({ line: { quantity } }));
    expect(await wrong).toMatchObject({ code: "23514", constraint: "line_quantity" });
    const none = asMine(() =>
      insert(shops.app, "document", { ...documentRow(shops.mine, randomUUID(), 1), units: 0 }),
    );
    expect(await refusal(none)).toMatchObject({ constraint: "document_units" });
  });

  it("that are no whole numbers have no place to stand", async () => {
    const half = asMine(() => shops.app.query("UPDATE line_balance SET reserved = '1.5'"));
    expect(await refusal(half)).toMatchObject({ code: "22P02" });
  });

  it("of lines are at most 250 a document", async () => {
    for (const lines of [0, 251]) {
      const row = { ...documentRow(shops.mine, randomUUID(), 1), line_count: lines };
      expect(await refusal(asMine(() => insert(shops.app, "document", row)))).toMatchObject({
        constraint: "document_lines",
      });
    }
  });
});

describe("costs and accounts", () => {
  it.each([
    [{ unit_cost: -1 }, "line_cost"],
    [{ value_minor: -1 }, "line_value"],
    [{ debit_role: "inventory" }, "line_debit"],
    [{ taken_from: "the till" }, "line_taken_from"],
    [{ note: "x".repeat(4_001) }, "line_note"],
    [{ reverses_line_id: randomUUID() }, "line_root"],
  ])("refuse %j", async (line, constraint) => {
    expect(await refusal(written({ line }))).toMatchObject({ code: "23514", constraint });
  });

  it("leave by a call that changes the number they are taken from, and by no other", async () => {
    for (const taken_from of ["damaged", "quality-control"])
      expect(await refusal(written({ line: { taken_from } }))).toMatchObject({
        code: "23503",
        constraint: "document_line_shop_id_adjustment_id_taken_from_fkey",
      });
  });

  it("never make the goods their own contra, through a reason or a rule either", async () => {
    const reason = {
      shop_id: shops.mine,
      id: "odd",
      label: "Odd",
      family: "damage",
      shrink: true,
      needs_note: false,
      needs_evidence: false,
      debit_role: "loss-other",
      shopify_reason: "other",
      kinds: ["off"],
      position: 0,
    };
    await asMine(() => insert(shops.app, "reason", reason));
    for (const roles of [{ debit_role: "inventory" }, { material_role: "inventory" }])
      expect(
        await refusal(asMine(() => insert(shops.app, "reason", { ...reason, id: "worse", ...roles }))),
      ).toMatchObject({
        constraint: "reason_debit",
      });
    const rule = { shop_id: shops.mine, reason_id: "odd", location_id: "1", role: "inventory" };
    expect(await refusal(asMine(() => insert(shops.app, "account_rule", rule)))).toMatchObject({
      constraint: "rule_debit",
    });
  });
});

describe("what may come back", () => {
  it.each([
    ["reserved = 4", "balance_within"],
    ["reversed = 4", "balance_within"],
    ["reserved = 2, reversed = 2", "balance_within"],
    ["reserved = -1", "balance_signs"],
    ["reversed = -1, reserved = 4", "balance_"],
  ])("of three units is never more and never less than nothing: %s", async (change, constraint) => {
    const lineId = await settledLine(3);
    const told = await refusal(
      asMine(() => shops.app.query(`UPDATE line_balance SET ${change} WHERE line_id = $1`, [lineId])),
    );
    expect(told.code).toBe("23514");
    expect(told.constraint).toContain(constraint);
  });

  it("is what left: no balance is larger than its line, or stands before it has left", async () => {
    const open = await written({ quantity: 3 });
    const balance = (lineId: string, applied: number) =>
      asMine(() => insert(shops.app, "line_balance", { shop_id: shops.mine, line_id: lineId, applied }));
    expect(await refusal(balance(open.lineIds[0] ?? "", 3))).toMatchObject({ constraint: "balance_of_line" });
    await asMine(() =>
      shops.app.query("UPDATE document_line SET fate = 'applied' WHERE document_id = $1", [open.id]),
    );
    expect(await refusal(balance(open.lineIds[0] ?? "", 4))).toMatchObject({ constraint: "balance_of_line" });
    await balance(open.lineIds[0] ?? "", 3);
    const { rows } = await asMine(() =>
      shops.app.query("SELECT reserved, reversed FROM line_balance WHERE line_id = $1", open.lineIds),
    );
    expect(rows).toEqual([{ reserved: 0, reversed: 0 }]);
  });

  it("is promised to one of two who race for the last unit", async () => {
    const lineId = await settledLine(1);
    const racers = await Promise.all([shops.another(), shops.another()]);
    const raced = await Promise.allSettled(
      racers.map((client) =>
        inShop(client, shops.mine, async () => {
          await client.query("SELECT count(*) FROM line_balance WHERE reserved = 0 AND line_id = $1", [
            lineId,
          ]);
          await client.query("UPDATE line_balance SET reserved = reserved + 1 WHERE line_id = $1", [lineId]);
          await client.query("SELECT pg_sleep(0.05)");
        }),
      ),
    );
    expect(raced.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = raced.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({ constraint: "balance_within" });
  });
});

describe("attempts", () => {
  it("have a key each: the same key is no second attempt", async () => {
    const [one, two] = [await written(), await written()];
    const row = attemptRow(shops.mine, one.adjustmentId);
    await asMine(() => insert(shops.app, "attempt", row));
    const again = asMine(() => insert(shops.app, "attempt", { ...row, adjustment_id: two.adjustmentId }));
    expect(await refusal(again)).toMatchObject({ code: "23505", constraint: "attempt_pkey" });
  });

  it("of which one may still act exclude a second, whether it was sent or not", async () => {
    const { adjustmentId } = await written();
    const first = await asMine(() => attempt(shops.app, shops.mine, adjustmentId, 0));
    const second = () => refusal(asMine(() => attempt(shops.app, shops.mine, adjustmentId, 1)));
    expect(await second()).toMatchObject({ constraint: "attempt_open" });
    await asMine(() => markSent(shops.app, first));
    expect(await second()).toMatchObject({ constraint: "attempt_open" });
    await asMine(() => shops.app.query("UPDATE attempt SET state = 'refused' WHERE id = $1", [first]));
    await asMine(() => attempt(shops.app, shops.mine, adjustmentId, 1));
  });

  it("that race for one adjustment leave one", async () => {
    const { adjustmentId } = await written();
    const racers = await Promise.all([1, 2, 3, 4].map(() => shops.another()));
    const raced = await Promise.allSettled(
      racers.map((client, ordinal) =>
        inShop(client, shops.mine, () => attempt(client, shops.mine, adjustmentId, ordinal)),
      ),
    );
    expect(raced.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("that had an effect exclude another that had one, whoever writes it", async () => {
    const { adjustmentId } = await written();
    const row = { ...attemptRow(shops.mine, adjustmentId), state: "applied", sends: 1 };
    await insert(shops.owner, "attempt", row);
    const second = { ...row, id: randomUUID(), ordinal: 1 };
    expect(await refusal(insert(shops.owner, "attempt", second))).toMatchObject({
      constraint: "attempt_applied",
    });
  });

  it("cannot have had an effect, or be in doubt, without having been sent", async () => {
    const { adjustmentId } = await written();
    const id = await asMine(() => attempt(shops.app, shops.mine, adjustmentId));
    for (const state of ["sent", "applied", "unknown"]) {
      const jump = asMine(() => shops.app.query("UPDATE attempt SET state = $2 WHERE id = $1", [id, state]));
      expect(await refusal(jump)).toMatchObject({ constraint: "attempt_was_sent" });
    }
  });

  it("are counted by their sends, of which never more are open than were made", async () => {
    const { adjustmentId } = await written();
    const id = await asMine(() => attempt(shops.app, shops.mine, adjustmentId));
    for (const change of ["open_sends = 1", "sends = 1, open_sends = 2", "sends = 1, open_sends = -1"])
      expect(
        await refusal(asMine(() => shops.app.query(`UPDATE attempt SET ${change} WHERE id = $1`, [id]))),
      ).toMatchObject({
        constraint: "attempt_sends",
      });
  });
});

describe("words", () => {
  it.each([
    ["document", { kind: "gone" }, "document_kind"],
    ["document", { reversal_cause: "whim", reverses_id: randomUUID() }, "document_cause"],
    ["document", { reversal_cause: "mistake" }, "document_reversal"],
  ])("of a %s are the known ones: %j", async (table, words, constraint) => {
    const row = { ...documentRow(shops.mine, randomUUID(), 1), ...words };
    expect(await refusal(asMine(() => insert(shops.app, table, row)))).toMatchObject({ constraint });
  });

  it.each([
    ["document_line SET fate = 'gone'", "line_fate"],
    ["document SET state = 'gone'", "document_state"],
    ["adjustment SET state = 'gone'", "adjustment_state"],
  ])("of a state are the known ones: %s", async (change, constraint) => {
    const { id } = await written();
    const column = change.startsWith("document ") ? "id" : "document_id";
    const changing = asMine(() => shops.app.query(`UPDATE ${change} WHERE ${column} = $1`, [id]));
    expect(await refusal(changing)).toMatchObject({ constraint });
  });
});
