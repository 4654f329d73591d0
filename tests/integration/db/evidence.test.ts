import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { count, inShop, insert, rawShops, refusal, type Written, write } from "./raw-shop.ts";

const shops = rawShops();
let written: Written;
let theirs: Written;

beforeAll(async () => {
  written = await inShop(shops.app, shops.mine, () => write(shops.app, shops.mine));
  theirs = await inShop(shops.app, shops.theirs, () => write(shops.app, shops.theirs));
});

const asMine = <T>(work: () => Promise<T>, client = shops.app) => inShop(client, shops.mine, work);
const hashOf = (text: string) => createHash("sha256").update(text).digest();

/** A file in two parts, as the app writes it. */
async function keep(text: string, client = shops.app, shopId = shops.mine): Promise<Buffer> {
  const sha256 = hashOf(text);
  const half = Math.ceil(text.length / 2);
  const parts = [text.slice(0, half), text.slice(half)];
  await insert(client, "kept_file", { shop_id: shopId, sha256, size: text.length, parts: 2 });
  for (const [position, part] of parts.entries())
    await insert(client, "kept_file_part", { shop_id: shopId, sha256, position, content: Buffer.from(part) });
  return sha256;
}

function evidence(client: pg.Client, sha256: Buffer, parts: object = {}) {
  return insert(client, "evidence", {
    shop_id: shops.mine,
    id: randomUUID(),
    owner_kind: "document",
    owner_id: written.id,
    sha256,
    media_type: "image/jpeg",
    file_name: "shelf.jpg",
    ...parts,
  });
}

describe("a kept file", () => {
  it("is what its hash says, or is not kept at all", async () => {
    await asMine(() => keep("whole"));
    const files: Record<string, () => Promise<unknown>> = {
      "other bytes": async () => {
        const sha256 = hashOf("promised");
        await insert(shops.app, "kept_file", { shop_id: shops.mine, sha256, size: 8, parts: 1 });
        await insert(shops.app, "kept_file_part", {
          ...{ shop_id: shops.mine, sha256, position: 0 },
          content: Buffer.from("received"),
        });
      },
      "no bytes": () =>
        insert(shops.app, "kept_file", { shop_id: shops.mine, sha256: hashOf("none"), size: 4, parts: 1 }),
    };
    for (const [claim, work] of Object.entries(files))
      expect(await refusal(asMine(work)), claim).toMatchObject({ code: "23514", constraint: "file_whole" });
  });

  it("takes no further part, and is neither changed nor taken away by the app", async () => {
    const sha256 = await asMine(() => keep("finished"));
    const more = { shop_id: shops.mine, sha256, position: 2, content: Buffer.from("x") };
    expect(await refusal(asMine(() => insert(shops.app, "kept_file_part", more)))).toMatchObject({
      constraint: "part_place",
    });
    for (const table of ["kept_file", "kept_file_part", "evidence", "evidence_withdrawal", "address_key"]) {
      for (const sql of [
        `DELETE FROM ${table}`,
        `UPDATE ${table} SET shop_id = shop_id`,
        `TRUNCATE ${table}`,
      ])
        expect(await refusal(asMine(() => shops.app.query(sql))), sql).toMatchObject({ code: "42501" });
      if (!table.startsWith("kept")) continue;
      const slip = inShop(shops.owner, shops.mine, () => shops.owner.query(`DELETE FROM ${table}`));
      expect(await refusal(slip), table).toMatchObject({ code: "42501" });
    }
    expect(
      await refusal(
        asMine(async () => {
          await shops.app.query("SELECT set_config('app.erasing', 'file', true)");
          await shops.app.query("DELETE FROM kept_file_part");
        }),
      ),
    ).toMatchObject({ code: "42501" });
  });

  it("that is erased leaves its hash, its cause and its time, once, and cannot be evidence again", async () => {
    const sha256 = await asMine(() => keep("a face"));
    await asMine(() => evidence(shops.app, sha256));
    const erase = () =>
      asMine(() => shops.app.query("SELECT erase_file($1, 'a face', '1') AS done", [sha256]));
    expect((await erase()).rows).toEqual([{ done: true }]);
    expect((await erase()).rows).toEqual([{ done: false }]);
    expect(await asMine(() => count(shops.app, "kept_file_part WHERE sha256 = $1", [sha256]))).toBe(0);
    const { rows } = await asMine(() =>
      shops.app.query(
        "SELECT erased_cause, erased_by, erased_at IS NOT NULL AS at FROM kept_file WHERE sha256 = $1",
        [sha256],
      ),
    );
    expect(rows).toEqual([{ erased_cause: "a face", erased_by: "1", at: true }]);
    expect(await refusal(asMine(() => evidence(shops.app, sha256)))).toMatchObject({
      constraint: "evidence_erased",
    });
    const back = { shop_id: shops.mine, sha256, position: 0, content: Buffer.from("a face") };
    expect(await refusal(asMine(() => insert(shops.app, "kept_file_part", back)))).toMatchObject({
      constraint: "part_place",
    });
  });

  it("of another shop is neither seen nor erased, though its hash is known", async () => {
    const sha256 = await inShop(shops.app, shops.theirs, () => keep("their secret", shops.app, shops.theirs));
    expect(await asMine(() => count(shops.app, "kept_file WHERE sha256 = $1", [sha256]))).toBe(0);
    const erased = await asMine(() => shops.app.query("SELECT erase_file($1, 'x', '1') AS done", [sha256]));
    expect(erased.rows).toEqual([{ done: false }]);
    expect(await refusal(asMine(() => evidence(shops.app, sha256)))).toMatchObject({ code: "23503" });
    const across = insert.bind(null, shops.app, "kept_file");
    expect(
      await refusal(asMine(() => across({ shop_id: shops.theirs, sha256: hashOf("y"), size: 1, parts: 1 }))),
    ).toMatchObject({ code: "42501" });
  });
});

