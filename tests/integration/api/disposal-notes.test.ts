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

async function paperOf(id: string, userId = people.owner): Promise<string> {
  const { body } = await rig.ask(mug, { userId });
  const found = body.notes.find((note: { id: string }) => note.id === id);
  return (await rig.ask(found.src, { userId })).body as string;
}

describe("the door of disposal notes", () => {
  test("leads to a paper of what left, where to and why, without a cost or a script", async () => {
    const id = await writeOff();
    const { status, body } = await rig.ask(mug);
    expect(status).toBe(200);
    expect(body.notes[0]).toMatchObject({ id, number: "WO-000001", units: 2, reasonLabel: "Damaged" });
    const paper = await rig.ask(body.notes[0].src);
    expect(paper.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(paper.headers.get("access-control-allow-origin")).toBe("*");
    for (const words of ["Disposal note WO-000001", "Blue mug", "MUG-BLUE", "Main street", "Donated"])
      expect(paper.body).toContain(words);
    expect(paper.body).not.toMatch(/\b4[.,]50\b|\b9[.,]00\b|EUR|<script/);
    expect(paper.body).toContain("Fell &lt;b&gt;&amp;");
  });

  test("says on the paper that a document was undone", async () => {
    const id = await writeOff();
    expect(await paperOf(id)).not.toContain("undone");
    await rig.ask(`/api/write-offs/${id}/reversals`, { body: { id: v7(), cause: "mistake" } });
    expect(await paperOf(id)).toMatch(/undone by WO-\d{6}/);
  });

  test("lets the admin ask beforehand, as its browser does when it adds a token", async () => {
    const { src } = (await rig.ask(mug)).body.notes[0];
    const answer = await rig.ask(src, { method: "OPTIONS", token: null });
    expect(answer.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect((await rig.ask(src, { token: null })).status).toBe(401);
  });

  test("offers nobody else's document, and nothing without a token", async () => {
    expect((await rig.ask(mug, { token: null })).status).toBe(401);
    expect((await rig.ask("/api/disposal-notes")).status).toBe(400);
    const { src } = (await rig.ask(mug)).body.notes[0];
    const other = [...rig.shopify.state.shops.values()].find(({ handle }) => handle !== "mug-shop");
    const owner = [...(other?.staff.values() ?? [])].find(({ accountOwner }) => accountOwner);
    const stranger = { shop: other?.handle ?? "", userId: owner?.id ?? "" };
    expect((await rig.ask(mug, stranger)).body.notes).toEqual([]);
    expect((await rig.ask(src, stranger)).status).toBe(404);
  });
});
