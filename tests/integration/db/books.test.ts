import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { furnish } from "./furnished-shop.ts";
import { inShop, insert, rawShops, refusal, settle, write } from "./raw-shop.ts";

const shops = rawShops();
type Book = { id: string; prefix: string };
let book: Book;
let theirs: Book & { delivery: string; entry: string };

const asApp = (sql: string, values: unknown[] = [], shopId = shops.mine) =>
  inShop(shops.app, shopId, () => shops.app.query(sql, values));
const refused = (sql: string, values: unknown[] = []) => refusal(asApp(sql, values));
const one = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row> =>
  (await shops.owner.query(sql, values)).rows[0];

beforeAll(async () => {
  await furnish(shops, shops.mine);
  await furnish(shops, shops.theirs);
  const bookOf = (shopId: string) => one<Book>("SELECT id, prefix FROM book WHERE shop_id = $1", [shopId]);
  book = await bookOf(shops.mine);
  const { delivery, entry } = await one<{ delivery: string; entry: string }>(
    "SELECT delivery_id AS delivery, entry_id AS entry FROM delivery_entry WHERE shop_id = $1",
    [shops.theirs],
  );
  theirs = { ...(await bookOf(shops.theirs)), delivery, entry };
});

const numberOf = (at: number, prefix = book.prefix) => `${prefix}${String(at).padStart(7, "0")}`;
const draw = async () => {
  const { rows } = await shops.app.query(
    "UPDATE book SET last_number = last_number + 1 WHERE id = $1 RETURNING last_number AS at",
    [book.id],
  );
  return numberOf(rows[0].at);
};
const deliveryRow = (reference: string, parts: object = {}) => ({
  shop_id: shops.mine,
  id: randomUUID() as string,
  book_id: book.id,
  reference,
  scope: "document",
  accounting_date: "2026-11-21",
  currency: "EUR",
  entry_count: 1,
  due_at: new Date(),
  created_at: new Date(),
  ...parts,
});
const join = (delivery: string, entry: string) =>
  shops.app.query("UPDATE delivery_entry SET delivery_id = $1 WHERE book_id = $2 AND entry_id = $3", [
    delivery,
    book.id,
    entry,
  ]);
const attemptRow = (delivery: string, reference: string, ordinal = 0) => ({
  shop_id: shops.mine,
  id: randomUUID() as string,
  delivery_id: delivery,
  ordinal,
  body: { reference, date: "2026-11-21" },
  first_sent_at: new Date(),
  last_sent_at: new Date(),
});
/** An entry that waits for the book. */
const queued = async () =>
  inShop(shops.app, shops.mine, async () => {
    const { entryId } = await settle(shops.app, shops.mine, await write(shops.app, shops.mine));
    await insert(shops.app, "delivery_entry", { shop_id: shops.mine, book_id: book.id, entry_id: entryId });
    return entryId;
  });

let entry: string;
let delivery: { id: string; reference: string };
beforeEach(async () => {
  entry = await queued();
  delivery = await inShop(shops.app, shops.mine, async () => {
    const row = deliveryRow(await draw());
    await insert(shops.app, "delivery", row);
    await join(row.id, entry);
    return row;
  });
});

const sent = async () => {
  const row = attemptRow(delivery.id, delivery.reference);
  await inShop(shops.app, shops.mine, () => insert(shops.app, "delivery_attempt", row));
  return row.id;
};
const confirmed = async () => {
  const id = await sent();
  await asApp("UPDATE delivery_attempt SET state = 'confirmed', settled_at = now() WHERE id = $1", [id]);
  await asApp("UPDATE delivery SET state = 'confirmed', remote_id = $2, settled_at = now() WHERE id = $1", [
    delivery.id,
    randomUUID(),
  ]);
  return id;
};

