import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sealAudit } from "#app/use-cases/audit/seal-audit.ts";
import { acknowledgeRefusal } from "#app/use-cases/write-off/acknowledge-refusal.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import {
  adjusting,
  backRoom,
  mug,
  openDesk,
  plate,
  problemsOf,
  reversed,
  submitted,
  tin,
  undo,
  write,
} from "./desk.ts";

const desk = openDesk();

type Event = { id: string; kind: string; person_id: string | null; canonical: string };
const eventsOf = (subjectId: string) =>
  desk.sql<Event>(
    "SELECT id, kind, person_id, canonical FROM audit_event WHERE subject_id = $1 ORDER BY at, id",
    [subjectId],
  );

describe("the audit trail", () => {
  it("has one event for each act and each adjustment, however many lines they have", async () => {
    const command = write(
      { itemId: mug },
      { itemId: plate },
      { itemId: tin },
      { itemId: mug, reasonId: "lost" },
    );
    const document = await submitted(desk, { ...command, note: "a private word" });
    await valueLine(desk.manager, { documentId: document.id, position: 2, unitCost: { amount: "1.50" } });
    const back = await reversed(desk, undo(document.id));
    const events = await eventsOf(document.id);
    expect(events.map(({ kind }) => kind)).toEqual([
      ...["document-submitted", "adjustment-applied", "adjustment-applied", "line-valued"],
    ]);
    expect((await eventsOf(back.id)).map(({ kind }) => kind)).toEqual([
      ...["document-submitted", "adjustment-applied"],
    ]);
    expect(events.every((event) => event.person_id === "9000002")).toBe(true);
    const facts = JSON.parse(events[0]?.canonical ?? "{}");
    expect(facts).toMatchObject({ kind: "document-submitted", facts: { lines: 4, units: 4, kind: "off" } });
    expect(JSON.parse(events[1]?.canonical ?? "{}").facts).toMatchObject({
      lines: [
        [0, "applied", null],
        [1, "applied", null],
        [2, "applied", null],
      ],
    });
  });

  it("names people and keeps notes nowhere in what is hashed", async () => {
    const command = { ...write({ itemId: mug, note: "told by Ava Assistant" }), note: "a private word" };
    const document = await submitted(desk, command);
    const text = (await eventsOf(document.id)).map(({ canonical }) => canonical).join("\n");
    for (const secret of ["Max", "Manager", "private", "Ava", "@"]) expect(text).not.toContain(secret);
  });

  it("says nothing of what was only asked, refused at the door or repeated", async () => {
    const command = write({ itemId: mug });
    const document = await submitted(desk, command);
    const [before] = await desk.sql<{ n: number }>("SELECT count(*)::int AS n FROM audit_event");
    await submitWriteOff(desk.manager, command);
    await submitWriteOff(desk.manager, { ...command, note: "other" });
    await submitWriteOff(desk.manager, write({ itemId: mug, quantity: 1_000 }));
    const [after] = await desk.sql<{ n: number }>("SELECT count(*)::int AS n FROM audit_event");
    expect(after).toEqual(before);
    expect(await eventsOf(document.id)).toHaveLength(2);
  });

  it("is sealed in order, without a hole, each seal over the one before it", async () => {
    await submitted(desk, write({ itemId: mug }, { itemId: plate, reasonId: "lost" }));
    const ctx = await desk.as(null);
    await Promise.all([sealAudit(ctx), sealAudit(ctx), sealAudit(ctx)]);
    await submitted(desk, write({ itemId: mug }));
    await sealAudit(ctx);
    const seals = await desk.sql<{
      sequence: string;
      hash: Buffer;
      previous_hash: Buffer;
      canonical: string;
    }>(
      `SELECT s.sequence, s.hash, s.previous_hash, e.canonical FROM audit_seal s
         JOIN audit_event e ON e.shop_id = s.shop_id AND e.id = s.event_id ORDER BY s.sequence`,
    );
    const [count] = await desk.sql<{ n: number }>("SELECT count(*)::int AS n FROM audit_event");
    expect(seals).toHaveLength(count?.n ?? 0);
    let previous = Buffer.alloc(0);
    seals.forEach((seal, index) => {
      expect(Number(seal.sequence)).toBe(index + 1);
      expect(seal.previous_hash.equals(previous)).toBe(true);
      const hash = createHash("sha256").update(previous).update(seal.canonical, "utf8").digest();
      expect(seal.hash.equals(hash)).toBe(true);
      previous = hash;
    });
    expect(await desk.sql("SELECT 1 FROM audit_unsealed")).toEqual([]);
  });

  it("brings a job with every event, so that no seal is forgotten", async () => {
    await submitted(desk, write({ itemId: mug }));
    const jobs = await desk.sql<{ task: string }>(
      `SELECT t.identifier AS task FROM graphile_worker._private_jobs j
         JOIN graphile_worker._private_tasks t ON t.id = j.task_id`,
    );
    expect(jobs.filter(({ task }) => task === "seal-audit")).toHaveLength(1);
    expect(jobs.filter(({ task }) => task === "carry-out").length).toBeGreaterThan(0);
  });
});

describe("a refusal that a person has seen", () => {
  it("is acknowledged once, by somebody who may, and stays on record", async () => {
    desk.emulator.fault({ kind: "user-error", code: "INVALID_INVENTORY_ITEM", ...adjusting });
    const document = await submitted(desk, write({ itemId: mug }));
    const seen = { documentId: document.id, position: 0 };
    expect(problemsOf(await acknowledgeRefusal(await desk.as("Ava"), seen))).toEqual([
      { code: "may-not-write-off" },
    ]);
    expect(problemsOf(await acknowledgeRefusal(desk.manager, { ...seen, position: 1 }))).toEqual([
      { code: "not-found" },
    ]);
    const person = desk.manager.person && {
      ...desk.manager.person,
      accountOwner: false,
      locations: [backRoom],
    };
    expect(problemsOf(await acknowledgeRefusal({ ...desk.manager, person }, seen))).toEqual([
      { code: "not-your-location", facts: { location: "Main street" } },
    ]);
    const answers = await Promise.all([1, 2].map(() => acknowledgeRefusal(desk.manager, seen)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(answers.flatMap(problemsOf)).toEqual([{ code: "already-acknowledged" }]);
    expect((await desk.document(document.id)).lines[0]).toMatchObject({
      fate: "refused",
      acknowledgedBy: "9000002",
      refusal: { code: "unknown-item" },
    });
    expect((await eventsOf(document.id)).map(({ kind }) => kind)).toEqual([
      ...["document-submitted", "adjustment-refused", "refusal-acknowledged"],
    ]);
  });

  it("is not to be had of goods that left", async () => {
    const document = await submitted(desk, write({ itemId: mug }));
    const answer = await acknowledgeRefusal(desk.manager, { documentId: document.id, position: 0 });
    expect(problemsOf(answer)).toEqual([{ code: "not-found" }]);
  });
});
