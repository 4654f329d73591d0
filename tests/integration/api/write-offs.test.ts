import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";

const rig = appRig();

const line = { itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
const one = () => ({ id: v7(), lines: [line] });
const shelf = () => rig.shopify.quantity({ itemId: blueMug, locationId: mainStreet });

describe("the API of write-offs", () => {
  test("takes one mug off the shelf, tells it, and brings it back", async () => {
    const form = await rig.ask("/api/write-offs/form?productId=gid://shopify/Product/8000000001");
    expect(form).toMatchObject({
      status: 200,
      body: { person: { name: "Olivia Owner", mayWriteOff: true } },
    });
    const command = one();
    const preview = await rig.ask("/api/write-offs/preview", { body: command });
    expect(preview).toMatchObject({ status: 200, body: { preview: { lines: [{ before: 40, after: 39 }] } } });
    expect(shelf()).toBe(40);

    const made = await rig.ask("/api/write-offs", { body: command });
    expect(made).toMatchObject({ status: 201, body: { writeOff: { state: "done", number: "WO-000001" } } });
    expect(shelf()).toBe(39);
    const again = await rig.ask("/api/write-offs", { body: command });
    expect(again).toMatchObject({ status: 200, body: { writeOff: { id: command.id, state: "done" } } });
    expect(shelf()).toBe(39);
    const other = await rig.ask("/api/write-offs", { body: { ...command, note: "another" } });
    expect(other).toMatchObject({ status: 409, body: { problems: [{ code: "id-taken", at: ["id"] }] } });

    const seen = await rig.ask(`/api/write-offs/${command.id}`);
    expect(seen.body.writeOff).toMatchObject({
      id: command.id,
      lines: [{ fate: "applied", before: 40, after: 39 }],
    });
    const list = await rig.ask("/api/write-offs?state=done&q=blue");
    expect(list.body.writeOffs).toHaveLength(1);

    const undo = { id: v7(), cause: "mistake" };
    const plan = await rig.ask(`/api/write-offs/${command.id}/reversals/preview`, { body: undo });
    expect(plan).toMatchObject({ status: 200, body: { preview: { lines: [{ before: 39, after: 40 }] } } });
    const undone = await rig.ask(`/api/write-offs/${command.id}/reversals`, { body: undo });
    expect(undone).toMatchObject({
      status: 201,
      body: { writeOff: { kind: "found", reverses: { id: command.id } } },
    });
    expect(shelf()).toBe(40);
  });

  test("costs Shopify one read and one write for one line", async () => {
    await rig.ask("/api/write-offs", { body: one() });
    rig.shopify.requests.clear();
    expect((await rig.ask("/api/write-offs", { body: one() })).status).toBe(201);
    expect(rig.shopify.requests.list().map(({ operations }) => operations)).toHaveLength(2);
  });

  test.each([
    ["0", 0],
    ["-1", -1],
    ["1.5", 1.5],
    ['"3"', "3"],
    ["10^12", 1e12],
    ["null", null],
  ])("refuses the quantity %s and changes nothing", async (_name, quantity) => {
    const before = shelf();
    const answer = await rig.ask("/api/write-offs", { body: { id: v7(), lines: [{ ...line, quantity }] } });
    expect(answer).toMatchObject({
      status: 400,
      body: { problems: [{ code: "bad-quantity", at: ["lines", 0, "quantity"] }] },
    });
    expect(shelf()).toBe(before);
  });

  test.each([
    ["an unknown reason", { reasonId: "gremlins" }, 422, "unknown-reason"],
    ["Other without a note", { reasonId: "other" }, 422, "note-needed"],
    ["more than there is", { quantity: 100_000 }, 422, "not-enough"],
    ["a deleted item", { itemId: "gid://shopify/InventoryItem/999" }, 422, "unknown-item"],
    ["another shop's item", { itemId: "gid://shopify/InventoryItem/4900000001" }, 422, "unknown-item"],
    ["an untracked item", { itemId: "gid://shopify/InventoryItem/4100000006" }, 422, "untracked"],
    ["a bundle", { itemId: "gid://shopify/InventoryItem/4100000007" }, 422, "bundle-parent"],
    ["an inactive location", { locationId: "gid://shopify/Location/7000000003" }, 422, "inactive-location"],
    ["an id that is none", { itemId: "4100000001" }, 400, "bad-id"],
  ])("refuses %s in one sentence", async (_name, change, status, code) => {
    const answer = await rig.ask("/api/write-offs", { body: { id: v7(), lines: [{ ...line, ...change }] } });
    expect(answer).toMatchObject({
      status,
      body: { problems: [{ code, message: expect.stringMatching(/\.$/) }] },
    });
    expect(answer.body.problems[0].message).not.toContain("{{");
  });

  test("refuses 251 lines, a body that is no JSON, and a content type that is not JSON", async () => {
    const many = await rig.ask("/api/write-offs", { body: { id: v7(), lines: Array(251).fill(line) } });
    expect(many).toMatchObject({ status: 400, body: { problems: [{ code: "too-many-lines" }] } });
    const broken = await rig.ask("/api/write-offs", { raw: '{"id":' });
    expect(broken).toMatchObject({ status: 400, body: { problems: [{ code: "bad-json" }] } });
    const text = await rig.ask("/api/write-offs", { raw: "{}", headers: { "content-type": "text/plain" } });
    expect(text).toMatchObject({ status: 415, body: { problems: [{ code: "bad-content-type" }] } });
    for (const body of [[], "text", 7, null, {}, { id: v7(), lines: [] }]) {
      expect((await rig.ask("/api/write-offs", { body })).status).toBe(400);
    }
  });

  test("refuses five megabytes, whether their length is told or not", async () => {
    const huge = JSON.stringify({ id: v7(), note: "x".repeat(5_000_000) });
    const told = await rig.ask("/api/write-offs", { raw: huge });
    expect(told).toMatchObject({ status: 413, body: { problems: [{ code: "body-too-large" }] } });
    const streamed = new Blob([huge]).stream();
    const untold = await rig.ask("/api/write-offs", { raw: streamed });
    expect(untold).toMatchObject({ status: 413, body: { problems: [{ code: "body-too-large" }] } });
    expect((await rig.ask("/api/write-offs")).status).toBe(200);
  });

  test("makes a request of what Shopify would not let this person change, once, and tells it the same again", async () => {
    const [before, command] = [shelf(), one()];
    await rig.ask("/api/write-offs/preview", { body: command, userId: people.ava });
    for (const _again of [1, 2]) {
      const answer = await rig.ask("/api/write-offs", { body: command, userId: people.ava });
      expect(answer.status).toBe(202);
      expect(answer.body).toEqual({ outcome: "requested", request: { id: command.id, state: "waiting" } });
    }
    expect(shelf()).toBe(before);
    const block = await rig.ask("/api/product-block?productId=gid://shopify/Product/8000000001");
    expect(block.body.requests).toEqual([{ id: command.id, by: "Ava Assistant", units: 1 }]);
  });

  test("words what a person is asked beforehand, and asks no more what was answered", async () => {
    const many = { id: v7(), lines: [{ ...line, quantity: 35 }] };
    const asked = (acknowledged?: string[]) =>
      rig.ask("/api/write-offs/preview", { body: acknowledged ? { ...many, acknowledged } : many });
    const questions: { code: string; message: string; facts: { key: string } }[] = (await asked([])).body
      .problems;
    expect(questions[0]).toMatchObject({
      code: "implausible-quantity",
      message: expect.stringMatching(/^35 of /),
    });
    expect((await asked(questions.map(({ facts }) => facts.key))).body.problems).toEqual([]);
    expect((await asked()).body.problems).toEqual([]);
  });

  test("shows no cost to whom Shopify shows none", async () => {
    const { body } = await rig.ask("/api/write-offs", { body: one() });
    await rig.ask(`/api/write-offs/${body.writeOff.id}`, { userId: people.ben });
    const seen = await rig.ask(`/api/write-offs/${body.writeOff.id}`, { userId: people.ben });
    expect(seen.body.writeOff).toMatchObject({
      costHidden: true,
      totals: { value: null },
      lines: [{ unitCost: null }],
    });
    const owner = await rig.ask(`/api/write-offs/${body.writeOff.id}`);
    expect(owner.body.writeOff).toMatchObject({ costHidden: false, totals: { value: { amount: "4.50" } } });
  });

  test("shows another shop's document to nobody: it is not found, like one that never was", async () => {
    const { body } = await rig.ask("/api/write-offs", { body: one() });
    const { id } = body.writeOff;
    const stranger = { shop: "other-shop", userId: "9400001" };
    const missing = await rig.ask(`/api/write-offs/${v7()}`, stranger);
    expect(missing).toMatchObject({ status: 404, body: { problems: [{ code: "not-found" }] } });
    const foreign = await rig.ask(`/api/write-offs/${id}`, stranger);
    expect([foreign.status, foreign.body]).toEqual([missing.status, missing.body]);
    const undo = { id: v7(), cause: "mistake" };
    for (const [path, wish] of [
      ["reversals", undo],
      ["reversals/preview", undo],
      ["lines/0/valuation", { unitCost: { amount: "1.00" } }],
      [`attempts/${v7()}/resolution`, { happened: true }],
    ] as const) {
      const foreign = await rig.ask(`/api/write-offs/${id}/${path}`, { ...stranger, body: wish });
      const nowhere = await rig.ask(`/api/write-offs/${v7()}/${path}`, { ...stranger, body: wish });
      expect([foreign.status, foreign.body], path).toEqual([nowhere.status, nowhere.body]);
      expect([403, 404]).toContain(foreign.status);
    }
    const list = await rig.ask("/api/write-offs", stranger);
    expect(list.body.writeOffs).toEqual([]);
  });

  test("takes no id from the body that the address names", async () => {
    const answer = await rig.ask(`/api/write-offs/${v7()}/reversals`, {
      body: { id: v7(), cause: "mistake", reverses: v7() },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { problems: [{ code: "bad-field", at: ["reverses"] }] },
    });
  });

  test("answers filters that make no sense, unknown addresses and ids that are none", async () => {
    expect(await rig.ask("/api/write-offs?state=gone&from=soon")).toMatchObject({
      status: 400,
      body: { problems: [{ at: ["state"] }, { code: "bad-date", at: ["from"] }] },
    });
    for (const path of ["/api/nothing", "/api/write-offs/7", "/api/write-offs/%00", "/api"]) {
      expect((await rig.ask(path)).status, path).toBe(404);
    }
    const position = await rig.ask(`/api/write-offs/${v7()}/lines/01/valuation`, { body: { unitCost: {} } });
    expect(position.status).toBe(404);
    expect(await rig.ask("/api/write-offs/form")).toMatchObject({
      status: 400,
      body: { problems: [{ code: "bad-id" }] },
    });
  });
});
