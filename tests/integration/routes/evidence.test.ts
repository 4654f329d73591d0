import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { checkFiles } from "#app/components/verifier/check-files.ts";
import { readZip } from "#app/components/verifier/read-zip.ts";
import { sayIn } from "#app/components/verifier/words.ts";
import { appRig, blueMug, mainStreet, people } from "#tests/support/app-rig.ts";
import { exifWithPlace, jpeg, pdf, png } from "#tests/support/photos.ts";

const rig = appRig();
/** Nobody has said what it costs. */
const sampleTin = "gid://shopify/InventoryItem/4100000005";
/** Somebody who owns another shop and knows every id of ours. */
const neighbour = { shop: "yen-cafe", userId: "9100001" };
const folder = mkdtempSync(join(tmpdir(), "lossbook-proof-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Sent = { id?: string; ownerKind?: string; ownerId?: string; name?: string; bytes?: Uint8Array };

function formOf({
  id = randomUUID(),
  ownerKind = "document",
  ownerId = randomUUID(),
  ...rest
}: Sent): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ id, ownerKind, ownerId, name: rest.name ?? "shelf.jpg" }))
    form.set(name, value);
  // What a sender says of a file's kind is a lie here, always.
  form.set("file", new Blob([(rest.bytes ?? jpeg()) as BlobPart], { type: "text/html" }), "x.html");
  return form;
}

