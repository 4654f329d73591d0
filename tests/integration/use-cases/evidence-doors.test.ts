import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { AddEvidenceCommand } from "#app/domain/evidence/evidence-command.ts";
import { evidenceHeld, evidenceOf } from "#app/queries/evidence-list.ts";
import { saveDraft } from "#app/use-cases/draft/save-draft.ts";
import { addEvidence } from "#app/use-cases/evidence/add-evidence.ts";
import { eraseEvidence } from "#app/use-cases/evidence/erase-evidence.ts";
import { withdrawEvidence } from "#app/use-cases/evidence/withdraw-evidence.ts";
import { makeIncident } from "#app/use-cases/incident/make-incident.ts";
import { tagDocuments } from "#app/use-cases/incident/tag-documents.ts";
import { answerRequest } from "#app/use-cases/request/answer-request.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { jpeg } from "#tests/support/photos.ts";
import { backRoom, mainStreet, mug, plate, problemsOf, submitted, towel, write } from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();

const photoOf = (ownerId: string, parts: Partial<AddEvidenceCommand> = {}): AddEvidenceCommand => ({
  ...{ id: randomUUID(), ownerKind: "document", ownerId, name: "shelf.jpg" },
  ...parts,
});

let salt = 0;
async function add(ctx: ShopContext, ownerId: string, parts: Partial<AddEvidenceCommand> = {}) {
  salt += 1;
  const command = photoOf(ownerId, parts);
  return { id: command.id, told: await addEvidence(ctx, command, jpeg({ salt })) };
}
const codeOf = async (ctx: ShopContext, ownerId: string, parts: Partial<AddEvidenceCommand> = {}) =>
  problemsOf((await add(ctx, ownerId, parts)).told)[0]?.code ?? null;

describe("a photo for what others did", () => {
  it("comes from who works there or did it, and after it is done only from who approves or did it", async () => {
    const [here, elsewhere] = [
      await desk.role("Ben", "assistant", [mainStreet]),
      await desk.role("Ben", "manager", [backRoom]),
    ];
    const document = await submitted(desk, write({ itemId: mug }));
    const lineId = document.lines[0]?.id ?? "";
    expect(await codeOf(here, document.id)).toBe("not-your-role");
    expect(await codeOf(here, lineId, { ownerKind: "line" })).toBe("not-your-role");
    expect(await codeOf(here, document.id, { ownerKind: "incident" })).toBe("not-your-role");
    expect(await codeOf(elsewhere, document.id)).toBe("not-your-location");
    expect(await codeOf(elsewhere, lineId, { ownerKind: "line" })).toBe("not-your-location");
    const manager = await desk.role("Ben", "manager", [mainStreet]);
    expect(await codeOf(manager, document.id)).toBe(null);
    expect(await codeOf(desk.manager, document.id)).toBe(null);
    const views = await evidenceOf(desk.manager, [document.id]);
    expect(views.map(({ later }) => later)).toEqual([true, true]);
    const events = await desk.sql<{ canonical: string }>(
      "SELECT canonical FROM audit_event WHERE subject_id = $1 AND kind = 'evidence-added'",
      [document.id],
    );
    expect(events.map(({ canonical }) => canonical.includes('"later":true'))).toEqual([true, true]);
  });

  it("is not told as late when it was there before the document", async () => {
    const command = write({ itemId: mug });
    await add(desk.manager, command.id);
    await submitted(desk, command);
    expect((await evidenceOf(desk.manager, [command.id])).map(({ later }) => later)).toEqual([false]);
  });

  it("does not reach somebody else's form, nor a request of another place or one that is over", async () => {
    const ben = await desk.role("Ben", "assistant", [mainStreet]);
    const ava = await desk.role("Ava", "assistant", [mainStreet]);
    const form = systemIds.next();
    await saveDraft(ben, { id: form, revision: 0, content: { lines: [], note: "" } as never });
    expect(await codeOf(ava, form)).toBe("not-found");
    expect(await codeOf(desk.manager, form)).toBe("not-found");
    expect(await codeOf(ben, form)).toBe(null);

    const command = write({ itemId: mug });
    await desk.asked(ben, command);
    expect(await codeOf(ava, command.id)).toBe(null);
    expect(await codeOf(await desk.role("Ava", "assistant", [backRoom]), command.id)).toBe(
      "not-your-location",
    );
    await answerRequest(desk.manager, { id: command.id, revision: 1, words: "no" }, "reject");
    expect(await codeOf(await desk.role("Ava", "assistant", [mainStreet]), command.id)).toBe(
      "may-not-write-off",
    );
    expect(await codeOf(ben, command.id)).toBe(null);
  });

  it("reaches an incident where its goods are, and a closed one from who approves", async () => {
    const document = await submitted(desk, write({ itemId: plate }));
    const incidentId = systemIds.next();
    await makeIncident(desk.manager, { id: incidentId, name: "Flood", note: "" } as never);
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId, documentIds: [document.id] });
    const on = { ownerKind: "incident" as const };
    // What a page offers is what its door then says.
    const offered = async (who: ShopContext) => (await evidenceHeld(who, incidentId)).mayAdd;
    const away = await desk.role("Ben", "assistant", [backRoom]);
    expect([await offered(away), await codeOf(away, incidentId, on)]).toEqual([false, "not-your-location"]);
    const here = await desk.role("Ben", "assistant", [mainStreet]);
    const { id, told } = await add(here, incidentId, on);
    expect([await offered(here), told.ok]).toEqual([true, true]);
    expect((await evidenceHeld(here, incidentId)).mayWithdraw).toEqual([id]);
    await desk.sql("UPDATE incident SET closed_at = now() WHERE id = $1", [incidentId]);
    expect([await offered(here), await codeOf(here, incidentId, on)]).toEqual([false, "not-your-role"]);
    expect((await evidenceHeld(here, incidentId)).mayWithdraw).toEqual([]);
  });

  it("is withdrawn by nobody who approves elsewhere", async () => {
    const document = await submitted(desk, write({ itemId: mug }));
    const { id } = await add(desk.manager, document.id);
    const away = await desk.role("Ben", "manager", [backRoom]);
    expect(problemsOf(await withdrawEvidence(away, { id, cause: "x" }))).toMatchObject([
      { code: "not-your-location" },
    ]);
    const here = await desk.role("Ben", "manager", [mainStreet]);
    expect((await withdrawEvidence(here, { id, cause: "x" })).ok).toBe(true);
  });
});

