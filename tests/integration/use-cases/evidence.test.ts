import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { AddEvidenceCommand } from "#app/domain/evidence/evidence-command.ts";
import { evidenceOf } from "#app/queries/evidence-list.ts";
import { addEvidence } from "#app/use-cases/evidence/add-evidence.ts";
import { eraseEvidence } from "#app/use-cases/evidence/erase-evidence.ts";
import { withdrawEvidence } from "#app/use-cases/evidence/withdraw-evidence.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { exifWithPlace, jpeg, pdf } from "#tests/support/photos.ts";
import { mug, openDesk, problemsOf, submitted, write } from "./desk.ts";

const desk = openDesk();

const photoOf = (ownerId: string, parts: Partial<AddEvidenceCommand> = {}): AddEvidenceCommand => ({
  ...{ id: randomUUID(), ownerKind: "document", ownerId, name: "shelf.jpg" },
  ...parts,
});

async function bytesAt(ctx: ShopContext, sha256: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of ctx.files.read(Buffer.from(sha256, "hex"))) parts.push(part);
  return Buffer.concat(parts);
}

const eventsOf = (subjectId: string) =>
  desk.sql<{ kind: string; canonical: string }>(
    "SELECT kind, canonical FROM audit_event WHERE subject_id = $1 ORDER BY at, id",
    [subjectId],
  );

async function needingAPhoto(reasonId: string): Promise<void> {
  await desk.sql("UPDATE reason SET needs_evidence = (id = $1)", [reasonId]);
}