describe("evidence", () => {
  it("hangs on a document to come, but on no line that is not there or is another shop's", async () => {
    const sha256 = await asMine(() => keep("of a line"));
    await asMine(() => evidence(shops.app, sha256, { owner_id: randomUUID() }));
    await asMine(() => evidence(shops.app, sha256, { owner_kind: "line", owner_id: written.lineIds[0] }));
    for (const owner_id of [randomUUID(), theirs.lineIds[0], written.id])
      expect(
        await refusal(asMine(() => evidence(shops.app, sha256, { owner_kind: "line", owner_id }))),
      ).toMatchObject({ code: "23503", constraint: "evidence_of_line" });
  });

  it.each([
    [{ media_type: "text/html" }, "evidence_type"],
    [{ media_type: "image/svg+xml" }, "evidence_type"],
    [{ owner_kind: "shop" }, "evidence_owner"],
    [{ file_name: "a/b.jpg" }, "evidence_name"],
    [{ file_name: "a\\b.jpg" }, "evidence_name"],
    [{ file_name: "a\r\nb.jpg" }, "evidence_name"],
    [{ file_name: "" }, "evidence_name"],
    [{ width: 0, height: 1 }, "evidence_dimensions"],
  ])("with %j is refused", async (parts, constraint) => {
    const sha256 = await asMine(() => keep(`words ${JSON.stringify(parts)}`));
    expect(await refusal(asMine(() => evidence(shops.app, sha256, parts)))).toMatchObject({
      code: "23514",
      constraint,
    });
  });

  it("has room for fifty on one thing, however many come at once", async () => {
    const sha256 = await asMine(() => keep("again and again"));
    const owner_id = randomUUID();
    const clients = await Promise.all(Array.from({ length: 6 }, () => shops.another()));
    const tries = await Promise.all(
      clients.map(async (client) => {
        let kept = 0;
        for (let number = 0; number < 10; number += 1) {
          const done = await asMine(() => evidence(client, sha256, { owner_id }), client).then(
            () => true,
            (error: { constraint?: string }) => {
              expect(error.constraint).toBe("evidence_room");
              return false;
            },
          );
          if (done) kept += 1;
        }
        return kept;
      }),
    );
    expect(tries.reduce((sum, one) => sum + one, 0)).toBe(50);
  });
});