describe("room for photos", () => {
  it("is made by what was withdrawn", async () => {
    const owner = randomUUID();
    const first = await add(desk.manager, owner);
    for (let more = 1; more < 50; more += 1) await add(desk.manager, owner);
    expect(await codeOf(desk.manager, owner)).toBe("too-many-files");
    await withdrawEvidence(desk.manager, { id: first.id, cause: "blurred" });
    const both = await Promise.all([codeOf(desk.manager, owner), codeOf(desk.manager, owner)]);
    expect(both.toSorted()).toEqual([null, "too-many-files"].toSorted());
  });
});

describe("bytes that are erased", () => {
  it("are told in the trail of everything they hung on, and count for nothing any more", async () => {
    const [one, other] = [
      await submitted(desk, write({ itemId: mug })),
      await submitted(desk, write({ itemId: plate })),
    ];
    const face = jpeg({ salt: 4_711 });
    const photos = [photoOf(one.id), photoOf(other.lines[0]?.id ?? "", { ownerKind: "line" })];
    for (const photo of photos) await addEvidence(desk.manager, photo, face);
    const owner = await desk.as("Olivia");
    await eraseEvidence(owner, { id: photos[0]?.id ?? "", cause: "a face" });
    const told = await desk.sql<{ subject_id: string; canonical: string }>(
      "SELECT subject_id, canonical FROM audit_event WHERE kind = 'evidence-redacted' ORDER BY subject_id",
    );
    expect(told.map((event) => event.subject_id)).toEqual([one.id, other.id].toSorted());
    for (const { id } of photos) expect(told.some(({ canonical }) => canonical.includes(id))).toBe(true);
  });
});

describe("an approval", () => {
  const first = { revision: 1 };
  const photosOf = async (id: string) =>
    (await evidenceOf(desk.manager, [id])).filter((one) => !one.withdrawn).map((one) => one.id);

  it("covers the photos it names and no others: who has not seen one decides nothing", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: towel });
    const seen = await add(ben, command.id);
    await desk.asked(ben, command);
    const late = await add(ben, command.id);
    const approve = (evidence: string[]) =>
      approveRequest(desk.manager, { id: command.id, ...first, evidence });
    for (const named of [[], [seen.id], [seen.id, randomUUID()], [late.id]])
      expect(problemsOf(await approve(named))).toEqual([{ code: "request-photos-changed" }]);
    expect((await desk.request(command.id)).trouble).toBe(null);
    expect(desk.onShelf(towel)).toBe(30);
    expect(await approve([late.id, seen.id])).toMatchObject({ ok: true });
    const [decision] = await desk.sql<{ evidence: string[] }>(
      "SELECT evidence FROM request_decision WHERE request_id = $1",
      [command.id],
    );
    expect(decision?.evidence).toEqual([seen.id, late.id].toSorted());
  });

  it("and a photo that is withdrawn at the same moment: the approval names it, or it did not happen", async () => {
    const ben = await desk.role("Ben", "assistant");
    for (let round = 0; round < 6; round += 1) {
      const command = write({ itemId: towel });
      const { id } = await add(ben, command.id);
      await desk.asked(ben, command);
      const wish = { id: command.id, ...first, evidence: [id] };
      const [approved, withdrawn] = await Promise.all([
        approveRequest(desk.manager, wish),
        withdrawEvidence(ben, { id, cause: "another" }),
      ]);
      expect([approved.ok, withdrawn.ok].toSorted()).toEqual([false, true]);
      expect(await photosOf(command.id)).toEqual(approved.ok ? [id] : []);
    }
  });

  it("by hand, past every door of ours, is refused by the database when it names other photos", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: towel });
    await desk.asked(ben, command);
    await add(ben, command.id);
    const forged = desk.sql(
      `INSERT INTO request_decision (shop_id, id, request_id, revision, verb, person_id)
       SELECT shop_id, gen_random_uuid(), id, 1, 'approve', $2 FROM request WHERE id = $1`,
      [command.id, desk.manager.person?.userId],
    );
    await expect(forged).rejects.toThrow("other photos than were seen");
  });
});
