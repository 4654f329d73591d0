import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { canonicalOf } from "#app/domain/audit/event.ts";
import { inShop, insert, rawShops, refusal } from "./raw-shop.ts";

const shops = rawShops();

type Sealed = { sequence: string; canonical: string; previous_hash: Buffer; hash: Buffer };

async function append(client: pg.Client, shopId: string, facts: object, at = new Date()): Promise<string> {
  const id = randomUUID();
  const event = { id, kind: "document-submitted", subject_id: randomUUID(), at };
  await insert(client, "audit_event", {
    shop_id: shopId,
    ...event,
    canonical: canonicalOf({ id, ...facts }),
  });
  return id;
}

const appended = (count: number, shopId = shops.mine) =>
  inShop(shops.app, shopId, async () => {
    const ids: string[] = [];
    for (let number = 0; number < count; number += 1)
      ids.push(await append(shops.app, shopId, { number, note: "ä🫖" }));
    return ids;
  });

async function seal(client: pg.Client, shopId: string, most: number | null = 1000): Promise<number> {
  return inShop(client, shopId, async () => {
    const { rows } = await client.query<{ done: number }>("SELECT seal_audit($1) AS done", [most]);
    return rows[0]?.done ?? -1;
  });
}

async function chainOf(shopId: string): Promise<Sealed[]> {
  const { rows } = await shops.owner.query<Sealed>(
    `SELECT s.sequence, e.canonical, s.previous_hash, s.hash FROM audit_seal s
       JOIN audit_event e ON e.shop_id = s.shop_id AND e.id = s.event_id
      WHERE s.shop_id = $1 ORDER BY s.sequence`,
    [shopId],
  );
  return rows;
}

/** What somebody with nothing but a copy would do: the first place at which it does not add up, or null. */
function firstFlaw(chain: Sealed[]): string | null {
  let previous: Buffer = Buffer.alloc(0);
  for (const [index, { sequence, canonical, previous_hash, hash }] of chain.entries()) {
    if (sequence !== String(index + 1)) return `sequence at ${index + 1}`;
    if (!previous.equals(previous_hash)) return `link at ${sequence}`;
    if (!createHash("sha256").update(previous).update(canonical, "utf8").digest().equals(hash))
      return `hash at ${sequence}`;
    previous = hash;
  }
  return null;
}

