import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { limits } from "#app/domain/limits.ts";
import { incidentView } from "#app/queries/incident-view.ts";
import { proofSubject } from "#app/queries/proof-subject.ts";
import { changeIncident } from "#app/use-cases/incident/change-incident.ts";
import { makeIncident } from "#app/use-cases/incident/make-incident.ts";
import { tagDocuments } from "#app/use-cases/incident/tag-documents.ts";
import { askUnderIncident } from "#app/use-cases/request/ask-under-incident.ts";
import { submitForm } from "#app/use-cases/write-off/submit-form.ts";
import {
  adjusting,
  backRoom,
  mug,
  openDesk,
  plate,
  problemsOf,
  reversed,
  submitted,
  undo,
  write,
} from "./desk.ts";

const desk = openDesk();

async function incident(name = "Burst pipe") {
  const command = { id: systemIds.next(), name, note: "" };
  expect(await makeIncident(desk.manager, command)).toMatchObject({ ok: true });
  return command;
}

async function documentsOf(incidentId: string): Promise<string[]> {
  const rows = await desk.sql<{ id: string }>(
    "SELECT document_id AS id FROM incident_document WHERE incident_id = $1 ORDER BY number",
    [incidentId],
  );
  return rows.map(({ id }) => id);
}

const acts = (id: string) =>
  desk.sql<{ kind: string }>("SELECT kind FROM audit_event WHERE subject_id = $1 ORDER BY id", [id]);