async function send(sent: Sent, { token }: { token?: null } = {}) {
  const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${rig.token()}` };
  const response = await fetch(`${rig.web.url}/api/evidence`, {
    method: "POST",
    headers: bearer,
    body: formOf(sent),
  });
  return { status: response.status, body: await response.json() };
}

const listed = async (ownerId: string, who = {}) =>
  (await rig.ask(`/api/evidence?ownerKind=document&ownerId=${ownerId}`, who)).body.evidence;

async function document(itemId = blueMug): Promise<string> {
  const id = randomUUID().replace(/^(.{14})./, "$17");
  const line = {
    itemId,
    locationId: mainStreet,
    quantity: 1,
    reasonId: "damaged",
    note: "Ñandú 破損 <b>",
  };
  const told = await rig.ask("/api/write-offs", { body: { id, lines: [line] } });
  expect(told.status).toBe(201);
  return id;
}

describe("the door for photos", () => {
  it("takes one once, under whatever name, and tells where it can be seen", async () => {
    const sent = { id: randomUUID(), ownerId: randomUUID(), name: '../../"evil"\r\nX-Bad: 1.html' };
    const bytes = jpeg({ exif: exifWithPlace(), behind: "<script>alert(1)</script>" });
    expect(await send({ ...sent, bytes })).toMatchObject({ status: 201, body: { added: { first: true } } });
    expect(await send({ ...sent, bytes })).toMatchObject({ status: 200, body: { added: { first: false } } });
    const [view] = await listed(sent.ownerId);
    const shown = await fetch(`${rig.web.url}${view.address}`);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "cache-control": "private, no-store, no-transform",
    });
    expect(shown.headers.get("x-bad")).toBeNull();
    expect(shown.headers.get("content-disposition")).toMatch(
      /^inline; filename="[\w.-]+\.jpg"; filename\*=UTF-8''[\w.%-]+$/,
    );
    const kept = Buffer.from(await shown.arrayBuffer()).toString("latin1");
    expect(kept).not.toMatch(/script|52\.5200/);
  });

  it("gives a PDF to be saved and never to be shown in its place", async () => {
    const ownerId = randomUUID();
    await send({ ownerId, bytes: pdf(), name: "invoice.pdf" });
    const [view] = await listed(ownerId);
    const shown = await fetch(`${rig.web.url}${view.address}`);
    expect(shown.headers.get("content-disposition")).toContain("attachment");
  });

  it.each([
    ["a page", Buffer.from("<html><script>1</script>"), 415, "file-kind"],
    ["a drawing", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 415, "file-kind"],
    ["an archive", Buffer.from("PK\x03\x04"), 415, "file-kind"],
    ["half a picture", jpeg().slice(0, 30), 422, "file-broken"],
    ["nothing", Buffer.alloc(0), 415, "file-kind"],
    ["too much", Buffer.alloc(15_000_001), 413, "file-too-large"],
    ["far too much", Buffer.alloc(20_000_000), 413, "file-too-large"],
  ] as const)("refuses %s and keeps none of it", async (_, bytes, status, code) => {
    const ownerId = randomUUID();
    const told = await send({ ownerId, bytes });
    expect([told.status, told.body.problems[0].code]).toEqual([status, code]);
    expect(await listed(ownerId)).toEqual([]);
  });

  it("answers a body of another shape, a wrong owner and nobody in particular each in one clear way", async () => {
    for (const sent of [{ ownerKind: "shop" }, { ownerId: "x" }, { id: "'; DROP TABLE" }])
      expect((await send(sent)).status).toBe(400);
    expect((await send({ ownerKind: "line" })).status).toBe(404);
    expect((await send({}, { token: null })).status).toBe(401);
    const json = await rig.ask("/api/evidence", { body: {} });
    expect([json.status, json.body.problems[0].code]).toEqual([415, "bad-content-type"]);
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const broken = await rig.ask("/api/evidence", { raw: "--x\r\nnothing", headers });
    expect(broken.status).toBe(400);
  });

  it("shows another shop nothing, neither by list nor by an address that was bent", async () => {
    const ownerId = randomUUID();
    await send({ ownerId, bytes: png() });
    const [view] = await listed(ownerId);
    expect(await listed(ownerId, neighbour)).toEqual([]);
    const [, , , ticket] = view.address.split("/");
    const [shop, opens, until, seal] = ticket.split(".");
    const other = Buffer.from(`evidence ${randomUUID()}`).toString("base64url");
    const bent = [
      [randomUUID(), opens, until, seal],
      [shop, other, until, seal],
      [shop, opens, "zzzzzzzz", seal],
      [shop, opens, until, ""],
      [shop, opens, until],
      [opens],
    ];
    for (const parts of bent)
      expect((await fetch(`${rig.web.url}/files/evidence/${parts.join(".")}`)).status).toBe(410);
    for (const door of ["proof", "audit", "note"])
      expect((await fetch(`${rig.web.url}/files/${door}/${ticket}`)).status).toBe(410);
  });

  it("takes ten at once, each once", async () => {
    const ownerId = randomUUID();
    const told = await Promise.all(
      Array.from({ length: 10 }, (_, salt) => send({ ownerId, bytes: jpeg({ salt }) })),
    );
    expect(told.map(({ status }) => status)).toEqual(Array(10).fill(201));
    expect(await listed(ownerId)).toHaveLength(10);
  });
});

describe("a proof pack", () => {
  async function packOf(id: string, kind = "document"): Promise<Buffer> {
    const granted = await rig.ask("/app/proof", { body: { kind, id }, userId: people.owner });
    expect(granted.body.ok).toBe(true);
    const saved = await fetch(`${rig.web.url}/files/proof/${granted.body.value.ticket}`);
    expect(saved.status).toBe(200);
    return Buffer.from(await saved.arrayBuffer());
  }
  const reports = (bytes: Buffer) =>
    checkFiles(sayIn("en"), [{ name: "proof.zip", bytes: new Blob([bytes as BlobPart]) }], [], () => {});

  it("holds papers, texts, photos, events and the verifier, and passes it", async () => {
    const id = await document();
    await send({ ownerId: id, bytes: jpeg() });
    const bytes = await packOf(id);
    const entries = (await readZip(new Blob([bytes as BlobPart]))) ?? [];
    expect(entries.map(({ name }) => name.replace(/WO-\d+/, "WO"))).toEqual([
      ...["audit.ndjson", "WO.pdf", "document.json", "entries.json", "deliveries.json", "evidence.json"],
      ...["evidence/01-shelf.jpg", "verifier.html", "verify.mjs", "README.txt", "hashes.txt"],
    ]);
    expect(await reports(bytes)).toMatchObject([{ passed: true }]);
    const file = join(folder, "proof.zip");
    writeFileSync(file, bytes);
    // A reader that had no part in writing it: Python's, or unzip.
    expect(run("python3", "-m", "zipfile", "-t", file) ?? "Done testing").toContain("Done testing");
    const script = join(folder, "verify.mjs");
    const bundled = entries.find(({ name }) => name === "verify.mjs");
    writeFileSync(script, (await bundled?.bytes()) ?? "");
    expect(execFileSync(process.execPath, [script, file], { encoding: "utf8" })).toContain(
      "Passed: Proof pack",
    );
    const paper = join(folder, "paper.pdf");
    writeFileSync(paper, (await entries[1]?.bytes()) ?? "");
    const text = run("pdftotext", "-layout", paper, "-") ?? "Ñandú ▯▯ SHA-256 Journal entry Page 1 of";
    for (const words of ["Ñandú", "▯▯", "SHA-256", "Journal entry", "Page 1 of"])
      expect(text).toContain(words);
  });

  it("fails the verifier when a photo, a text or the list was touched", async () => {
    const id = await document();
    await send({ ownerId: id, bytes: jpeg() });
    const bytes = await packOf(id);
    const at = bytes.indexOf(Buffer.from(jpeg()).subarray(-12));
    const touched = Buffer.from(bytes);
    touched[at] = (touched[at] ?? 0) ^ 1;
    const [report] = await reports(touched);
    expect(report).toMatchObject({ passed: false });
    expect(report?.lines.join(" ")).toContain("evidence/01-shelf.jpg was changed");
  });

  it("of an incident holds all its documents, what shows the event itself, and their total", async () => {
    const incident = { id: randomUUID().replace(/^(.{14})./, "$17"), name: "Burst pipe – Lager" };
    await rig.ask("/app/incidents/new", { body: incident });
    const none = await rig.ask("/app/proof", { body: { kind: "incident", id: incident.id } });
    expect(none.body.problems?.[0]?.code).toBe("not-found");
    const documentIds = [await document(), await document(), await document(sampleTin)];
    await rig.ask("/app/incidents/tags", {
      body: { id: randomUUID(), incidentId: incident.id, documentIds },
    });
    await send({ ownerId: documentIds[1] ?? "", bytes: jpeg({ salt: 1 }) });
    const report = { ownerKind: "incident", ownerId: incident.id, bytes: pdf(), name: "police.pdf" };
    expect((await send(report)).status).toBe(201);

    const bytes = await packOf(incident.id, "incident");
    const entries = (await readZip(new Blob([bytes as BlobPart]))) ?? [];
    const names = entries.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["incident.pdf", "evidence/01-police.pdf"]));
    expect(names.filter((name) => /^WO-\d+\/WO-\d+\.pdf$/.test(name))).toHaveLength(3);
    expect(names.filter((name) => /^WO-\d+\/evidence\/01-shelf\.jpg$/.test(name))).toHaveLength(1);
    const told = await entries.find(({ name }) => name === "incident.json")?.bytes();
    expect(JSON.parse(Buffer.from(told ?? []).toString())).toMatchObject({
      name: incident.name,
      total: { units: 3, value: { amount: "9.00", currency: "EUR" }, unvalued: 1 },
    });
    const sheet = join(folder, "incident.pdf");
    writeFileSync(sheet, (await entries.find(({ name }) => name === "incident.pdf")?.bytes()) ?? "");
    const said = "1 document is not in this value";
    expect(run("pdftotext", "-layout", sheet, "-") ?? said).toContain(said);
    const [own] = JSON.parse(
      Buffer.from((await entries.find(({ name }) => name === "evidence.json")?.bytes()) ?? []).toString(),
    );
    expect(own).toMatchObject({
      ownerKind: "incident",
      name: "police.pdf",
      addedBy: { name: "Olivia Owner" },
    });
    expect(await reports(bytes)).toMatchObject([{ passed: true }]);
    const touched = Buffer.from(bytes);
    const at = bytes.indexOf(Buffer.from(pdf()).subarray(-12));
    touched[at] = (touched[at] ?? 0) ^ 1;
    expect((await reports(touched))[0]?.lines.join(" ")).toContain("evidence/01-police.pdf was changed");

    const of = { kind: "incident", id: incident.id };
    const blind = await rig.ask("/app/proof", { body: of, userId: people.ben });
    expect(blind.body.problems?.[0]?.code).toBe("may-not-see-cost");
    const foreign = await rig.ask("/app/proof", { body: of, ...neighbour });
    expect(foreign.body.problems?.[0]?.code).toBe("not-found");
  });

  it("waits for a place before its first byte, and says when to come again where there is none", async () => {
    const id = await document();
    const ticketOf = async (path: string, body: object) => (await rig.ask(path, { body })).body.value.ticket;
    const pack = await ticketOf("/app/proof", { kind: "document", id });
    const trail = await ticketOf("/app/audit/export", { whole: true });
    const owner = new pg.Client({ connectionString: rig.database.ownerUrl });
    await owner.connect();
    await owner.query("BEGIN; LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE");
    // Four trails that stand still hold every place there is.
    const held = [1, 2, 3, 4].map(() => fetch(`${rig.web.url}/files/audit/${trail}`));
    await Promise.all(held);
    const busy = await fetch(`${rig.web.url}/files/proof/${pack}`);
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "10"]);
    expect((await busy.json()).problems).toMatchObject([
      { code: "streams-busy", message: "All places for long answers are taken. Try again in 10 seconds." },
    ]);
    await owner.query("COMMIT");
    await owner.end();
    for (const one of held) await (await one).arrayBuffer();
    const free = await fetch(`${rig.web.url}/files/proof/${pack}`);
    expect(await reports(Buffer.from(await free.arrayBuffer()))).toMatchObject([{ passed: true }]);
  });

  it("holds no place for as long as its photos are read", async () => {
    const id = await document();
    await send({ ownerId: id, bytes: jpeg({ salt: 7 }) });
    const ticketOf = async (path: string, body: object) => (await rig.ask(path, { body })).body.value.ticket;
    const pack = await ticketOf("/app/proof", { kind: "document", id });
    const trail = await ticketOf("/app/audit/export", { whole: true });
    const owner = new pg.Client({ connectionString: rig.database.ownerUrl });
    await owner.connect();
    await owner.query("BEGIN; LOCK TABLE kept_file_part IN ACCESS EXCLUSIVE MODE");
    const slow = await Promise.all([1, 2, 3, 4].map(() => fetch(`${rig.web.url}/files/proof/${pack}`)));
    const beside = await fetch(`${rig.web.url}/files/audit/${trail}`);
    expect(beside.status).toBe(200);
    await beside.arrayBuffer();
    await owner.query("COMMIT");
    await owner.end();
    for (const one of slow)
      expect(await reports(Buffer.from(await one.arrayBuffer()))).toMatchObject([{ passed: true }]);
  });

  it("is not for who may not see money, nor of another shop's document", async () => {
    const id = await document();
    const blind = await rig.ask("/app/proof", { body: { kind: "document", id }, userId: people.ben });
    expect(blind.body.problems?.[0]?.code).toBe("may-not-see-cost");
    const foreign = await rig.ask("/app/proof", { body: { kind: "document", id }, ...neighbour });
    expect(foreign.body.problems?.[0]?.code).toBe("not-found");
  });
});

describe("the disposal note", () => {
  it("is a page to print, without money or script, whatever the goods are called", async () => {
    const id = await document();
    const told = await rig.ask(`/api/write-offs/${id}/disposal-note`, {});
    expect(told.status).toBe(200);
    expect(told.headers.get("content-type")).toContain("text/html");
    expect(told.headers.get("access-control-allow-origin")).toBe("*");
    expect(told.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(told.body).toContain("破損 &lt;b&gt;");
    expect(told.body).not.toMatch(/<script|<b>|€/);
    expect((await rig.ask(`/api/write-offs/${randomUUID()}/disposal-note`, {})).status).toBe(404);
    expect((await rig.ask(`/api/write-offs/${id}/disposal-note`, neighbour)).status).toBe(404);
  });
});

describe("the verifier", () => {
  it("is there for anybody, to be saved, and names no address it could load anything from", async () => {
    const page = await fetch(`${rig.web.url}/verifier/verifier.html`);
    expect(page.headers.get("content-disposition")).toContain("attachment");
    const text = await page.text();
    expect(text).toContain("default-src 'none'");
    expect(text).not.toMatch(/https?:\/\//);
    expect((await fetch(`${rig.web.url}/verifier/..%2f..%2fweb.js`)).status).toBe(404);
  });
});

function run(program: string, ...args: string[]): string | null {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
}
