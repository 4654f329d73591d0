import { randomUUID } from "node:crypto";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { adjustmentRow, documentRow, inShop, insert, lineRow, rawShops, refusal, write } from "./raw-shop.ts";

const shops = rawShops();
let clients: pg.Client[];

beforeAll(async () => {
  clients = await Promise.all(upTo(40).map(() => shops.another()));
});

async function numbersOf(shopId: string): Promise<number[]> {
  const { rows } = await shops.owner.query<{ number: number }>(
    "SELECT number FROM document WHERE shop_id = $1 ORDER BY number",
    [shopId],
  );
  return rows.map((row) => row.number);
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

async function submit(
  client: pg.Client,
  shopId: string,
  { id = randomUUID() as string, end = "commit" as "commit" | "rollback" } = {},
): Promise<void> {
  await inShop(client, shopId, async () => {
    await write(client, shopId, { id });
    if (end === "rollback") throw new Error("changed its mind");
  });
}

describe("document numbers", () => {
  it("of forty documents at once are 1 to 40, without a hole, for each shop by itself", async () => {
    await Promise.all(
      clients.map(async (client, index) => {
        const order = index % 2 ? [shops.mine, shops.theirs] : [shops.theirs, shops.mine];
        for (const shopId of order) await submit(client, shopId);
      }),
    );
    expect(await numbersOf(shops.mine)).toEqual(upTo(40));
    expect(await numbersOf(shops.theirs)).toEqual(upTo(40));
  });

  it("have no hole where half of them changed their minds and a quarter came twice", async () => {
    const before = (await numbersOf(shops.mine)).length;
    const ids = upTo(10).map(() => randomUUID() as string);
    const outcomes = await Promise.allSettled(
      clients.map((client, index) =>
        index < 20
          ? submit(client, shops.mine, { id: ids[index % 10] ?? "" })
          : submit(client, shops.mine, { end: "rollback" }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    expect(await numbersOf(shops.mine)).toEqual(upTo(before + 10));
  });

  it("have no hole after a savepoint was given up", async () => {
    const before = (await numbersOf(shops.mine)).length;
    await inShop(shops.app, shops.mine, async () => {
      await shops.app.query("SELECT count(*) FROM document");
      await shops.app.query("SAVEPOINT maybe");
      await write(shops.app, shops.mine);
      await shops.app.query("ROLLBACK TO SAVEPOINT maybe");
      await write(shops.app, shops.mine);
    });
    expect(await numbersOf(shops.mine)).toEqual(upTo(before + 1));
  });

  it("are not drawn for a document that was there: its insert fails, also when told to do nothing", async () => {
    const before = await numbersOf(shops.mine);
    const id = randomUUID();
    await submit(shops.app, shops.mine, { id });
    const columns = Object.keys(documentRow(shops.mine, id, 1));
    const places = columns.map((_, index) => `$${index + 1}`).join(", ");
    const quietly = `INSERT INTO document (${columns.join(", ")}) VALUES (${places}) ON CONFLICT DO NOTHING`;
    const again = inShop(shops.app, shops.mine, () =>
      shops.app.query(quietly, Object.values(documentRow(shops.mine, id, 1))),
    );
    expect(await refusal(again)).toMatchObject({ code: "23505", constraint: "document_pkey" });
    await submit(shops.app, shops.mine);
    expect(await numbersOf(shops.mine)).toEqual(upTo(before.length + 2));
  });

  it("cannot be chosen, changed, or drawn from another counter", async () => {
    const denied = { code: "42501" };
    const named = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "document", { ...documentRow(shops.mine, randomUUID(), 1), number: 7 }),
    );
    expect(await refusal(named)).toMatchObject(denied);
    for (const sql of [
      "UPDATE document SET number = 99",
      "SELECT * FROM document_counter",
      "UPDATE document_counter SET last_number = 0",
      "DELETE FROM document_counter",
      `INSERT INTO document_counter VALUES ('${shops.mine}', 900)`,
    ])
      expect(await refusal(inShop(shops.app, shops.mine, () => shops.app.query(sql))), sql).toMatchObject(
        denied,
      );
  });

  it("are drawn for the owner too, who cannot set one by accident", async () => {
    const last = (await numbersOf(shops.theirs)).length;
    await shops.owner.query("BEGIN");
    const [id, adjustmentId] = [randomUUID(), randomUUID()];
    await insert(shops.owner, "document", { ...documentRow(shops.theirs, id, 1), number: 777 });
    await insert(shops.owner, "adjustment", adjustmentRow(shops.theirs, adjustmentId, id));
    await insert(
      shops.owner,
      "document_line",
      lineRow(shops.theirs, { documentId: id, adjustmentId, position: 0, quantity: 1 }),
    );
    await shops.owner.query("COMMIT");
    expect(await numbersOf(shops.theirs)).toEqual(upTo(last + 1));
  });
});

describe("a document", () => {
  it("is whole when its transaction ends, or is not there and has taken no number", async () => {
    const before = await numbersOf(shops.mine);
    const broken = [{ line_count: 2 }, { units: 5 }, { line_count: 2, units: 2 }];
    for (const wrong of broken) {
      const writing = inShop(shops.app, shops.mine, async () => {
        const [id, adjustmentId] = [randomUUID(), randomUUID()];
        await insert(shops.app, "document", { ...documentRow(shops.mine, id, 1), ...wrong });
        await insert(shops.app, "adjustment", adjustmentRow(shops.mine, adjustmentId, id));
        await insert(
          shops.app,
          "document_line",
          lineRow(shops.mine, { documentId: id, adjustmentId, position: 0, quantity: 1 }),
        );
      });
      expect(await refusal(writing)).toMatchObject({ constraint: "document_whole" });
    }
    const empty = inShop(shops.app, shops.mine, () =>
      insert(shops.app, "document", documentRow(shops.mine, randomUUID(), 1)),
    );
    expect(await refusal(empty)).toMatchObject({ constraint: "document_whole" });
    expect(await numbersOf(shops.mine)).toEqual(before);
  });
});