describe("an incident", () => {
  it("is made once, however often the same is wished for, and not under words of another", async () => {
    const command = await incident();
    expect(await makeIncident(desk.manager, command)).toEqual({ ok: true, value: { id: command.id } });
    expect(problemsOf(await makeIncident(desk.manager, { ...command, name: "Flood" }))).toEqual([
      { code: "id-taken" },
    ]);
    expect(await acts(command.id)).toEqual([{ kind: "incident-made" }]);
  });

  it("gathers documents, and a document belongs to the last one it was put under", async () => {
    const [pipe, flood] = [await incident(), await incident("Flood")];
    const first = await submitted(desk, write({ itemId: mug }));
    const second = await submitted(desk, write({ itemId: plate }));
    const both = { id: systemIds.next(), incidentId: pipe.id, documentIds: [first.id, second.id] };
    expect(await tagDocuments(desk.manager, both)).toEqual({ ok: true, value: { tagged: 2 } });
    expect(await tagDocuments(desk.manager, both)).toEqual({ ok: true, value: { tagged: 2 } });
    const again = { ...both, id: systemIds.next() };
    expect(await tagDocuments(desk.manager, again)).toEqual({ ok: true, value: { tagged: 0 } });
    await tagDocuments(desk.manager, {
      id: systemIds.next(),
      incidentId: flood.id,
      documentIds: [second.id],
    });
    expect(await documentsOf(pipe.id)).toEqual([first.id]);
    expect(await documentsOf(flood.id)).toEqual([second.id]);
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: null, documentIds: [first.id] });
    expect(await documentsOf(pipe.id)).toEqual([]);
    expect((await acts(pipe.id)).map(({ kind }) => kind)).toEqual([
      "incident-made",
      ...Array<string>(3).fill("incident-tagged"),
    ]);
  });

  it("keeps what undoes its documents, also when it is closed by then", async () => {
    const pipe = await incident();
    const first = await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: pipe.id, documentIds: [first.id] });
    await changeIncident(desk.manager, { ...pipe, closed: true });
    const back = await reversed(desk, undo(first.id));
    expect(await documentsOf(pipe.id)).toEqual([first.id, back.id]);
  });

  it("is not undone by the same wish again, which is answered as the first time", async () => {
    const [pipe, flood] = [await incident(), await incident("Flood")];
    const documentIds = [(await submitted(desk, write({ itemId: mug }))).id];
    const into = { id: systemIds.next(), incidentId: pipe.id, documentIds };
    const out = { ...into, id: systemIds.next(), incidentId: null };
    const first = { ok: true, value: { tagged: 1 } };
    for (const wish of [into, out, into]) expect(await tagDocuments(desk.manager, wish)).toEqual(first);
    expect(await documentsOf(pipe.id)).toEqual([]);
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: flood.id, documentIds });
    const both = await Promise.all([out, out].map((wish) => tagDocuments(desk.manager, wish)));
    expect(both).toEqual([first, first]);
    expect(await documentsOf(flood.id)).toEqual(documentIds);
    const again = { ...out, id: systemIds.next() };
    expect(await Promise.all([again, again].map((wish) => tagDocuments(desk.manager, wish)))).toEqual([
      first,
      first,
    ]);
    const more = { documentIds: [...documentIds, systemIds.next()] };
    for (const other of [
      { incidentId: flood.id },
      { incidentId: null },
      { documentIds: [systemIds.next()] },
      more,
    ])
      expect(problemsOf(await tagDocuments(desk.manager, { ...into, ...other }))).toMatchObject([
        { code: "id-taken" },
      ]);
  });

  it("moves no documents of a location one does not look after, but one's own", async () => {
    const pipe = await incident();
    const there = await submitted(desk, write({ itemId: mug }));
    const away = desk.manager.person && {
      ...desk.manager,
      person: { ...desk.manager.person, accountOwner: false, userId: "elsewhere", locations: [backRoom] },
    };
    const wish = { id: systemIds.next(), incidentId: pipe.id, documentIds: [there.id] };
    const bar = { code: "not-your-location", facts: { location: "Main street" }, at: ["documentIds"] };
    expect(away && problemsOf(await tagDocuments(away, wish))).toEqual([bar]);
    await tagDocuments(desk.manager, wish);
    const out = { ...wish, id: systemIds.next(), incidentId: null };
    expect(away && problemsOf(await tagDocuments(away, out))).toEqual([bar]);
    expect(await documentsOf(pipe.id)).toEqual([there.id]);
    const own = { ...away, person: { ...away?.person, userId: desk.manager.person?.userId } };
    expect(await tagDocuments(own as typeof desk.manager, out)).toMatchObject({ ok: true });
  });

  it("that is closed takes no document and lets none go, until it is opened again", async () => {
    const [pipe, flood] = [await incident(), await incident("Flood")];
    const first = await submitted(desk, write({ itemId: mug }));
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: pipe.id, documentIds: [first.id] });
    await changeIncident(desk.manager, { ...pipe, closed: true });
    for (const incidentId of [flood.id, null])
      expect(
        problemsOf(
          await tagDocuments(desk.manager, { id: systemIds.next(), incidentId, documentIds: [first.id] }),
        ),
      ).toEqual([{ code: "incident-closed" }]);
    const other = await submitted(desk, write({ itemId: mug }));
    const late = { id: systemIds.next(), incidentId: pipe.id, documentIds: [other.id] };
    expect(problemsOf(await tagDocuments(desk.manager, late))).toEqual([{ code: "incident-closed" }]);
    expect(await documentsOf(pipe.id)).toEqual([first.id]);
    await changeIncident(desk.manager, { ...pipe, name: "Burst pipe, again", closed: false });
    expect(await tagDocuments(desk.manager, late)).toMatchObject({ ok: true });
  });

  it("takes what a form names, says when it could not, and a form sent again moves nothing back", async () => {
    const [pipe, flood] = [await incident(), await incident("Flood")];
    const form = write({ itemId: mug });
    const send = (ctx = desk.manager) => submitForm(ctx, form, pipe.id);
    expect(await send()).toMatchObject({ value: { documentId: form.id, outside: [] } });
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: flood.id, documentIds: [form.id] });
    expect(await send()).toMatchObject({ value: { outside: [] } });
    expect([await documentsOf(pipe.id), await documentsOf(flood.id)]).toEqual([[], [form.id]]);
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: null, documentIds: [form.id] });
    await send();
    expect(await documentsOf(pipe.id)).toEqual([]);

    await changeIncident(desk.manager, { ...pipe, closed: true });
    const warned: unknown[] = [];
    const log = { ...desk.manager.log, warn: (facts: unknown) => void warned.push(facts) };
    const late = await submitForm({ ...desk.manager, log }, write({ itemId: plate }), pipe.id);
    const outside = [{ code: "incident-closed" }];
    expect(late).toMatchObject({ ok: true, value: { requested: null, outside } });
    expect(warned).toMatchObject([{ incidentId: pipe.id, problems: outside }]);
    const ava = await desk.as("Ava");
    const asked = write({ itemId: mug });
    expect(await submitForm(ava, asked, pipe.id)).toMatchObject({ value: { requested: "waiting", outside } });
    for (const incidentId of [flood.id, null]) {
      await askUnderIncident(ava, { id: asked.id, incidentId });
      expect(await submitForm(ava, asked, pipe.id)).toMatchObject({ value: { outside: [] } });
      const [row] = await desk.sql("SELECT incident_id FROM request WHERE id = $1", [asked.id]);
      expect(row).toEqual({ incident_id: incidentId });
    }
  });

  it("counts the value of what has left, not of what is still in doubt", async () => {
    const pipe = await incident();
    const done = await submitted(desk, write({ itemId: mug, quantity: 2 }));
    const whole = await incidentView(desk.manager, pipe.id, { cursor: undefined, seesCost: true });
    expect(whole?.value?.amount).toBe("0.00");
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const open = await submitted(desk, write({ itemId: mug, quantity: 3 }));
    await tagDocuments(desk.manager, {
      id: systemIds.next(),
      incidentId: pipe.id,
      documentIds: [done.id, open.id],
    });
    const view = await incidentView(desk.manager, pipe.id, { cursor: undefined, seesCost: true });
    expect(view).toMatchObject({ units: 2, documents: 2 });
    const paper = await proofSubject(desk.manager, { kind: "incident", id: pipe.id });
    expect(view?.value).toEqual(paper?.total.value);
    expect(view?.value).toEqual(paper?.documents[0]?.value);
    expect(paper?.documents[1]).toMatchObject({ units: 0, value: { amount: "0.00" } });
  });

  it("is nobody's who may not write off, and takes no documents of nowhere or too many", async () => {
    const pipe = await incident();
    const ava = await desk.as("Ava");
    const refused = [{ code: "may-not-write-off" }];
    expect(problemsOf(await makeIncident(ava, { ...pipe, id: systemIds.next() }))).toEqual(refused);
    expect(problemsOf(await changeIncident(ava, { ...pipe, closed: true }))).toEqual(refused);
    const tag = { id: systemIds.next(), incidentId: pipe.id, documentIds: [systemIds.next()] };
    expect(problemsOf(await tagDocuments(ava, tag))).toEqual(refused);
    expect(problemsOf(await tagDocuments(desk.manager, tag))).toEqual([
      { code: "not-found", at: ["documentIds"] },
    ]);
    const many = Array.from({ length: limits.bulkDocumentsMax + 1 }, () => systemIds.next());
    const flood = { id: systemIds.next(), incidentId: pipe.id, documentIds: many };
    expect(problemsOf(await tagDocuments(desk.manager, flood))).toMatchObject([
      { code: "too-many-documents" },
    ]);
    const nowhere = { id: systemIds.next(), incidentId: systemIds.next(), documentIds: many.slice(0, 1) };
    expect(problemsOf(await tagDocuments(desk.manager, nowhere))).toMatchObject([{ code: "not-found" }]);
  });
});
