import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import {
  type Database,
  inShop,
  inShopTransaction,
  isUniqueViolation,
  type Tx,
} from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import { inShop as inRawShop, rawShops, settle, type Written, write } from "./raw-shop.ts";

const shops = rawShops();
let database: Database;
let mugs: Written;
const breaks: Error[] = [];

beforeAll(async () => {
  database = openDatabase(shops.database.appUrl, (error) => breaks.push(error));
  mugs = await inRawShop(shops.app, shops.mine, async () => {
    const written = await write(shops.app, shops.mine);
    await settle(shops.app, shops.mine, written);
    return written;
  });
});
afterAll(() => database.$disconnect());

const within = <T>(work: (tx: Tx) => Promise<T>) => inShopTransaction(database, shops.mine, work);

/** Stands at the end of its transaction alone: the statement itself is fine. */
const lateViolation = () =>
  within(
    (tx) => tx.$executeRaw`
    INSERT INTO entry (shop_id, id, cause_kind, cause_id, document_id, currency, accounting_date, event_date,
                       line_count, created_at)
    VALUES (${shops.mine}::uuid, ${randomUUID()}::uuid, 'adjustment', ${randomUUID()}::uuid,
            ${mugs.id}::uuid, 'EUR',
            '2026-11-21', '2026-11-21', 2, now())`,
  );
const earlyViolation = () => within((tx) => tx.$executeRaw`UPDATE line_balance SET reserved = applied + 1`);
const deniedViolation = () => within((tx) => tx.$executeRaw`DELETE FROM entry`);
const ownError = () =>
  within(async (tx) => {
    await tx.$queryRaw`SELECT count(*) FROM document`;
    throw new Error("ours");
  });

const goodWork = () =>
  within(async (tx) => {
    const rows = await tx.$queryRaw<{ shop: string; seen: number }[]>`
      SELECT current_shop()::text AS shop, count(*)::int AS seen FROM document`;
    return rows[0];
  });

