import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { inShop, insert, rawShops, refusal, settle, write } from "./raw-shop.ts";

const shops = rawShops();

type Wish = { through: string | null; cause?: string; was?: string; at?: Date };

const close = (wish: Wish, shopId = shops.mine) =>
  inShop(shops.app, shops.mine, () =>
    insert(shops.app, "closing", { shop_id: shopId, id: randomUUID(), person_id: "1", ...wish }),
  );
const closedThrough = async () => {
  const { rows } = await shops.owner.query<{ day: string | null }>(
    "SELECT closed_through::text AS day FROM shop WHERE id = $1",
    [shops.mine],
  );
  return rows[0]?.day;
};
const asApp = (sql: string) => refusal(inShop(shops.app, shops.mine, () => shops.app.query(sql)));
/** The day it is in a zone, so many days from now. */
const dayIn = async (zone: string, days = 0) => {
  const { rows } = await shops.owner.query<{ day: string }>(
    "SELECT ((now() AT TIME ZONE $1)::date + $2::int)::text AS day",
    [zone, days],
  );
  return rows[0]?.day ?? "";
};
const document = async (eventDate: string, line: object = {}) => {
  const written = await inShop(shops.app, shops.mine, () => write(shops.app, shops.mine, { line }));
  await shops.owner.query("UPDATE document SET event_date = $1 WHERE id = $2", [eventDate, written.id]);
  return written;
};

beforeEach(async () => {
  await shops.owner.query("UPDATE shop SET closed_through = NULL, time_zone = 'Europe/Berlin'");
});

describe("the day the books are closed through", () => {
  it("moves with a closing and says what it was", async () => {
    await close({ through: "2020-01-31" });
    await close({ through: "2020-02-29" });
    expect(await closedThrough()).toBe("2020-02-29");
    const { rows } = await shops.owner.query(
      "SELECT through::text, was::text, cause FROM closing ORDER BY at DESC LIMIT 1",
    );
    expect(rows).toEqual([{ through: "2020-02-29", was: "2020-01-31", cause: "" }]);
  });

  it("moves in no other way, and nobody says what it was or when", async () => {
    expect(await asApp("UPDATE shop SET closed_through = '2020-01-31'")).toMatchObject({ code: "42501" });
    for (const lie of [{ was: "2019-01-31" }, { at: new Date(0) }])
      expect(await refusal(close({ through: "2020-01-31", ...lie }))).toMatchObject({ code: "42501" });
    expect(await closedThrough()).toBeNull();
  });

  it("goes back, or to none, for a stated cause only", async () => {
    await close({ through: "2020-02-29" });
    for (const through of ["2020-01-31", null])
      expect(await refusal(close({ through }))).toMatchObject({ constraint: "closing_reopened" });
    await close({ through: "2020-01-31", cause: "an invoice came late" });
    expect(await closedThrough()).toBe("2020-01-31");
    await close({ through: null, cause: "all of it was wrong" });
    expect(await closedThrough()).toBeNull();
  });

  it("stays where nothing moves", async () => {
    expect(await refusal(close({ through: null, cause: "x" }))).toMatchObject({
      constraint: "closing_moves",
    });
    await close({ through: "2020-01-31" });
    const again = close({ through: "2020-01-31", cause: "x" });
    expect(await refusal(again)).toMatchObject({ constraint: "closing_moves" });
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"])(
    "is yesterday at most, as days are counted in %s",
    async (zone) => {
      await shops.owner.query("UPDATE shop SET time_zone = $1", [zone]);
      for (const days of [0, 1, 400])
        expect(await refusal(close({ through: await dayIn(zone, days) }))).toMatchObject({
          constraint: "closing_day_is_over",
        });
      await close({ through: await dayIn(zone, -2) });
    },
  );

  it("does not pass a document at work, nor goods without a value, and passes them when they are done", async () => {
    const refused = { constraint: "closing_nothing_open" };
    const work = await document("2020-03-10");
    const unvalued = { unit_cost: null, cost_source: null, cost_at: null, value_minor: null };
    const costless = await document("2020-03-20", unvalued);
    await close({ through: "2020-03-09" });
    expect(await refusal(close({ through: "2020-03-10" }))).toMatchObject(refused);
    await inShop(shops.app, shops.mine, () => settle(shops.app, shops.mine, work));
    await close({ through: "2020-03-10" });
    await inShop(shops.app, shops.mine, () => settle(shops.app, shops.mine, costless));
    expect(await refusal(close({ through: "2020-03-31" }))).toMatchObject(refused);
    await close({ through: "2020-03-01", cause: "what is open hinders no reopening" });
    await inShop(shops.app, shops.mine, () =>
      shops.app.query("UPDATE document_line SET unit_cost = 4.5, value_minor = 450 WHERE document_id = $1", [
        costless.id,
      ]),
    );
    await close({ through: "2020-03-31" });
  });
});

describe("a closing", () => {
  it("is never changed or deleted, and belongs to its own shop", async () => {
    await close({ through: "2020-01-31" });
    for (const sql of ["UPDATE closing SET cause = 'x'", "DELETE FROM closing", "TRUNCATE closing"])
      expect(await asApp(sql)).toMatchObject({ code: "42501" });
    await expect(shops.owner.query("DELETE FROM closing")).rejects.toMatchObject({ code: "42501" });
    expect(await refusal(close({ through: "2020-02-29" }, shops.theirs))).toMatchObject({ code: "42501" });
  });
});

describe("a reason", () => {
  it.each(["kinds = '{}'", "kinds = '{off,away}'", "shopify_reason = 'broken'"])(
    "keeps to the words there are: %s",
    async (change) => {
      await inShop(shops.app, shops.mine, () =>
        shops.app.query(`INSERT INTO reason (shop_id, id, label, family, shrink, needs_note, needs_evidence,
        debit_role, shopify_reason, kinds, position) VALUES ('${shops.mine}', 'own', 'Own', 'damage', true,
        false, false, 'loss-other', 'other', '{off}', 0) ON CONFLICT DO NOTHING`),
      );
      expect(await asApp(`UPDATE reason SET ${change}`)).toMatchObject({ code: "23514" });
    },
  );
});
