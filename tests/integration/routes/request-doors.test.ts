import { v7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";
import { jpeg } from "#tests/support/photos.ts";

const rig = appRig();
const stranger = { shop: "other-shop", userId: "9400001" };
const codesOf = (body: { problems?: { code: string }[] } | null) => body?.problems?.map(({ code }) => code);
const line = { itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
const deciding = { approval: {}, return: { words: "Why?" }, rejection: { words: "No" }, withdrawal: {} };
const settings = {
  [`/app/settings/people/${people.ben}/role`]: { role: "assistant", locations: [] },
  "/app/settings/people/others": { role: null },
  "/app/settings/approval/rules": {
    ...{ id: v7(), act: "write-off", measure: "value", span: "person-day", most: "1000000" },
    ...{ reasonId: null, locationId: null, personId: null },
  },
  "/app/settings/approval/reminder": { hours: 48 },
};
let id: string;

async function asked(): Promise<string> {
  const body = { id: v7(), lines: [line] };
  expect((await rig.ask("/api/write-offs", { body, userId: people.ava })).status).toBe(202);
  return body.id;
}

beforeAll(async () => {
  for (const userId of [people.ben, people.ava]) await rig.ask("/app", { userId });
  id = await asked();
});

describe.each(Object.entries(deciding))("a request's door %s", (door, body) => {
  const path = () => `/app/requests/${id}/${door}`;

  it("gives whatever has another shape one clear answer", async () => {
    for (const wrong of [
      {},
      [],
      null,
      "x",
      { ...body, revision: 0 },
      { ...body, revision: "1" },
      { ...body, revision: 1, more: 1 },
    ]) {
      const told = await rig.ask(path(), { body: wrong });
      expect([told.body.ok, (codesOf(told.body)?.length ?? 0) > 0]).toEqual([false, true]);
    }
    const nameless = await rig.ask(`/app/requests/x/${door}`, { body: { ...body, revision: 1 } });
    expect(codesOf(nameless.body)).toEqual(["bad-id"]);
  });

  it("is shut to another shop, to whoever may not, and to nobody", async () => {
    const sent = { ...body, revision: 1 };
    expect(codesOf((await rig.ask(path(), { body: sent, ...stranger })).body)).toEqual(["not-found"]);
    const other = await rig.ask(path(), {
      body: sent,
      userId: door === "withdrawal" ? people.ben : people.ava,
    });
    expect(other.body.ok).toBe(false);
    expect((await rig.ask(path(), { body: sent, token: null })).body?.ok).not.toBe(true);
  });

  it("does not decide about what was never seen", async () => {
    const userId = door === "withdrawal" ? people.ava : undefined;
    const told = await rig.ask(path(), { body: { ...body, revision: 7 }, ...(userId ? { userId } : {}) });
    expect(codesOf(told.body)).toEqual(["request-moved-on"]);
  });
});

it("a request stands under Waiting for who decides and for who asked, and in no other shop", async () => {
  const shown = async (as: object = {}) =>
    String((await rig.ask("/app/write-offs.data?view=waiting", as)).body).includes(id);
  expect([await shown(), await shown({ userId: people.ava }), await shown(stranger)]).toEqual([
    true,
    true,
    false,
  ]);
});

it("a request is changed by who asked and read by nobody who may not decide", async () => {
  const command = { revision: 1, lines: [{ ...line, quantity: 2 }] };
  const path = `/app/requests/${id}/revision`;
  expect(codesOf((await rig.ask(path, { body: command })).body)).toEqual(["not-found"]);
  const changed = await rig.ask(path, { body: command, userId: people.ava });
  expect(changed.body).toMatchObject({ ok: true, value: { revision: 2 } });
  // The address says which request it is, whatever the body calls itself.
  const named = { ...command, revision: 2, id: v7() };
  const under = await rig.ask(path, { body: named, userId: people.ava });
  expect(under.body).toMatchObject({ ok: true, value: { revision: 3 } });
  expect((await rig.ask(`/app/requests/${named.id}`, { userId: people.ava })).status).toBe(404);
  expect((await rig.ask(`/app/requests/${id}`, stranger)).status).toBe(404);
});

describe.each(Object.entries(settings))("%s", (path, body) => {
  it("does what the owner asks, and gives another shape one clear answer", async () => {
    expect((await rig.ask(path, { body })).body.ok).toBe(true);
    for (const wrong of [{}, [], null, "x", { ...body, more: 1 }]) {
      const told = await rig.ask(path, { body: wrong });
      expect([told.body.ok, (codesOf(told.body)?.length ?? 0) > 0]).toEqual([false, true]);
    }
  });

  it("is shut to everybody who was not given it", async () => {
    for (const userId of [people.ben, people.ava])
      expect(codesOf((await rig.ask(path, { body, userId })).body)).toEqual(["not-your-role"]);
  });
});

describe("the page outside", () => {
  const post = (fields: Record<string, string>, headers = {}) =>
    fetch(`${rig.web.url}/report`, { method: "POST", body: new URLSearchParams(fields), headers });

  async function link(): Promise<string> {
    const body = {
      ...{ id: v7(), label: "<script>alert(1)</script>", locationId: mainStreet, itemIds: [blueMug] },
      ...{ vendor: null, days: 7, usesMax: 5 },
    };
    const made = await rig.ask("/app/settings/links/making", { body });
    return new URL(made.body.value.address).searchParams.get("link") ?? "";
  }

  it("shows the shop's name and the named items, and nothing more: no script, no cookie, no frame", async () => {
    const answer = await fetch(`${rig.web.url}/report?link=${await link()}`);
    const page = await answer.text();
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*form-action 'self'/);
    expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(page).toContain("Blue mug");
    expect(page).not.toMatch(/<script|alert|Main street|\b4\.50\b|Kiln|olivia/i);
  });

  it("gives what was typed back as text, and takes no more than a form", async () => {
    const token = await link();
    const fields = {
      link: token,
      id: v7(),
      reporter: '"><img src=x onerror=alert(1)>',
      note: "</textarea><b>",
      reason: "",
    };
    const answer = await post(fields);
    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).not.toMatch(/<img|<b>/);
    expect((await post({ ...fields, note: "x".repeat(30_000) })).status).toBe(413);
  });

  it("makes a request of a report, once, and refuses forged and foreign fields", async () => {
    const token = await link();
    const report = {
      link: token,
      id: v7(),
      reporter: "Ana",
      note: "",
      reason: "damaged",
      [`quantity ${blueMug}`]: "2",
    };
    for (const _again of [1, 2]) expect((await post(report)).status).toBe(200);
    expect((await rig.ask(`/app/requests/${report.id}`)).status).toBe(200);
    const wrong = { ...report, id: v7() };
    for (const quantity of ["-1", "1.5", "1e9", "x"])
      expect((await post({ ...wrong, [`quantity ${blueMug}`]: quantity })).status).toBe(400);
    const foreign = {
      ...wrong,
      [`quantity ${blueMug}`]: "",
      "quantity gid://shopify/InventoryItem/4100000002": "1",
    };
    expect((await post(foreign)).status).toBe(400);
    // In the middle: the last letter carries bits that mean nothing.
    const forged = token.replace(/(?<=^.{20})./, (letter) => (letter === "A" ? "B" : "A"));
    expect((await post({ ...wrong, link: forged })).status).not.toBe(200);
  });
});