describe("the number of a delivery", () => {
  it.each([
    ["that was never drawn", () => numberOf(9_000_000)],
    ["of another shop's book", () => numberOf(1, theirs.prefix)],
    ["that is none", () => `${book.prefix}00000-1`],
    ["below the first", () => numberOf(0)],
    ["too short to be found alone", () => `${book.prefix}01`],
  ])("%s is refused, at first and later", async (_, forged) => {
    const work = inShop(shops.app, shops.mine, () => insert(shops.app, "delivery", deliveryRow(forged())));
    expect(await refusal(work)).toMatchObject({ constraint: "delivery_number" });
    expect(
      await refused("UPDATE delivery SET reference = $1, state = 'waiting' WHERE id = $2", [
        forged(),
        delivery.id,
      ]),
    ).toMatchObject({ constraint: "delivery_number" });
  });

  it("is not given to two, and its counter does not go back", async () => {
    const twice = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "delivery", deliveryRow(delivery.reference)),
    );
    expect(await refusal(twice)).toMatchObject({ code: "23505" });
    expect(await refused("UPDATE book SET last_number = last_number - 1")).toMatchObject({
      constraint: "book_counter",
    });
    expect(await refused("UPDATE book SET prefix = 'AAAA'")).toMatchObject({ code: "42501" });
  });

  it("does not change while a call under it may still act", async () => {
    await sent();
    const next = inShop(shops.app, shops.mine, async () =>
      shops.app.query("UPDATE delivery SET reference = $1, state = 'waiting' WHERE id = $2", [
        await draw(),
        delivery.id,
      ]),
    );
    expect(await refusal(next)).toMatchObject({ constraint: "delivery_renumbered" });
  });
});

describe("an attempt", () => {
  it("keeps its body, its beginning and its delivery", async () => {
    await sent();
    for (const change of [
      "body = '{}'",
      "first_sent_at = now()",
      "delivery_id = id",
      "ordinal = 9",
      "id = id",
    ])
      expect(await refused(`UPDATE delivery_attempt SET ${change}`), change).toMatchObject({ code: "42501" });
  });

  it("bears the number of its delivery", async () => {
    const work = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "delivery_attempt", attemptRow(delivery.id, numberOf(1))),
    );
    expect(await refusal(work)).toMatchObject({ constraint: "delivery_attempt_allowed" });
  });

  it("is alone while it may act, and final when it is over", async () => {
    const id = await sent();
    const second = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "delivery_attempt", attemptRow(delivery.id, delivery.reference, 1)),
    );
    expect(await refusal(second)).toMatchObject({ constraint: "delivery_attempt_open" });
    expect(
      await refused("UPDATE delivery_attempt SET sends = 0, open_sends = 0 WHERE id = $1", [id]),
    ).toMatchObject({
      code: "42501",
    });
    await asApp("UPDATE delivery_attempt SET state = 'rejected' WHERE id = $1", [id]);
    for (const change of ["state = 'sent'", "answer = '{}'", "sends = sends + 1"])
      expect(await refused(`UPDATE delivery_attempt SET ${change} WHERE id = $1`, [id])).toMatchObject({
        code: "42501",
      });
  });

  it("is not made of what is booked", async () => {
    await confirmed();
    const work = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "delivery_attempt", attemptRow(delivery.id, delivery.reference, 1)),
    );
    expect(await refusal(work)).toMatchObject({ constraint: "delivery_attempt_allowed" });
  });
});

describe("an entry", () => {
  it("stays in the delivery it joined", async () => {
    const other = inShop(shops.app, shops.mine, async () => {
      const row = deliveryRow(await draw());
      await insert(shops.app, "delivery", row);
      await join(row.id, entry);
    });
    expect(await refusal(other)).toMatchObject({ constraint: "delivery_membership" });
    expect(
      await refused("UPDATE delivery_entry SET delivery_id = NULL WHERE entry_id = $1", [entry]),
    ).toMatchObject({ constraint: "delivery_membership" });
  });

  it("joins none that was formed before", async () => {
    const late = await queued();
    const work = inShop(shops.app, shops.mine, () => join(delivery.id, late));
    expect(await refusal(work)).toMatchObject({ constraint: "delivery_membership" });
  });

  it("is queued once, for a book and of a shop of its own", async () => {
    const put = (row: object) =>
      inShop(shops.app, shops.mine, () => insert(shops.app, "delivery_entry", { ...row }));
    const mine = { shop_id: shops.mine, book_id: book.id };
    expect(await refusal(put({ ...mine, entry_id: entry }))).toMatchObject({ code: "23505" });
    expect(await refusal(put({ ...mine, entry_id: theirs.entry }))).toMatchObject({ code: "23503" });
    expect(await refusal(put({ ...mine, book_id: theirs.id, entry_id: entry }))).toMatchObject({
      code: "23503",
    });
    expect(
      await refusal(put({ shop_id: shops.theirs, book_id: theirs.id, entry_id: theirs.entry })),
    ).toMatchObject({
      code: "42501",
    });
  });

  it("that is said to be in a delivery and is not, keeps it from being formed", async () => {
    const work = inShop(shops.app, shops.mine, async () =>
      insert(shops.app, "delivery", deliveryRow(await draw(), { entry_count: 2 })),
    );
    expect(await refusal(work)).toMatchObject({ constraint: "delivery_whole" });
  });
});