describe("the pool", () => {
  it("is as good as new after fifty violations in a row, of every kind", async () => {
    const kinds = [lateViolation, earlyViolation, deniedViolation, ownError];
    const said = [/does not balance/, /balance_within/, /permission denied/, /ours/];
    for (let round = 0; round < 52; round += 1)
      await expect(kinds[round % 4]?.()).rejects.toThrow(said[round % 4]);
    const good = await Promise.all(Array.from({ length: 50 }, goodWork));
    expect(good).toEqual(Array(50).fill({ shop: shops.mine, seen: 1 }));
    expect(breaks).toEqual([]);
  });

  it("is so too when they come at once, beside good work", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? goodWork() : lateViolation())),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(50);
    await expect(goodWork()).resolves.toEqual({ shop: shops.mine, seen: 1 });
  });

  it("leaves nothing of a transaction that failed at its very end, and no connection in one", async () => {
    await expect(lateViolation()).rejects.toThrow("does not balance");
    const { rows } = await shops.owner.query(
      `SELECT (SELECT count(*)::int FROM entry) AS entries,
              (SELECT count(*)::int FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'lossbook'
                AND state LIKE 'idle in transaction%') AS stuck`,
    );
    expect(rows).toEqual([{ entries: 1, stuck: 0 }]);
  });

  it("never gives one shop's transaction to another", async () => {
    const seen = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const shopId = index % 2 ? shops.mine : shops.theirs;
        return inShop(database, shopId, (tx) => tx.$queryRaw<{ id: string }[]>`SELECT id FROM shop`).then(
          (rows) => rows.length === 1 && rows[0]?.id === shopId,
        );
      }),
    );
    expect(seen.every(Boolean)).toBe(true);
  });

  it("hears of the first refusal, and takes no transaction for done that somebody refused to end", async () => {
    const asked = within(async (tx) => {
      const refused = tx.$executeRaw`DELETE FROM entry`;
      return Promise.allSettled([refused, tx.$queryRaw`SELECT 1`]).then(() => tx.$queryRaw`SELECT 1`);
    });
    await expect(asked).rejects.toThrow(/permission denied/);
    const silent = inShop(database, shops.mine, (tx) => tx.$executeRaw`DELETE FROM entry`.catch(() => 0));
    await expect(silent).rejects.toThrow(/what was refused/);
  });

  it("gives up a transaction that takes too long, and lets nothing in it happen afterwards", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const rename = (tx: Tx) =>
      tx.$executeRaw`UPDATE shop SET name = 'Too late' WHERE id = ${shops.mine}::uuid`;
    const slow = within(async (tx) => {
      await rename(tx);
      vi.advanceTimersByTime(10_000);
      await expect(rename(tx)).rejects.toThrow(/longer than/);
    });
    await expect(slow).rejects.toThrow(/longer than/);
    vi.useRealTimers();
    const { rows } = await shops.owner.query(
      "SELECT count(*)::int AS late FROM shop WHERE name = 'Too late'",
    );
    expect(rows).toEqual([{ late: 0 }]);
  });

  it("answers no statement of a transaction that is over", async () => {
    const kept = await within(async (tx) => tx);
    await expect(kept.$queryRaw`SELECT 1`).rejects.toThrow(/is over/);
  });

  it("throws a connection away that broke in the middle, and works on with others", async () => {
    const cut = within(async (tx) => {
      const [own] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await shops.owner.query("SELECT pg_terminate_backend($1)", [own?.pid]);
      return tx.$queryRaw`SELECT pg_sleep(5)`;
    });
    await expect(cut).rejects.toThrow(/terminat|connection error/);
    await expect(Promise.all(Array.from({ length: 30 }, goodWork))).resolves.toHaveLength(30);
  });

  it("keeps a day, an instant and an amount as they are, wherever this process thinks it is", async () => {
    const day = new Date("2026-11-21T00:00:00Z");
    vi.stubEnv("TZ", "America/Los_Angeles");
    onTestFinished(() => void vi.unstubAllEnvs());
    const [seen] = await within(
      (tx) => tx.$queryRaw<object[]>`
        SELECT ${day}::date AS day, ${day}::timestamptz AS instant, ${2n ** 62n}::bigint AS amount`,
    );
    expect(seen).toEqual({ day, instant: day, amount: 2n ** 62n });
  });

  it("does not begin a transaction of no shop", async () => {
    await expect(inShopTransaction(database, "", goodWork)).rejects.toThrow("knows its shop");
    await expect(inShop(database, "", goodWork)).rejects.toThrow("knows its shop");
  });
});

describe("a unique violation", () => {
  const receipt = (tx: Tx, eventId: string) =>
    tx.$executeRaw`
      INSERT INTO webhook_receipt (shop_id, event_id, topic) VALUES (${shops.mine}::uuid, ${eventId}, 'x')`;
  const document = (tx: Tx, id: string) => tx.$executeRaw`
    INSERT INTO document (shop_id, id, kind, fingerprint, event_date, currency, time_zone, submitted_by,
                          right_proved, units, line_count, created_at)
    VALUES (${shops.mine}::uuid, ${id}::uuid, 'off', '', '2026-11-21', 'EUR', 'UTC', '1', true, 1, 1, now())`;

  it("is known, from races too", async () => {
    const eventId = randomUUID();
    const raced = await Promise.allSettled(
      Array.from({ length: 8 }, () => within((tx) => receipt(tx, eventId))),
    );
    const lost = raced.filter((one) => one.status === "rejected");
    expect(lost).toHaveLength(7);
    for (const one of lost) expect(isUniqueViolation(one.reason)).toBe(true);
  });

  it("is known where our own function raises it: a document that is there already", async () => {
    const error = await within((tx) => document(tx, mugs.id)).catch((thrown) => thrown);
    expect(isUniqueViolation(error)).toBe(true);
  });

  it("is nothing else: no other violation, no error of ours, no value that is none", async () => {
    for (const violation of [lateViolation, earlyViolation, deniedViolation, ownError])
      expect(isUniqueViolation(await violation().catch((error) => error))).toBe(false);
    for (const odd of [null, undefined, "23505", 23505, {}, { message: "23505" }])
      expect(isUniqueViolation(odd)).toBe(false);
  });
});