describe("a photo", () => {
  it("is kept without the place it was taken at, under the hash of what is kept, and told in the trail", async () => {
    const command = write({ itemId: mug });
    const added = await addEvidence(desk.manager, photoOf(command.id), jpeg({ exif: exifWithPlace() }));
    const [view] = await evidenceOf(desk.manager, [command.id]);
    const kept = await bytesAt(desk.manager, view?.sha256 ?? "");
    expect(createHash("sha256").update(kept).digest("hex")).toBe(view?.sha256);
    expect(kept.toString("latin1")).not.toContain("52.5200");
    expect(added).toMatchObject({ ok: true, value: { sha256: view?.sha256, first: true } });
    const [event] = await eventsOf(command.id);
    expect(event?.kind).toBe("evidence-added");
    expect(event?.canonical).toContain(view?.sha256);
    expect(event?.canonical).not.toContain("shelf");
  });

  it("of several megabytes comes back byte for byte", async () => {
    const bytes = Buffer.concat([pdf(), Buffer.alloc(3_000_000, "x"), Buffer.from("\n%%EOF\n")]);
    const owner = randomUUID();
    await addEvidence(desk.manager, photoOf(owner, { name: "invoice.pdf" }), bytes);
    const [view] = await evidenceOf(desk.manager, [owner]);
    expect(view).toMatchObject({ mediaType: "application/pdf", size: bytes.length, isShown: false });
    expect((await bytesAt(desk.manager, view?.sha256 ?? "")).equals(bytes)).toBe(true);
  });

  it("that is no longer whole, or not what its hash says, is never read as a shorter one", async () => {
    const files = desk.manager.files;
    const bytes = Buffer.alloc(2_500_000, "y");
    const { sha256 } = await files.keep(bytes);
    const shown = Buffer.from(sha256).toString("hex");
    expect((await bytesAt(desk.manager, shown)).length).toBe(bytes.length);
    const last = "sha256 = $1 AND position = (SELECT parts - 1 FROM kept_file WHERE sha256 = $1)";
    const damages = [
      `UPDATE kept_file_part SET content = 'z' WHERE ${last}`,
      `DELETE FROM kept_file_part WHERE ${last}`,
      "DELETE FROM kept_file_part WHERE sha256 = $1",
    ];
    await desk.sql("ALTER TABLE kept_file_part DISABLE TRIGGER USER");
    for (const damage of damages) {
      await desk.sql(damage, [sha256]);
      await expect(bytesAt(desk.manager, shown)).rejects.toThrow("what its hash says");
    }
    await desk.sql("ALTER TABLE kept_file_part ENABLE TRIGGER USER");
  });

  it("sent again, also at the same moment, is added once; another one under its id is refused", async () => {
    const command = photoOf(randomUUID());
    const answers = await Promise.all([1, 2, 3, 4].map(() => addEvidence(desk.manager, command, jpeg())));
    expect(answers.filter((one) => one.ok && one.value.first)).toHaveLength(1);
    expect(answers.every((one) => one.ok)).toBe(true);
    expect(await evidenceOf(desk.manager, [command.ownerId])).toHaveLength(1);
    expect(await eventsOf(command.ownerId)).toHaveLength(1);
    const other = await addEvidence(desk.manager, command, jpeg({ salt: 5 }));
    const elsewhere = await addEvidence(desk.manager, { ...command, ownerId: randomUUID() }, jpeg());
    expect([...problemsOf(other), ...problemsOf(elsewhere)].map(({ code }) => code)).toEqual([
      ...["id-taken", "id-taken"],
    ]);
  });

  it("hangs on a line of this shop, and is told with the line's document", async () => {
    const document = await submitted(desk, write({ itemId: mug }));
    const lineId = document.lines[0]?.id ?? "";
    const on = (id: string) => addEvidence(desk.manager, photoOf(id, { ownerKind: "line" }), jpeg());
    expect((await on(lineId)).ok).toBe(true);
    expect((await eventsOf(document.id)).at(-1)?.kind).toBe("evidence-added");
    expect(problemsOf(await on(document.id))).toMatchObject([{ code: "not-found" }]);
  });

  it("that is turned away leaves no bytes behind", async () => {
    const kept = async () =>
      (await desk.sql<{ n: number }>("SELECT count(*)::int AS n FROM kept_file"))[0]?.n;
    const before = await kept();
    const nowhere = photoOf(randomUUID(), { ownerKind: "line" });
    expect(problemsOf(await addEvidence(desk.manager, nowhere, jpeg({ salt: 91 })))).toMatchObject([
      { code: "not-found" },
    ]);
    expect(await kept()).toBe(before);
  });

  it("is added by whoever may ask for a write-off, and not by an auditor", async () => {
    const person = desk.manager.person;
    if (!person) throw new Error("somebody is there");
    const as = (role: "auditor" | "assistant") => ({ ...desk.manager, person: { ...person, role } });
    const [auditor, assistant] = [
      await addEvidence(as("auditor"), photoOf(randomUUID()), jpeg()),
      await addEvidence({ ...as("assistant") }, photoOf(randomUUID()), jpeg()),
    ];
    expect(person.accountOwner).toBe(false);
    expect(problemsOf(auditor)).toMatchObject([{ code: "not-your-role" }]);
    expect(assistant.ok).toBe(true);
    expect(problemsOf(await addEvidence(await desk.as(null), photoOf(randomUUID()), jpeg()))).toHaveLength(1);
  });
});

describe("a reason that needs evidence", () => {
  it("is refused without a photo, in the preview too, and taken with one that hangs on the document to come", async () => {
    await needingAPhoto("damaged");
    const command = write({ itemId: mug });
    const needed = [{ code: "evidence-needed", at: ["lines", 0, "reasonId"] }];
    expect(problemsOf(await previewWriteOff(desk.manager, command))).toMatchObject(needed);
    expect(problemsOf(await submitWriteOff(desk.manager, command))).toMatchObject(needed);
    await addEvidence(desk.manager, photoOf(randomUUID()), jpeg());
    expect(problemsOf(await submitWriteOff(desk.manager, command))).toMatchObject(needed);
    await addEvidence(desk.manager, photoOf(command.id), jpeg());
    expect((await previewWriteOff(desk.manager, command)).ok).toBe(true);
    expect((await submitted(desk, command)).state).toBe("done");
    await needingAPhoto("none");
  });

  it("does not count a photo that was withdrawn", async () => {
    await needingAPhoto("damaged");
    const command = write({ itemId: mug });
    const photo = photoOf(command.id);
    await addEvidence(desk.manager, photo, jpeg());
    await withdrawEvidence(desk.manager, { id: photo.id, cause: "blurred" });
    expect(problemsOf(await submitWriteOff(desk.manager, command))).toMatchObject([
      { code: "evidence-needed" },
    ]);
    await needingAPhoto("none");
  });
});