describe("what is said to be booked", () => {
  const confirm = (more = "") =>
    asApp(
      `UPDATE delivery SET state = 'confirmed', remote_id = gen_random_uuid()::text, settled_at = now() ${more} WHERE id = $1`,
      [delivery.id],
    );
  const body = () => JSON.stringify({ reference: delivery.reference, date: "2026-11-20" });

  it("was compared with something", async () => {
    expect(await refusal(confirm())).toMatchObject({ constraint: "delivery_was_compared" });
  });

  it("stands on the day that is told, unless somebody moved it there", async () => {
    const on = (day: string) => `, compared_body = '${body()}', remote_date = ${day}`;
    expect(await refusal(confirm(on("NULL")))).toMatchObject({ constraint: "delivery_was_compared" });
    expect(await refusal(confirm(on("'2026-11-19'")))).toMatchObject({ constraint: "delivery_was_compared" });
    await confirm(on("'2026-11-20'"));
  });

  it("has no attempt left that may act", async () => {
    await sent();
    const rejected = asApp("UPDATE delivery SET state = 'rejected', trouble = 'invalid' WHERE id = $1", [
      delivery.id,
    ]);
    expect(await refusal(rejected)).toMatchObject({ constraint: "delivery_attempts_over" });
    expect(await refusal(confirm())).toMatchObject({ constraint: "delivery_attempts_over" });
  });

  it("is on another day only where it is another one", async () => {
    expect(
      await refused("UPDATE delivery SET remote_date = accounting_date WHERE id = $1", [delivery.id]),
    ).toMatchObject({ constraint: "delivery_timing" });
  });
});

describe("a delivery that is booked", () => {
  it.each(["waiting", "sent", "by-hand"])("does not become %s", async (state) => {
    await confirmed();
    const settled = state === "by-hand" ? "now()" : "NULL";
    expect(
      await refused(`UPDATE delivery SET state = $1, settled_at = ${settled} WHERE id = $2`, [
        state,
        delivery.id,
      ]),
    ).toMatchObject({ constraint: "delivery_over" });
  });

  it("is sent under another number only after it was taken away there", async () => {
    await confirmed();
    const anew = () =>
      inShop(shops.app, shops.mine, async () =>
        shops.app.query(
          `UPDATE delivery SET reference = $1, state = 'waiting', settled_at = NULL, remote_id = NULL,
                  drift = NULL
            WHERE id = $2`,
          [await draw(), delivery.id],
        ),
      );
    expect(await refusal(anew())).toMatchObject({ constraint: "delivery_over" });
    await asApp("UPDATE delivery SET drift = 'edited' WHERE id = $1", [delivery.id]);
    expect(await refusal(anew())).toMatchObject({ constraint: "delivery_over" });
    await asApp("UPDATE delivery SET drift = 'deleted' WHERE id = $1", [delivery.id]);
    await anew();
  });

  it("is the same journal there for good, and no other delivery's", async () => {
    await confirmed();
    expect(
      await refused("UPDATE delivery SET remote_id = 'another' WHERE id = $1", [delivery.id]),
    ).toMatchObject({
      constraint: "delivery_over",
    });
    const { remote } = await one<{ remote: string }>(
      "SELECT remote_id AS remote FROM delivery WHERE id = $1",
      [delivery.id],
    );
    const other = inShop(shops.app, shops.mine, async () => {
      const row = deliveryRow(await draw(), { scope: "test", entry_count: 0 });
      await insert(shops.app, "delivery", row);
      await shops.app.query("UPDATE delivery SET remote_id = $1 WHERE id = $2", [remote, row.id]);
    });
    expect(await refusal(other)).toMatchObject({ constraint: "delivery_remote" });
  });

  it("keeps its day, its currency and what it is made of", async () => {
    for (const change of [
      "accounting_date = now()",
      "currency = 'USD'",
      "entry_count = 0",
      "book_id = id",
      "scope = 'day'",
    ])
      expect(await refused(`UPDATE delivery SET ${change}`), change).toMatchObject({ code: "42501" });
  });

  it("by hand stays so", async () => {
    await asApp("UPDATE delivery SET state = 'by-hand', settled_at = now() WHERE id = $1", [delivery.id]);
    expect(
      await refused("UPDATE delivery SET state = 'waiting', settled_at = NULL WHERE id = $1", [delivery.id]),
    ).toMatchObject({ constraint: "delivery_over" });
  });
});

