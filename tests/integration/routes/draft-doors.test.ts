import { v7 } from "uuid";
import { describe, expect, it } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const backRoom = "gid://shopify/Location/7000000002";
const codesOf = (body: { problems?: { code: string }[] }) => body.problems?.map(({ code }) => code);
const shelf = () => rig.shopify.quantity({ itemId: blueMug, locationId: mainStreet });

const goods = { itemId: blueMug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
const content = { reasonId: "", disposal: "", note: "", eventDate: "", incidentId: "", lines: [] };

const doors: Record<string, () => object> = {
  "/app/drafts/flags": () => ({ id: v7(), ...goods }),
  "/app/drafts/kept": () => ({ salvage: "repair", lines: [{ id: v7(), ...goods }] }),
  "/app/drafts/forms": () => ({ id: v7(), revision: 0, content }),
};

describe.each(Object.entries(doors))("%s", (path, wish) => {
  it("does what is wished, and the same wish once", async () => {
    const body = wish();
    for (let time = 0; time < 2; time += 1) {
      const told = await rig.ask(path, { body });
      expect([told.status, told.body.ok ?? told.body]).toEqual([200, true]);
    }
    expect(shelf()).toBe(40);
  });

  it("gives whatever has another shape one clear answer", async () => {
    for (const wrong of [{}, [], null, "x", { ...wish(), more: 1 }, { ...wish(), id: "1", lines: 7 }]) {
      const told = await rig.ask(path, { body: wrong });
      expect(told.body.ok).toBe(false);
      expect(codesOf(told.body)?.length).toBeGreaterThan(0);
    }
    const broken = await rig.ask(path, { raw: "{", headers: { "content-type": "application/json" } });
    expect(codesOf(broken.body)).toEqual(["bad-json"]);
  });

  it("is shut to whoever is nobody", async () => {
    const nobody = await rig.ask(path, { body: wish(), token: null });
    expect(nobody.body?.ok).not.toBe(true);
  });
});

describe("another shop", () => {
  const theirs = { shop: "other-shop", userId: "9400001" };

  it("neither flags, takes, changes nor reads what is not its own", async () => {
    const id = v7();
    await rig.ask("/app/drafts/flags", { body: { ...goods, id, note: "ours" } });
    const flag = await rig.ask("/app/drafts/flags", { body: { id: v7(), ...goods }, ...theirs });
    expect(flag.body.ok).not.toBe(true);
    const calls: [string, object][] = [
      ["/app/drafts/discards", { lines: [{ id, revision: 1 }] }],
      [`/app/drafts/flags/${id}`, { revision: 1, quantity: 2, reasonId: "damaged", note: "" }],
      ["/app/drafts/beginnings", { id: v7(), flags: [id] }],
      ["/app/drafts/beginnings", { id: v7(), documentId: id }],
    ];
    for (const [path, body] of calls)
      expect(codesOf((await rig.ask(path, { body, ...theirs })).body)).toBeTruthy();
    const ours = await rig.ask("/app/drafts/discards", { body: { lines: [{ id, revision: 1 }] } });
    expect(ours.body).toMatchObject({ ok: true, value: { discarded: 1 } });
  });
});

describe("somebody else of the shop", () => {
  it("neither reads nor writes a form that is not theirs", async () => {
    const id = v7();
    await rig.ask("/app/drafts/forms", { body: { id, revision: 0, content: { ...content, note: "mine" } } });
    const other = { userId: people.manager };
    const written = await rig.ask("/app/drafts/forms", { body: { id, revision: 1, content }, ...other });
    expect(codesOf(written.body)).toEqual(["id-taken"]);
    await rig.ask("/app/drafts/forms/discards", { body: { id }, ...other });
    const kept = await rig.ask("/app/drafts/forms", {
      body: { id, revision: 1, content: { ...content, note: "still mine" } },
    });
    expect(kept.body).toMatchObject({ ok: true, value: { revision: 2 } });
  });
});

describe("the door through which a draft is sent", () => {
  it("opens to its own person with the revision they saw, and to nobody else", async () => {
    const id = v7();
    const variant = {
      ...{ itemId: blueMug, variantId: null, productId: null, title: "Blue mug", variantTitle: "" },
      ...{ sku: "", barcode: "", imageUrl: null, levels: [] },
    };
    const line = {
      ...{ key: v7(), variant, locationId: mainStreet, quantity: "1", reasonId: "lost", disposal: "" },
      ...{ theftClass: "", note: "", cost: null, salvage: "", draftLineId: null },
    };
    await rig.ask("/app/drafts/forms", { body: { id, revision: 0, content: { ...content, lines: [line] } } });
    const before = shelf();
    const send = (body: unknown, ask = {}) => rig.ask(`/app/drafts/${id}/submission`, { body, ...ask });
    for (const wrong of [{}, [], "x", { revision: 0 }, { revision: "1" }, { revision: 1, lines: [line] }])
      expect(codesOf((await send(wrong)).body)?.length).toBeGreaterThan(0);
    expect(codesOf((await send({ revision: 1 }, { userId: people.manager })).body)).toEqual(["not-found"]);
    const theirs = { shop: "other-shop", userId: "9400001" };
    expect(codesOf((await send({ revision: 1 }, theirs)).body)).toEqual(["not-found"]);
    expect((await send({ revision: 1 }, { token: null })).body?.ok).not.toBe(true);
    expect(codesOf((await send({ revision: 2 })).body)).toEqual(["changed-meanwhile"]);
    expect(shelf()).toBe(before);
    for (let time = 0; time < 2; time += 1)
      expect((await send({ revision: 1 })).body).toMatchObject({ ok: true, value: { documentId: id } });
    expect(shelf()).toBe(before - 1);
  });
});

describe("the page's own door for a write-off", () => {
  it("writes nothing off while a question is open, also for whoever forgot about questions", async () => {
    const place = { itemId: blueMug, locationId: backRoom };
    const before = rig.shopify.quantity(place);
    const lines = [{ ...goods, locationId: backRoom, quantity: before, reasonId: "lost" }];
    const key = `implausible-quantity ${blueMug} ${backRoom} ${before}`;
    const send = (more: object) =>
      rig.ask("/app/write-offs/new.data", { body: { id: v7(), lines, ...more } });
    for (const silent of [{}, { acknowledged: [] }, { acknowledged: ["something else"] }]) await send(silent);
    expect(rig.shopify.quantity(place)).toBe(before);
    await send({ acknowledged: [key] });
    expect(rig.shopify.quantity(place)).toBe(0);
  });
});

describe("the scanner's door", () => {
  it.each([
    ["4006381333931", 1],
    ["mug-blue", 1],
    ["MUG", 0],
    ['"', 0],
    ["sku:* OR id:>0", 0],
    ["", 0],
  ])("finds for %j exactly %i", async (code, count) => {
    const told = await rig.ask("/app/scan/codes", { body: { code } });
    expect(told.body.ok && told.body.value.variants).toHaveLength(count);
  });
});
