import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";

const rig = appRig();
const mug = "/api/disposal-notes?productId=gid://shopify/Product/8000000001";
const line = {
  itemId: blueMug,
  locationId: mainStreet,
  quantity: 2,
  reasonId: "damaged",
  disposal: "donated",
};

async function writeOff(change: object = {}): Promise<string> {
  const id = v7();
  const command = { id, note: "Fell <b>&", lines: [{ ...line, ...change }] };
  expect((await rig.ask("/api/write-offs", { body: command })).status).toBe(201);
  return id;
}

async function noteOf(id: string, userId?: string): Promise<string> {
  const { body } = await rig.ask(mug, userId ? { userId } : {});
  const found = body.notes.find((note: { id: string }) => note.id === id);
  return (await rig.ask(found.src, { token: null })).body as string;
}

describe("the door of disposal notes", () => {
  test("prints what left the shelf, where to and why, and no cost", async () => {
    const id = await writeOff();
    const { status, body } = await rig.ask(mug);
    expect(status).toBe(200);
    expect(body.notes[0]).toMatchObject({ id, number: "WO-000001", units: 2, reasonLabel: "Damaged" });
    const paper = await rig.ask(body.notes[0].src, { token: null });
    expect(paper.status).toBe(200);
    expect(paper.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(paper.headers.get("access-control-allow-origin")).toBe("*");
    for (const words of [
      "Disposal note WO-000001",
      "Blue mug",
      "MUG-BLUE",
      "Main street",
      "Donated",
      "Witness",
    ])
      expect(paper.body).toContain(words);
    expect(paper.body).not.toMatch(/4[.,]50|9[.,]00|EUR|<script/);
    expect(paper.body).toContain("Fell &lt;b&gt;&amp;");
  });

  test("says on the paper that a document was undone, or that lines of it did not leave", async () => {
    const id = await writeOff();
    const undo = { id: v7(), cause: "mistake" };
    await rig.ask(`/api/write-offs/${id}/reversals`, { body: undo });
    expect(await noteOf(id)).toMatch(/undone by WO-\d{6}/);
  });

  test("speaks the language of the person who prints", async () => {
    const manager = rig.shopify.shop("mug-shop").staff.get(people.manager);
    if (manager) manager.locale = "es";
    const id = await writeOff();
    expect(await noteOf(id, people.manager)).toContain("Nota de eliminación");
  });

  test("opens for nobody by a made-up, changed or foreign address", async () => {
    await writeOff();
    const { src } = (await rig.ask(mug)).body.notes[0];
    for (const wrong of [`${src}x`, src.replace(/.{6}$/, "AAAAAA"), "/files/notes/x", "/files/notes/%00"]) {
      const answer = await rig.ask(wrong, { token: null });
      expect(answer, wrong).toMatchObject({ status: 410, body: { problems: [{ code: "download-over" }] } });
    }
    const asEvidence = src.replace("/files/notes/", "/files/evidence/");
    expect((await rig.ask(asEvidence, { token: null })).status).toBe(410);
  });

  test("lets the admin ask beforehand, as its browser does when it adds a token", async () => {
    const { src } = (await rig.ask(mug)).body.notes[0];
    const answer = await rig.ask(src, { method: "OPTIONS", token: null });
    expect(answer.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect((await rig.ask(src, { token: "whatever" })).status).toBe(200);
    expect((await rig.ask(src, { method: "POST", body: {}, token: null })).status).toBe(405);
  });

  test("offers no refused document, nobody else's, and nothing without a token", async () => {
    expect((await rig.ask(mug, { token: null })).status).toBe(401);
    expect((await rig.ask("/api/disposal-notes")).status).toBe(400);
    const other = [...rig.shopify.state.shops.values()].find(({ handle }) => handle !== "mug-shop");
    const owner = [...(other?.staff.values() ?? [])].find(({ accountOwner }) => accountOwner);
    const told = await rig.ask(mug, { shop: other?.handle ?? "", userId: owner?.id ?? "" });
    expect(told.body.notes).toEqual([]);
  });
});