describe("what a shop can do with another's books", () => {
  it("is nothing", async () => {
    const touched = async (sql: string, values: unknown[]) => (await asApp(sql, values)).rowCount;
    expect(await touched("UPDATE delivery SET due_at = now() WHERE id = $1", [theirs.delivery])).toBe(0);
    expect(await touched("UPDATE book SET paused_at = now() WHERE id = $1", [theirs.id])).toBe(0);
    expect(await touched("DELETE FROM book_token WHERE book_id = $1", [theirs.id])).toBe(0);
    expect(await touched("UPDATE book_sign_in SET answer = '\\x00' WHERE shop_id = $1", [shops.theirs])).toBe(
      0,
    );
    const put = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "delivery_attempt", {
        ...attemptRow(theirs.delivery, numberOf(1, theirs.prefix)),
        shop_id: shops.theirs,
      }),
    );
    expect(await refusal(put)).toMatchObject({ code: "42501" });
  });

  it("is not asked of the functions that see all shops either", async () => {
    const left = async (id: string) =>
      (await asApp("SELECT leave_organisation($1) AS yes", [id])).rows[0].yes;
    // Both keep their books in one organisation: who leaves is told so of their own book and nothing else.
    expect(await left(book.id)).toBe(false);
    expect(await left(theirs.id)).toBe(false);
    await shops.owner.query("UPDATE book SET state = 'disconnected', ended_at = now() WHERE id = $1", [
      book.id,
    ]);
    expect(await left(book.id)).toBe(true);
    await shops.owner.query("UPDATE book SET state = 'setting-up', ended_at = NULL WHERE id = $1", [book.id]);
    const signIns = await asApp("SELECT * FROM find_book_sign_in('\\x00')");
    expect(signIns.rows).toEqual([]);
    for (const name of ["is_drawn($1, $2, 'A')", "guard_delivery()", "queue_for_books()"])
      expect(
        await refused(`SELECT ${name}`, name.includes("$1") ? [shops.theirs, theirs.id] : []),
        name,
      ).toMatchObject({ code: "42501" });
    expect(await refused("SELECT * FROM book_pace")).toMatchObject({ code: "42501" });
  });
});

describe("deletion", () => {
  it.each(["book", "delivery", "delivery_entry", "delivery_attempt"])(
    "of a %s is nobody's",
    async (table) => {
      expect(await refused(`DELETE FROM ${table}`)).toMatchObject({ code: "42501" });
      expect(await refused(`TRUNCATE ${table} CASCADE`)).toMatchObject({ code: "42501" });
      await expect(shops.owner.query(`DELETE FROM ${table}`)).rejects.toThrow();
    },
  );
});

describe("a book", () => {
  it("is not sent to before somebody said from when", async () => {
    expect(await refused("UPDATE book SET state = 'connected' WHERE id = $1", [book.id])).toMatchObject({
      constraint: "book_ready",
    });
  });

  it("shares its prefix with none, of whatever shop", async () => {
    const copied = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "book", {
        ...{
          shop_id: shops.mine,
          id: randomUUID(),
          kind: "xero",
          organisation_id: "9",
          organisation_name: "X",
        },
        ...{ currency: "EUR", prefix: theirs.prefix, connected_by: "1", connected_at: new Date() },
      }),
    );
    expect(await refusal(copied)).toMatchObject({ constraint: "book_prefix_key" });
  });
});
