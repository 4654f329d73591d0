import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { count, inShop, insert, rawShops, refusal, settle, write } from "./raw-shop.ts";

const shops = rawShops();
const denied = { code: "42501" };
let hookId: string;

const hookRow = (id: string, more: object = {}) => ({
  shop_id: shops.mine,
  id,
  label: "Ledger",
  url: "https://ledger.example/in",
  events: ["entry.made", "document.done"],
  key_id: "k1",
  secret: "\\x01",
  created_by: "1",
  ...more,
});
const asApp = (sql: string, values: unknown[] = []) =>
  inShop(shops.app, shops.mine, () => shops.app.query(sql, values));

beforeAll(async () => {
  hookId = randomUUID();
  await inShop(shops.app, shops.mine, async () => {
    await insert(shops.app, "hook", hookRow(hookId));
    await settle(shops.app, shops.mine, await write(shops.app, shops.mine, {}));
  });
});

describe("what is queued for a hook", () => {
  it("is queued by the database, and by nobody else", async () => {
    expect(await count(shops.owner, "hook_delivery WHERE hook_id = $1", [hookId])).toBeGreaterThan(0);
    const own = `INSERT INTO hook_delivery (shop_id, id, hook_id, event, queued_at, due_at, created_at)
      VALUES ($1, $2, $3, 'entry.made', now(), now(), now())`;
    expect(await refusal(asApp(own, [shops.mine, randomUUID(), hookId]))).toMatchObject(denied);
  });

  it.each([
    "DELETE FROM hook_delivery",
    "DELETE FROM hook",
    "TRUNCATE hook_delivery",
    "TRUNCATE hook CASCADE",
    "UPDATE hook_delivery SET entry_id = NULL",
    "UPDATE hook_delivery SET hook_id = gen_random_uuid()",
    "UPDATE hook_delivery SET created_at = now()",
    "UPDATE hook_delivery SET attempts = -1",
    "UPDATE hook SET url = 'https://elsewhere.example/'",
    "UPDATE hook SET events = ARRAY['entry.made']",
    "UPDATE hook SET created_by = '2'",
  ])("stays what it is: %s", async (sql) => {
    expect(await refusal(asApp(sql))).toMatchObject(denied);
  });

  it("keeps no answer whole, and nothing but known words of trouble", async () => {
    const words = "UPDATE hook_delivery SET last_words = repeat('x', 201)";
    expect(await refusal(asApp(words))).toMatchObject({ constraint: "hook_delivery_words" });
    const trouble = "UPDATE hook_delivery SET last_trouble = 'because'";
    expect(await refusal(asApp(trouble))).toMatchObject({ constraint: "hook_delivery_trouble" });
  });
});

describe("a hook that is over", () => {
  it("keeps no secret and does not begin again", async () => {
    const id = randomUUID();
    await inShop(shops.app, shops.mine, () => insert(shops.app, "hook", hookRow(id)));
    const end = "UPDATE hook SET state = 'ended', ended_at = now() WHERE id = $1";
    expect(await refusal(asApp(end, [id]))).toMatchObject({ constraint: "hook_secret" });
    await asApp(end.replace("ended_at", "secret = NULL, key_id = NULL, ended_at"), [id]);
    const again =
      "UPDATE hook SET state = 'working', ended_at = NULL, secret = 'x', key_id = 'k' WHERE id = $1";
    expect(await refusal(asApp(again, [id]))).toMatchObject(denied);
  });

  it("was made for an address and for events we know", async () => {
    const made = (more: object) =>
      refusal(inShop(shops.app, shops.mine, () => insert(shops.app, "hook", hookRow(randomUUID(), more))));
    expect(await made({ url: "file:///etc/passwd" })).toMatchObject({ constraint: "hook_url" });
    expect(await made({ events: ["everything"] })).toMatchObject({ constraint: "hook_events" });
    expect(await made({ shop_id: shops.theirs })).toMatchObject(denied);
  });
});
