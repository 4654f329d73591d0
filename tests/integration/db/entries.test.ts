import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import {
  count,
  entryRow,
  inShop,
  insert,
  post,
  postLine,
  rawShops,
  refusal,
  settle,
  type Written,
  write,
} from "./raw-shop.ts";

const shops = rawShops();
let mugs: Written;

beforeAll(async () => {
  mugs = await inShop(shops.app, shops.mine, async () => {
    const written = await write(shops.app, shops.mine);
    await settle(shops.app, shops.mine, written);
    return written;
  });
});

const posting = (...args: [lines: NonNullable<Parameters<typeof post>[3]>["lines"], header?: object]) =>
  inShop(shops.app, shops.mine, () =>
    post(shops.app, shops.mine, mugs, { lines: args[0] ?? [], header: args[1] ?? {} }),
  );

const unbalanced = { code: "23514", constraint: "entry_balance" };

describe("an entry", () => {
  it("that balances goes in, with as many lines as it needs", async () => {
    await expect(
      posting([
        ["D", "shrinkage-damage", 300],
        ["D", "donation-expense", 149],
        ["D", "loss-other", 1],
        ["C", "inventory", 450],
      ]),
    ).resolves.toBeTruthy();
  });

  it("that is out by one minor unit does not, in either direction and at any size", async () => {
    for (const [debit, credit] of [
      [450, 449],
      [449, 450],
      ["10000000000000", "9999999999999"],
    ] as const)
      expect(
        await refusal(
          posting([
            ["D", "loss-other", debit],
            ["C", "inventory", credit],
          ]),
        ),
      ).toMatchObject(unbalanced);
  });

  it("never has an amount so large that the sums of a day could overflow", async () => {
    for (const most of ["10000000000001", "9223372036854775807"]) {
      const lines = [
        ["D", "loss-other", most],
        ["C", "inventory", most],
      ] as const;
      expect(await refusal(posting([...lines]))).toMatchObject({ constraint: "entry_line_amount" });
    }
  });

  it("without a line, or with fewer than it announced, does not", async () => {
    expect(await refusal(posting([], { line_count: 2 }))).toMatchObject(unbalanced);
    const square = [
      ["D", "loss-other", 450],
      ["C", "inventory", 450],
    ] as const;
    expect(await refusal(posting([...square], { line_count: 3 }))).toMatchObject(unbalanced);
    expect(await refusal(posting([], { line_count: 0 }))).toMatchObject({ constraint: "entry_line_count" });
    expect(await refusal(posting([], { line_count: 1 }))).toMatchObject({ constraint: "entry_line_count" });
  });

  it("never has an amount of zero or less, nor a third side", async () => {
    for (const amount of [0, -450])
      expect(
        await refusal(
          posting([
            ["D", "loss-other", amount],
            ["C", "inventory", amount],
          ]),
        ),
      ).toMatchObject({
        constraint: "entry_line_amount",
      });
    expect(
      await refusal(
        posting([
          ["X" as "D", "loss-other", 1],
          ["C", "inventory", 1],
        ]),
      ),
    ).toMatchObject({
      constraint: "entry_line_side",
    });
  });

  it("has one currency, which is its document's", async () => {
    const square = [
      ["D", "loss-other", 450],
      ["C", "inventory", 450],
    ] as const;
    expect(await refusal(posting([...square], { currency: "USD" }))).toMatchObject({
      constraint: "entry_one_currency",
    });
    const { rows } = await shops.owner.query(
      `SELECT column_name FROM information_schema.columns
        WHERE table_name = 'entry_line' AND column_name ~ 'currency'`,
    );
    expect(rows).toEqual([]);
  });

  it("has one cause, and a cause has one entry", async () => {
    const cause = randomUUID();
    const square = [
      ["D", "loss-other", 450],
      ["C", "inventory", 450],
    ] as const;
    await posting([...square], { cause_id: cause });
    expect(await refusal(posting([...square], { cause_id: cause }))).toMatchObject({ code: "23505" });
    expect(await refusal(posting([...square], { cause_kind: "whim" }))).toMatchObject({
      constraint: "entry_cause",
    });
  });

  it("is not booked on or before the day the shop closed through", async () => {
    const square = [
      ["D", "loss-other", 450],
      ["C", "inventory", 450],
    ] as const;
    await shops.owner.query("UPDATE shop SET closed_through = '2026-10-31' WHERE id = $1", [shops.mine]);
    for (const day of ["2026-10-31", "2025-12-31"])
      expect(await refusal(posting([...square], { accounting_date: day }))).toMatchObject({
        constraint: "entry_open_day",
      });
    await expect(posting([...square], { accounting_date: "2026-11-01" })).resolves.toBeTruthy();
    await shops.owner.query("UPDATE shop SET closed_through = NULL WHERE id = $1", [shops.mine]);
  });

  it("keeps anybody from closing its day until it is in", async () => {
    const other = await shops.another();
    await shops.app.query("BEGIN");
    await shops.app.query("SELECT set_config('app.shop_id', $1, true)", [shops.mine]);
    await post(shops.app, shops.mine, mugs);
    const closing = inShop(other, shops.mine, async () => {
      await other.query("SET LOCAL lock_timeout = '200ms'");
      await insert(other, "closing", {
        shop_id: shops.mine,
        id: randomUUID(),
        through: "2020-01-31",
        person_id: "1",
      });
    });
    expect(await refusal(closing)).toMatchObject({ code: "55P03" });
    await shops.app.query("COMMIT");
  });

  it("speaks of goods of its own document, and of goods that moved", async () => {
    const [waiting, other] = await inShop(shops.app, shops.mine, async () => {
      const made = [await write(shops.app, shops.mine), await write(shops.app, shops.mine)] as const;
      await settle(shops.app, shops.mine, made[1]);
      return made;
    });
    const foreign = other.lineIds[0] ?? "";
    const strange = posting([
      ["D", "loss-other", 450, foreign],
      ["C", "inventory", 450, foreign],
    ]);
    expect(await refusal(strange)).toMatchObject({ constraint: "entry_line_place" });
    const early = inShop(shops.app, shops.mine, () => post(shops.app, shops.mine, waiting));
    expect(await refusal(early)).toMatchObject({ constraint: "entry_of_what_happened" });
  });
});

