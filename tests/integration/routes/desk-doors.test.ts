import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const codesOf = (body: { problems?: { code: string }[] }) => body.problems?.map(({ code }) => code);
const documents: string[] = [];

beforeAll(async () => {
  for (let one = 0; one < 2; one += 1) {
    const id = randomUUID();
    const lines = [{ itemId: blueMug, locationId: mainStreet, quantity: 1 + one, reasonId: "damaged" }];
    expect((await rig.ask("/api/write-offs", { body: { id, lines } })).status).toBe(201);
    documents.push(id);
  }
});

const view = () => ({
  id: randomUUID(),
  name: `View ${randomUUID().slice(0, 8)}`,
  query: "q=mug",
  shared: false,
});

describe("a view of the list", () => {
  it("is saved, changed and removed by whoever made it, and seen by nobody else until it is shared", async () => {
    const mine = view();
    const save = (body: object, userId = people.owner) => rig.ask("/app/write-offs/views", { body, userId });
    expect((await save(mine)).body).toEqual({ ok: true, value: { id: mine.id } });
    expect(codesOf((await save({ ...mine, name: "Taken over" }, people.manager)).body)).toEqual([
      "not-found",
    ]);
    const remove = (userId: string) =>
      rig.ask("/app/write-offs/views/removal", { body: { id: mine.id }, userId });
    expect(codesOf((await remove(people.manager)).body)).toEqual(["not-found"]);
    expect((await save({ ...mine, shared: true })).body.ok).toBe(true);
    expect((await save({ ...mine, shared: true, query: "q=plate" }, people.manager)).body.ok).toBe(true);
    expect(codesOf((await remove(people.ava)).body)).toEqual(["may-not-write-off"]);
    expect((await remove(people.manager)).body.ok).toBe(true);
    expect((await remove(people.manager)).body.ok).toBe(true);
  });

  it("has a name of its own among those one sees, and a shape", async () => {
    const [one, other] = [view(), view()];
    await rig.ask("/app/write-offs/views", { body: one });
    const same = { ...other, name: one.name.toUpperCase() };
    expect(codesOf((await rig.ask("/app/write-offs/views", { body: same })).body)).toEqual(["label-taken"]);
    for (const wrong of [{}, [], null, { ...other, more: 1 }, { ...other, name: " " }, { ...other, id: "1" }])
      expect((await rig.ask("/app/write-offs/views", { body: wrong })).body.ok).toBe(false);
    const shared = { ...other, shared: true };
    const told = await rig.ask("/app/write-offs/views", { body: shared, userId: people.ava });
    expect(codesOf(told.body)).toEqual(["may-not-write-off"]);
  });
});

describe("the columns", () => {
  it("are a person's own, and no others than there are", async () => {
    const choose = (columns: unknown) => rig.ask("/app/write-offs/columns", { body: { columns } });
    expect((await choose(["units", "units", "vendor"])).body).toEqual({
      ok: true,
      value: { columns: ["units", "vendor"] },
    });
    for (const wrong of [["password"], "units", null]) expect((await choose(wrong)).body.ok).toBe(false);
  });
});

describe("what is chosen", () => {
  const select = (body: object, userId = people.owner) =>
    rig.ask("/app/write-offs/selection", { body, userId });

  it("is told in numbers, by ids and by filter, and in money only to who may see it", async () => {
    expect((await select({ ids: documents })).body.value).toMatchObject({
      ...{ matching: 2, units: 3, reversible: 3 },
      value: { amount: "13.50", currency: "EUR" },
    });
    expect((await select({ query: "q=blue&sort=value" })).body.value).toMatchObject({
      matching: 2,
      units: 3,
    });
    const hidden = await select({ query: "valueFrom=100" }, people.ben);
    expect(hidden.body.value).toMatchObject({ matching: 2, value: null });
  });

  it("is nothing of another shop's, nothing without a shape and not too much", async () => {
    const theirs = await rig.ask("/app/write-offs/selection", {
      body: { ids: documents },
      shop: "other-shop",
      userId: "9100001",
    });
    expect(theirs.body?.value?.matching ?? 0).toBe(0);
    const many = Array.from({ length: 251 }, () => randomUUID());
    expect(codesOf((await select({ ids: many })).body)).toEqual(["too-many-documents"]);
    for (const wrong of [{}, { ids: [] }, { ids: ["1"] }, { ids: documents, query: "" }, { query: 1 }])
      expect((await select(wrong)).body.ok).toBe(false);
    expect((await select({ query: "state=gone" })).body.ok).toBe(false);
  });
});

describe("the file of documents", () => {
  const grant = async (body: object, userId = people.owner) =>
    (await rig.ask("/app/write-offs/export", { body, userId })).body.value?.ticket as string;
  const file = (ticket: string) => rig.ask(`/files/documents/${ticket}`, { token: null });

  it("has a row a line of all that was chosen, or matches", async () => {
    const rows = async (body: object) =>
      String((await file(await grant(body))).body)
        .trim()
        .split("\r\n");
    expect(await rows({ ids: documents.slice(0, 1) })).toHaveLength(2);
    const all = await rows({ query: "q=blue" });
    expect(all).toHaveLength(3);
    expect(all[1]).toMatch(/^WO-000002,1,off,done,.*,4\.50,9\.00,EUR,applied,/);
    expect(await rows({ query: "q=zebra" })).toHaveLength(1);
  });

  it("holds no cost for who may not see it, and opens by no other ticket", async () => {
    const [, row = ""] = String((await file(await grant({ ids: documents }, people.ben))).body).split("\r\n");
    expect(row).toContain("Damaged");
    expect(row).not.toMatch(/\b4[.,]50\b/);
    const ticket = await grant({ ids: documents });
    const forged = ticket.replace(
      /\.[^.]+\./,
      `.${Buffer.from("documents cost query ").toString("base64url")}.`,
    );
    expect((await file(forged)).status).toBe(410);
    expect((await rig.ask(`/files/evidence/${ticket}`, { token: null })).status).toBe(410);
  });
});

describe("an incident's doors", () => {
  it("are shut to whoever may not write off, and to another shape", async () => {
    const body = { id: randomUUID(), name: "Burst pipe" };
    for (const [path, wish] of [
      ["/app/incidents/new", body],
      [`/app/incidents/${body.id}/details`, { name: "x", closed: true }],
      ["/app/incidents/tags", { id: randomUUID(), incidentId: body.id, documentIds: documents }],
    ] as const) {
      const told = await rig.ask(path, { body: wish, userId: people.ava });
      expect([path, codesOf(told.body)]).toEqual([path, ["may-not-write-off"]]);
      expect((await rig.ask(path, { body: { ...wish, more: 1 } })).body.ok).toBe(false);
      expect((await rig.ask(path, { body: wish, token: null })).body?.ok).not.toBe(true);
    }
    expect((await rig.ask("/app/incidents/new", { body })).body.ok).toBe(true);
    const tags = { id: randomUUID(), incidentId: body.id, documentIds: documents };
    expect((await rig.ask("/app/incidents/tags", { body: tags })).body.value).toEqual({ tagged: 2 });
  });
});