describe("the audit chain", () => {
  it("can be verified outside, is without holes, and begins anew for each shop", async () => {
    await appended(5);
    await appended(2, shops.theirs);
    expect(await seal(shops.app, shops.mine)).toBe(5);
    expect(await seal(shops.app, shops.mine)).toBe(0);
    expect(await seal(shops.app, shops.theirs)).toBe(2);
    expect(firstFlaw(await chainOf(shops.mine))).toBeNull();
    expect(firstFlaw(await chainOf(shops.theirs))).toBeNull();
    expect(await chainOf(shops.theirs)).toHaveLength(2);
  });

  it("goes on where it ended, so many at a time as are asked for", async () => {
    const before = (await chainOf(shops.mine)).length;
    await appended(5);
    expect([
      await seal(shops.app, shops.mine, 2),
      await seal(shops.app, shops.mine, 2),
      await seal(shops.app, shops.mine, 2),
    ]).toEqual([2, 2, 1]);
    expect(await chainOf(shops.mine)).toHaveLength(before + 5);
    expect(firstFlaw(await chainOf(shops.mine))).toBeNull();
  });

  it("seals in the order of the acts", async () => {
    const [late, early] = await inShop(shops.app, shops.mine, async () => [
      await append(shops.app, shops.mine, { late: true }, new Date("2026-11-21T12:00:01Z")),
      await append(shops.app, shops.mine, { late: false }, new Date("2026-11-21T12:00:00Z")),
    ]);
    await seal(shops.app, shops.mine);
    const last = (await chainOf(shops.mine)).slice(-2).map(({ canonical }) => JSON.parse(canonical).id);
    expect(last).toEqual([early, late]);
  });

  it("has no hole and no fork after eight sealers at once, while events keep coming", async () => {
    const before = (await chainOf(shops.mine)).length;
    await appended(40);
    const sealers = await Promise.all(Array.from({ length: 8 }, () => shops.another()));
    const writer = await shops.another();
    const writing = (async () => {
      for (let number = 0; number < 20; number += 1)
        await inShop(writer, shops.mine, () => append(writer, shops.mine, { number }));
    })();
    await Promise.all(sealers.flatMap((client) => [seal(client, shops.mine, 7)]));
    await Promise.all(sealers.map((client) => seal(client, shops.mine, 7)));
    await writing;
    await seal(shops.app, shops.mine);
    const chain = await chainOf(shops.mine);
    expect(chain).toHaveLength(before + 60);
    expect(firstFlaw(chain)).toBeNull();
  });

  it("keeps one job for all that waits, which no worker takes while an event of it is not committed", async () => {
    const jobs = () =>
      shops.owner.query(
        `SELECT id, is_available AS waits FROM graphile_worker._private_jobs
          WHERE payload->>'shopId' = $1 ORDER BY id`,
        [shops.mine],
      );
    const take = () =>
      shops.owner.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'a worker', attempts = 1
          WHERE id = (SELECT id FROM graphile_worker._private_jobs WHERE key = $1 FOR UPDATE SKIP LOCKED)`,
        [`${shops.mine}:seal-audit`],
      );
    await appended(1);
    const other = await shops.another();
    await inShop(shops.app, shops.mine, async () => {
      await append(shops.app, shops.mine, { first: true });
      // Another act of the shop does not wait for this one.
      await inShop(other, shops.mine, () => append(other, shops.mine, { first: false }));
      expect((await take()).rowCount).toBe(0);
    });
    expect((await jobs()).rows).toMatchObject([{ waits: true }]);
    expect((await take()).rowCount).toBe(1);
    await appended(1);
    expect((await jobs()).rows).toMatchObject([{ waits: false }, { waits: true }]);
    await shops.owner.query("DELETE FROM graphile_worker._private_jobs WHERE payload->>'shopId' = $1", [
      shops.mine,
    ]);
    await seal(shops.app, shops.mine);
  });

  it("takes back its numbers with the transaction that drew them", async () => {
    await appended(3);
    const undone = inShop(shops.app, shops.mine, async () => {
      await shops.app.query("SELECT seal_audit(2)");
      await shops.app.query("SELECT 1 / 0");
    });
    expect(await refusal(undone)).toMatchObject({ code: "22012" });
    expect(await seal(shops.app, shops.mine)).toBe(3);
    expect(firstFlaw(await chainOf(shops.mine))).toBeNull();
  });

  it("gives away a changed byte, a missing event, two swapped ones, and a cut at the front", async () => {
    const chain = await chainOf(shops.mine);
    const changed = chain.map((one, index) =>
      index === 3 ? { ...one, canonical: one.canonical.replace("ä", "a") } : one,
    );
    expect(firstFlaw(changed)).toBe("hash at 4");
    const renumbered = (some: Sealed[]) =>
      some.map((one, index) => ({ ...one, sequence: String(index + 1) }));
    expect(firstFlaw(chain.toSpliced(3, 1))).toBe("sequence at 4");
    expect(firstFlaw(renumbered(chain.toSpliced(3, 1)))).toBe("link at 4");
    expect(firstFlaw(renumbered(chain.slice(1)))).toBe("link at 1");
    const [one, two] = [chain[1], chain[2]] as [Sealed, Sealed];
    const swapped = chain
      .with(1, { ...one, canonical: two.canonical })
      .with(2, { ...two, canonical: one.canonical });
    expect(firstFlaw(swapped)).toBe("hash at 2");
  });

  it("leaves no event out: the app can neither hold one back, nor take it away, nor seal by hand", async () => {
    const [id] = await appended(1);
    for (const sql of [
      "DELETE FROM audit_unsealed",
      `INSERT INTO audit_unsealed VALUES ('${shops.mine}', gen_random_uuid())`,
      `INSERT INTO audit_seal VALUES ('${shops.mine}', 9999, '${id}', '\\x00', '\\x00')`,
      "ALTER TABLE audit_event DISABLE TRIGGER seal_later",
    ])
      expect(await refusal(inShop(shops.app, shops.mine, () => shops.app.query(sql))), sql).toMatchObject({
        code: "42501",
      });
    expect(await seal(shops.app, shops.mine)).toBe(1);
  });
});