describe("a line", () => {
  it.each([1, 2, 3])("cannot join an entry that is in, at place %i", async (position) => {
    const entryId = await inShop(shops.app, shops.mine, () => post(shops.app, shops.mine, mugs));
    const joining = inShop(shops.app, shops.mine, () =>
      postLine(shops.app, shops.mine, mugs, entryId, position, ["D", "loss-other", 1]),
    );
    expect((await refusal(joining)).code).toMatch(/23505|23514/);
    expect(await count(shops.owner, "entry_line WHERE entry_id = $1", [entryId])).toBe(2);
  });

  it("cannot join in the same transaction once the check has run, alone or with its contra", async () => {
    for (const more of [1, 2]) {
      const joining = inShop(shops.app, shops.mine, async () => {
        const entryId = await post(shops.app, shops.mine, mugs);
        await shops.app.query("SET CONSTRAINTS ALL IMMEDIATE");
        for (let extra = 0; extra < more; extra += 1)
          await postLine(shops.app, shops.mine, mugs, entryId, 3 + extra, [
            extra ? "C" : "D",
            "loss-other",
            5,
          ]);
      });
      expect(await refusal(joining)).toMatchObject({ constraint: "entry_line_place" });
    }
  });

  it("cannot join through a door left open by deferring the check again", async () => {
    const joining = inShop(shops.app, shops.mine, async () => {
      const entryId = await post(shops.app, shops.mine, mugs);
      await shops.app.query("SET CONSTRAINTS entry_balance IMMEDIATE");
      await shops.app.query("SET CONSTRAINTS ALL DEFERRED");
      await postLine(shops.app, shops.mine, mugs, entryId, 3, ["D", "loss-other", 5]);
    });
    expect(await refusal(joining)).toMatchObject({ constraint: "entry_line_place" });
  });

  it("cannot come before its entry, nor to one that another transaction has not finished", async () => {
    const orphan = inShop(shops.app, shops.mine, () =>
      postLine(shops.app, shops.mine, mugs, randomUUID(), 1, ["D", "loss-other", 5]),
    );
    expect(await refusal(orphan)).toMatchObject({ constraint: "entry_line_place" });
    const other = await shops.another();
    await shops.app.query("BEGIN");
    await shops.app.query("SELECT set_config('app.shop_id', $1, true)", [shops.mine]);
    const header = entryRow(shops.mine, mugs.id, 2);
    await insert(shops.app, "entry", header);
    const stranger = inShop(other, shops.mine, () =>
      postLine(other, shops.mine, mugs, header.id, 1, ["D", "loss-other", 5]),
    );
    expect(await refusal(stranger)).toMatchObject({ constraint: "entry_line_place" });
    await shops.app.query("ROLLBACK");
  });
});