describe("an approval by hand", () => {
  it("names what it saw in a shape of its own, and covers no photo it does not name", async () => {
    const waiting = await asked();
    const form = new FormData();
    const photo = { id: v7(), ownerKind: "document", ownerId: waiting, name: "shelf.jpg" };
    for (const [name, value] of Object.entries(photo)) form.set(name, value);
    form.set("file", new Blob([jpeg() as BlobPart]), "shelf.jpg");
    const headers = { authorization: `Bearer ${rig.token(people.ava)}` };
    expect((await fetch(`${rig.web.url}/api/evidence`, { method: "POST", headers, body: form })).status).toBe(
      201,
    );
    const approve = (more: object) =>
      rig.ask(`/app/requests/${waiting}/approval`, { body: { revision: 1, ...more } });
    const shapes = [{ evidence: "x" }, { evidence: ["x"] }, { evidence: Array(51).fill(v7()) }];
    for (const wrong of [...shapes, { reasons: ["because"] }, { reasons: {} }])
      expect((await approve(wrong)).body).toMatchObject({ ok: false });
    for (const blind of [{}, { evidence: [] }, { evidence: [v7()] }])
      expect(codesOf((await approve(blind)).body)).toEqual(["request-photos-changed"]);
    expect((await approve({ evidence: [photo.id] })).body).toMatchObject({ ok: true });
  });
});
