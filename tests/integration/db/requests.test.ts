import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { inShop, insert, rawShops, refusal } from "./raw-shop.ts";

const shops = rawShops();
let id: string;

const here = { item_id: "gid://shopify/InventoryItem/1", location_id: "gid://shopify/Location/1" };
const asMine = <T>(work: () => Promise<T>) => inShop(shops.app, shops.mine, work);
const put = (table: string, row: object) => insert(shops.app, table, { shop_id: shops.mine, ...row });

const revision = (number: number, part: object = {}) => ({
  request_id: id,
  revision: number,
  fingerprint: "f",
  command: {},
  reasons: JSON.stringify([{ code: "not-your-role", facts: {} }]),
  event_date: new Date(),
  currency: "EUR",
  units: 1,
  line_count: 1,
  locations: [here.location_id],
  made_by: "2",
  ...part,
});

async function revise(number: number, part: object = {}): Promise<void> {
  await put("request_revision", revision(number, part));
  const names = { title: "Mug", location_name: "Main", reason_label: "Damaged", reason_id: "damaged" };
  await put("request_line", {
    ...here,
    ...names,
    request_id: id,
    revision: number,
    position: 0,
    quantity: 1,
  });
}

const decide = (verb: string, person: string, part: object = {}) =>
  put("request_decision", {
    ...{ id: randomUUID(), request_id: id, revision: 1, verb, person_id: person, words: "because" },
    ...part,
  });

const stateOf = () =>
  asMine(async () => (await shops.app.query("SELECT state FROM request WHERE id = $1", [id])).rows[0]?.state);

beforeEach(async () => {
  id = randomUUID();
  await asMine(async () => {
    await put("request", { id, kind: "write-off", requester: "2" });
    await revise(1);
  });
});

describe("in raw SQL, the app's own role", () => {
  it.each(["approve", "send-back", "reject"])("cannot %s what the same person asked for", async (verb) => {
    expect(await refusal(asMine(() => decide(verb, "2")))).toMatchObject({
      constraint: "request_second_person",
    });
    expect(await stateOf()).toBe("waiting");
  });

  it("cannot take back for somebody else", async () => {
    expect(await refusal(asMine(() => decide("withdraw", "1")))).toMatchObject({
      constraint: "request_second_person",
    });
  });

  it("cannot approve without the document", async () => {
    expect(await refusal(asMine(() => decide("approve", "1")))).toMatchObject({
      constraint: "request_approval_carried",
    });
    expect(await stateOf()).toBe("waiting");
  });

  it("cannot decide about a revision that is not the present one, or twice", async () => {
    await asMine(() => revise(2));
    expect(await refusal(asMine(() => decide("reject", "1")))).toMatchObject({
      constraint: "request_decision_allowed",
    });
    await asMine(() => decide("reject", "1", { revision: 2 }));
    expect(await refusal(asMine(() => decide("reject", "3", { revision: 2 })))).toMatchObject({
      constraint: "request_decision_allowed",
    });
  });

  it("cannot change for somebody else, out of order, or after the decision", async () => {
    const refused = { constraint: "request_revision_allowed" };
    expect(await refusal(asMine(() => revise(2, { made_by: "1" })))).toMatchObject(refused);
    expect(await refusal(asMine(() => revise(3)))).toMatchObject(refused);
    await asMine(() => decide("withdraw", "2"));
    expect(await refusal(asMine(() => revise(2)))).toMatchObject(refused);
  });

  it("cannot set a state, a decider or a requester, nor rewrite what was asked or said", async () => {
    await asMine(() => decide("send-back", "1"));
    for (const sql of [
      "UPDATE request SET state = 'approved'",
      "UPDATE request SET decided_by = '1'",
      "UPDATE request SET requester = '3'",
      "UPDATE request_revision SET units = 9",
      "UPDATE request_line SET quantity = 9",
      "UPDATE request_decision SET words = ''",
      "DELETE FROM request_decision",
      "DELETE FROM request",
    ])
      expect([sql, (await refusal(asMine(() => shops.app.query(sql))))?.code]).toEqual([sql, "42501"]);
  });

  it("cannot make a document under the id of a request, or one that claims an approval nobody gave", async () => {
    const document = {
      ...{ kind: "off", fingerprint: "f", event_date: new Date(), currency: "EUR", time_zone: "UTC" },
      ...{ submitted_by: "2", right_proved: true, units: 1, line_count: 1, created_at: new Date() },
    };
    expect(await refusal(asMine(() => put("document", { id, ...document })))).toMatchObject({
      code: "23505",
    });
    const claimed = { ...document, id: randomUUID(), approved_by: "1", approved_at: new Date() };
    expect(await refusal(asMine(() => put("document", claimed)))).toMatchObject({
      constraint: "document_as_approved",
    });
    const own = { ...claimed, id: randomUUID(), approved_by: "2" };
    expect((await refusal(asMine(() => put("document", own))))?.code).toBe("23514");
  });

  it("cannot ask in the name of a link that is over, or be a link without one", async () => {
    const link = randomUUID();
    const gone = new Date(Date.now() - 1_000);
    await asMine(() =>
      put("report_link", {
        ...{ id: link, label: "Mill", secret_hash: Buffer.alloc(32, randomUUID()), item_ids: [here.item_id] },
        ...{ location_id: here.location_id, uses_max: 1, expires_at: gone, made_by: "1" },
      }),
    );
    const by = { id: randomUUID(), kind: "write-off", requester: `link:${link}` };
    expect(await refusal(asMine(() => put("request", { ...by, link_id: link })))).toMatchObject({
      constraint: "request_link_works",
    });
    expect(await refusal(asMine(() => put("request", by)))).toMatchObject({
      constraint: "request_requester",
    });
  });

  it("cannot take a link's uses back, revive it, or change a rule", async () => {
    await asMine(() =>
      put("approval_rule", {
        id: randomUUID(),
        act: "write-off",
        measure: "any",
        span: "document",
        made_by: "1",
      }),
    );
    const refused = (sql: string) => refusal(asMine(() => shops.app.query(sql)));
    expect((await refused("UPDATE approval_rule SET act = 'reversal'"))?.code).toBe("42501");
    await asMine(() =>
      shops.app.query("UPDATE approval_rule SET ended_at = now(), ended_by = '1' WHERE ended_at IS NULL"),
    );
    expect((await refused("UPDATE approval_rule SET ended_at = NULL, ended_by = NULL"))?.code).toBe("42501");
    expect((await refused("UPDATE report_link SET uses_max = 1000"))?.code).toBe("42501");
  });
});

describe("two transactions that hold the wish of one id", () => {
  async function secondOf(shopId: string): Promise<string> {
    const other = await shops.another();
    return asMine(async () => {
      await shops.app.query("SELECT hold_wish($1)", [id]);
      return inShop(other, shopId, async () => {
        await other.query("SET LOCAL lock_timeout = '300ms'");
        await other.query("SELECT hold_wish($1)", [id]);
        return "held too";
      }).catch(({ code }) => code);
    });
  }

  it("wait for each other in one shop", async () => expect(await secondOf(shops.mine)).toBe("55P03"));

  it("never wait for each other in two", async () => expect(await secondOf(shops.theirs)).toBe("held too"));
});