describe("a photo that should not count", () => {
  it("is withdrawn once, with a cause, and stays where it is", async () => {
    const photo = photoOf(randomUUID());
    await addEvidence(desk.manager, photo, jpeg());
    const withdraw = () => withdrawEvidence(desk.manager, { id: photo.id, cause: "wrong shelf" });
    const answers = await Promise.all([withdraw(), withdraw()]);
    expect(answers.flatMap(problemsOf)).toEqual([{ code: "already-withdrawn" }]);
    const [view] = await evidenceOf(desk.manager, [photo.ownerId]);
    expect(view).toMatchObject({ withdrawn: { cause: "wrong shelf", by: desk.manager.person?.name } });
    expect((await bytesAt(desk.manager, view?.sha256 ?? "")).length).toBeGreaterThan(0);
    expect((await eventsOf(photo.ownerId)).map(({ kind }) => kind)).toEqual([
      ...["evidence-added", "evidence-withdrawn"],
    ]);
    const nobody = await withdrawEvidence(desk.manager, { id: randomUUID(), cause: "x" });
    expect(problemsOf(nobody)).toEqual([{ code: "not-found" }]);
  });

  it("of somebody else is withdrawn only by who approves", async () => {
    const photo = photoOf(randomUUID());
    await addEvidence(desk.manager, photo, jpeg());
    const answer = await withdrawEvidence(await assistant(), { id: photo.id, cause: "x" });
    expect(problemsOf(answer)).toMatchObject([{ code: "not-your-role" }]);
  });

  it("is part of what was decided about: who added it takes it back before it is submitted, not after", async () => {
    const ben = await assistant();
    const own = await submitted(desk, write({ itemId: mug }), await desk.as("Ben"));
    const [early, late] = [photoOf(randomUUID()), photoOf(own.id)];
    for (const photo of [early, late]) expect((await addEvidence(ben, photo, jpeg())).ok).toBe(true);
    expect((await withdrawEvidence(ben, { id: early.id, cause: "blurred" })).ok).toBe(true);
    expect(problemsOf(await withdrawEvidence(ben, { id: late.id, cause: "blurred" }))).toMatchObject([
      { code: "not-your-role" },
    ]);
    expect((await withdrawEvidence(desk.manager, { id: late.id, cause: "blurred" })).ok).toBe(true);
  });

  it("loses its bytes by the owner's word alone; hash, cause and event stay, and it cannot come back", async () => {
    const photo = photoOf(randomUUID());
    const face = jpeg({ salt: 77 });
    await addEvidence(desk.manager, photo, face);
    const ask = { id: photo.id, cause: "a child's face" };
    const manager = desk.manager.person;
    const asManager = { ...desk.manager, person: manager && { ...manager, role: "manager" as const } };
    expect(manager?.accountOwner).toBe(false);
    expect(problemsOf(await eraseEvidence(asManager, ask))).toMatchObject([{ code: "not-your-role" }]);
    const owner = await desk.as("Olivia");
    expect((await eraseEvidence(owner, ask)).ok).toBe(true);
    expect(problemsOf(await eraseEvidence(owner, ask))).toEqual([{ code: "already-erased" }]);
    const [view] = await evidenceOf(owner, [photo.ownerId]);
    expect(view).toMatchObject({ erased: { cause: "a child's face" }, address: null });
    expect((await bytesAt(owner, view?.sha256 ?? "")).length).toBe(0);
    for (const again of [photo, photoOf(randomUUID())])
      expect(problemsOf(await addEvidence(owner, again, face))).toMatchObject([{ code: "file-erased" }]);
  });
});

/** May change inventory in Shopify, and here has the least of roles that may ask. */
async function assistant() {
  const { person, ...ben } = await desk.as("Ben");
  return { ...ben, person: person && { ...person, role: "assistant" as const } };
}
