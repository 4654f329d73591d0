import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { askedForm } from "#app/queries/asked-form.ts";
import { requestView } from "#app/queries/request-view.ts";
import { changeIncident } from "#app/use-cases/incident/change-incident.ts";
import { makeIncident } from "#app/use-cases/incident/make-incident.ts";
import { tagDocuments } from "#app/use-cases/incident/tag-documents.ts";
import { answerRequest } from "#app/use-cases/request/answer-request.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import { askUnderIncident } from "#app/use-cases/request/ask-under-incident.ts";
import { changeRequest } from "#app/use-cases/request/change-request.ts";
import { remindOfRequests } from "#app/use-cases/request/remind.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import {
  attemptsOf,
  backRoom,
  mainStreet,
  mug,
  plate,
  problemsOf,
  submitted,
  tin,
  undo,
  write,
} from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();
const first = { revision: 1 };

const tagsOf = (incidentId: string) =>
  desk.sql("SELECT document_id, tagged_by FROM incident_document WHERE incident_id = $1", [incidentId]);

describe("who lacks the right", () => {
  it("gets a request from the same wish, and nothing leaves the shelf", async () => {
    const ava = await desk.as("Ava");
    const command = write({ itemId: mug, quantity: 2 });
    const answer = await submitWriteOff(ava, command);
    expect(answer).toMatchObject({ ok: true, value: { documentId: command.id, requested: "waiting" } });
    expect((await desk.request(command.id)).reasons).toEqual([{ code: "shopify-bars", facts: {} }]);
    expect([desk.onShelf(mug), await desk.sql("SELECT FROM document WHERE id = $1", [command.id])]).toEqual([
      40,
      [],
    ]);
    expect(await desk.events(command.id)).toEqual(["request-made"]);
  });

  it("is answered the same for the same wish again, and refused for another under its id", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug });
    await desk.asked(ben, command);
    expect(await submitWriteOff(ben, command)).toMatchObject({
      value: { first: false, requested: "waiting" },
    });
    const other = { ...command, note: "other" };
    expect(problemsOf(await submitWriteOff(ben, other))).toEqual([{ code: "id-taken", at: ["id"] }]);
    expect(await desk.events(command.id)).toEqual(["request-made"]);
  });

  it("makes one request of four wishes at once", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug });
    const answers = await Promise.all([1, 2, 3, 4].map(() => submitWriteOff(ben, command)));
    expect(answers.map((answer) => answer.ok && answer.value.first).filter(Boolean)).toHaveLength(1);
    expect(await desk.events(command.id)).toEqual(["request-made"]);
  });

  it("is told at once what could not be done anyway", async () => {
    const ben = await desk.role("Ben", "assistant");
    expect(problemsOf(await submitWriteOff(ben, write({ itemId: mug, quantity: 999 })))).toMatchObject([
      { code: "not-enough" },
    ]);
  });

  it("cannot even ask as an auditor", async () => {
    const ben = await desk.role("Ben", "auditor");
    expect(problemsOf(await submitWriteOff(ben, write({ itemId: mug })))).toMatchObject([
      { code: "not-your-role", facts: { right: "request" } },
    ]);
  });

  it("asks where their role does not hold", async () => {
    const ben = await desk.role("Ben", "manager", [mainStreet]);
    expect((await submitted(desk, write({ itemId: mug }), ben)).state).toBe("done");
    const { reasons } = await desk.asked(ben, write({ itemId: mug, locationId: backRoom }));
    expect(reasons).toEqual([{ code: "elsewhere", facts: { locationName: "Back room" } }]);
  });
});

describe("a second person", () => {
  it("carries out what was asked, under its id, on its day, and stands beside who asked", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug, quantity: 3 });
    await desk.asked(ben, command);
    await desk.sql("ALTER TABLE request_revision DISABLE TRIGGER append_only");
    await desk.sql("UPDATE request_revision SET event_date = '2026-11-02' WHERE request_id = $1", [
      command.id,
    ]);
    await desk.sql("ALTER TABLE request_revision ENABLE TRIGGER append_only");
    const answer = await approveRequest(desk.manager, { id: command.id, ...first });
    expect(answer).toMatchObject({ ok: true, value: { documentId: command.id, first: true } });
    const document = await desk.document(command.id);
    expect(document).toMatchObject({
      state: "done",
      submittedBy: ben.person?.userId,
      approvedBy: desk.manager.person?.userId,
      eventDate: new Date("2026-11-02"),
    });
    expect([document.approvedAt !== null, desk.onShelf(mug)]).toEqual([true, 37]);
    expect(await desk.events(command.id)).toEqual(["request-made", "request-approved"]);
  });

  it("lets it happen under their own right at Shopify, not the asker's", async () => {
    const command = write({ itemId: mug });
    await desk.asked(await desk.as("Ava"), command);
    await approveRequest(desk.manager, { id: command.id, ...first });
    expect(attemptsOf(await desk.document(command.id)).map(({ state }) => state)).toEqual(["applied"]);
  });

  it("is never the one who asked, whatever their role is", async () => {
    await desk.rule({ measure: "any", most: null });
    const olivia = await desk.as("Olivia");
    const command = write({ itemId: mug });
    await desk.asked(olivia, command);
    const decision = { id: command.id, ...first, words: "mine" };
    expect(problemsOf(await approveRequest(olivia, decision))).toEqual([{ code: "own-request" }]);
    for (const verb of ["send-back", "reject"] as const)
      expect(problemsOf(await answerRequest(olivia, decision, verb))).toEqual([{ code: "own-request" }]);
    expect((await desk.request(command.id)).state).toBe("waiting");
  });

  it("has the right to, here and at Shopify and at the place", async () => {
    const command = write({ itemId: mug, locationId: backRoom });
    await desk.asked(await desk.role("Ben", "assistant"), command);
    const decision = { id: command.id, ...first };
    for (const role of ["assistant", "auditor"] as const) {
      const max = await desk.role("Max", role);
      expect(problemsOf(await approveRequest(max, decision))).toMatchObject([{ code: "not-your-role" }]);
    }
    const away = await desk.role("Max", "manager", [mainStreet]);
    expect(problemsOf(await approveRequest(away, decision))).toEqual([
      { code: "not-your-location", facts: { location: "Back room" } },
    ]);
    const ava = await desk.role("Ava", "senior-finance");
    expect(problemsOf(await approveRequest(ava, decision))).toEqual([{ code: "may-not-write-off" }]);
    expect(desk.onShelf(mug, backRoom)).toBe(12);
  });

  it("is one of two who agree at once: one document, and the other is told", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug });
    await desk.asked(ben, command);
    const decision = { id: command.id, ...first };
    const olivia = await desk.as("Olivia");
    const answers = await Promise.all([
      approveRequest(desk.manager, decision),
      approveRequest(olivia, decision),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.flatMap(problemsOf)).toMatchObject([{ code: "request-decided" }]);
    expect([desk.onShelf(mug), await desk.events(command.id)]).toEqual([
      39,
      ["request-made", "request-approved"],
    ]);
    const winner = answers[0]?.ok ? desk.manager : olivia;
    expect(await approveRequest(winner, decision)).toMatchObject({ ok: true, value: { first: false } });
  });

  it("is told when it cannot be done now, and it stays asked for", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug, quantity: 35 });
    await desk.asked(ben, command);
    await submitted(desk, write({ itemId: mug, quantity: 10 }));
    const answer = await approveRequest(desk.manager, { id: command.id, ...first });
    expect(problemsOf(answer)).toMatchObject([{ code: "not-enough" }]);
    expect(await desk.request(command.id)).toMatchObject({
      state: "waiting",
      trouble: [{ code: "not-enough" }],
    });
    expect(desk.onShelf(mug)).toBe(30);
    await submitted(desk, write({ itemId: plate }));
  });
});

describe("what was asked", () => {
  it("is changed by who asked alone, and agreed to as it stands now or not at all", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug, quantity: 2 });
    await desk.asked(ben, command);
    const more = {
      ...command,
      lines: [{ ...command.lines[0], quantity: 20 } as (typeof command.lines)[number]],
    };
    expect(problemsOf(await changeRequest(desk.manager, { ...first, command: more }))).toEqual([
      { code: "not-found" },
    ]);
    expect(await changeRequest(ben, { ...first, command: more })).toMatchObject({
      ok: true,
      value: { revision: 2 },
    });
    expect(problemsOf(await approveRequest(desk.manager, { id: command.id, ...first }))).toMatchObject([
      { code: "request-moved-on", facts: { revision: 2 } },
    ]);
    expect(desk.onShelf(mug)).toBe(40);
    await approveRequest(desk.manager, { id: command.id, revision: 2 });
    expect(desk.onShelf(mug)).toBe(20);
    expect(problemsOf(await changeRequest(ben, { revision: 2, command }))).toMatchObject([
      { code: "request-decided" },
    ]);
  });

  it("waits again after it was sent back and changed, for the same or another person", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug, quantity: 2 });
    await desk.asked(ben, command);
    const back = { id: command.id, ...first, words: "Really two?" };
    expect(await answerRequest(desk.manager, back, "send-back")).toMatchObject({
      ok: true,
      value: { state: "sent-back" },
    });
    expect(await answerRequest(desk.manager, back, "send-back")).toMatchObject({ ok: true });
    expect(problemsOf(await approveRequest(desk.manager, { id: command.id, ...first }))).toMatchObject([
      { code: "request-decided" },
    ]);
    expect(await changeRequest(ben, { ...first, command })).toMatchObject({ ok: true });
    expect(await changeRequest(ben, { ...first, command })).toMatchObject({
      ok: true,
      value: { revision: 2 },
    });
    expect((await desk.request(command.id)).state).toBe("waiting");
    expect(await approveRequest(desk.manager, { id: command.id, revision: 2 })).toMatchObject({ ok: true });
    expect(await desk.events(command.id)).toEqual([
      ...["request-made", "request-sent-back", "request-changed", "request-approved"],
    ]);
  });

  it("keeps its incident when it is changed, and its document comes under it", async () => {
    const ben = await desk.role("Ben", "assistant");
    const incident = { id: systemIds.next(), name: "Burst pipe", note: "" };
    await makeIncident(desk.manager, incident);
    const command = write({ itemId: mug });
    await desk.asked(ben, command);
    const under = { id: command.id, incidentId: incident.id };
    expect(problemsOf(await askUnderIncident(desk.manager, under))).toEqual([{ code: "not-found" }]);
    expect(problemsOf(await askUnderIncident(ben, { ...under, incidentId: systemIds.next() }))).toMatchObject(
      [{ code: "not-found" }],
    );
    expect(await askUnderIncident(ben, under)).toMatchObject({ ok: true });
    await changeRequest(ben, { ...first, command: { ...command, note: "wet" } });
    expect((await askedForm(ben, command.id))?.kept.content.incidentId).toBe(incident.id);
    const view = await requestView(desk.manager, { id: command.id, seesCost: false });
    expect(view?.incident).toEqual({ id: incident.id, name: "Burst pipe" });
    const wish = { id: command.id, revision: 2, incidentId: incident.id };
    await approveRequest(desk.manager, wish);
    expect(await tagsOf(incident.id)).toEqual([{ document_id: command.id, tagged_by: ben.person?.userId }]);
    // Moved afterwards: the same word again leaves it there.
    await tagDocuments(desk.manager, { id: systemIds.next(), incidentId: null, documentIds: [command.id] });
    expect(await approveRequest(desk.manager, wish)).toMatchObject({ ok: true });
    expect(await tagsOf(incident.id)).toEqual([]);
    expect(problemsOf(await askUnderIncident(ben, { ...under, incidentId: null }))).toMatchObject([
      { code: "request-decided" },
    ]);
  });

  it("is approved for the incident that was shown alone, and the trail tells who put it there", async () => {
    const ben = await desk.role("Ben", "assistant");
    const [pipe, flood] = [systemIds.next(), systemIds.next()];
    for (const id of [pipe, flood]) await makeIncident(desk.manager, { id, name: "Burst pipe", note: "" });
    const command = write({ itemId: mug });
    const { id } = command;
    await desk.asked(ben, command);
    await askUnderIncident(ben, { id, incidentId: pipe });
    await askUnderIncident(ben, { id, incidentId: flood });
    for (const incidentId of [pipe, null, undefined]) {
      const wish = { id, ...first, ...(incidentId === undefined ? {} : { incidentId }) };
      expect(problemsOf(await approveRequest(desk.manager, wish))).toEqual([
        { code: "request-incident-changed" },
      ]);
    }
    expect(desk.onShelf(mug)).toBe(40);
    expect(await approveRequest(desk.manager, { id, ...first, incidentId: flood })).toMatchObject({
      ok: true,
    });
    const told = await desk.sql<{ kind: string; person_id: string; canonical: string }>(
      `SELECT kind, person_id, canonical FROM audit_event
        WHERE kind IN ('request-placed', 'incident-tagged') AND subject_id IN ($1, $2) ORDER BY at, id`,
      [id, flood],
    );
    const by = ben.person?.userId;
    expect(told.map((one) => [one.kind, one.person_id, JSON.parse(one.canonical).facts])).toEqual([
      ["request-placed", by, { revision: 1, from: null, to: pipe }],
      ["request-placed", by, { revision: 1, from: pipe, to: flood }],
      ["incident-tagged", by, { joined: [id], left: [], approvedBy: desk.manager.person?.userId }],
    ]);
  });

  it("comes under its incident with its document, whatever happens behind the commit", async () => {
    const ben = await desk.role("Ben", "assistant");
    const [open, closed] = [systemIds.next(), systemIds.next()];
    for (const incidentId of [open, closed]) {
      await makeIncident(desk.manager, { id: incidentId, name: "Burst pipe", note: "" });
      const command = write({ itemId: mug });
      const { id } = command;
      await desk.asked(ben, command);
      await askUnderIncident(ben, { id, incidentId });
      if (incidentId === closed)
        await changeIncident(desk.manager, { id: closed, name: "Burst pipe", note: "", closed: true });
      let there = -1;
      desk.emulator.hooks.beforeEffect = async () => {
        there = (await tagsOf(incidentId)).length;
      };
      const outside = incidentId === open ? [] : [{ code: "incident-closed" }];
      expect(await approveRequest(desk.manager, { id, ...first, incidentId })).toMatchObject({
        ok: true,
        value: { documentId: id, outside },
      });
      // Whoever lost that answer is told the same, also when the incident is open again.
      if (incidentId === closed)
        await changeIncident(desk.manager, { id: closed, name: "Burst pipe", note: "", closed: false });
      expect(await approveRequest(desk.manager, { id, ...first, incidentId })).toMatchObject({
        ok: true,
        value: { first: false, outside },
      });
      expect(there).toBe(incidentId === open ? 1 : 0);
    }
  });

  it("is over when it was withdrawn or rejected", async () => {
    const ben = await desk.role("Ben", "assistant");
    const [gone, refused] = [write({ itemId: mug }), write({ itemId: tin })];
    const tins = desk.onShelf(tin);
    for (const command of [gone, refused]) await desk.asked(ben, command);
    const wish = { id: gone.id, ...first };
    expect(problemsOf(await answerRequest(desk.manager, wish, "withdraw"))).toEqual([{ code: "not-found" }]);
    expect(await answerRequest(ben, wish, "withdraw")).toMatchObject({ ok: true });
    const no = { id: refused.id, ...first, words: "Still good" };
    expect(await answerRequest(desk.manager, no, "reject")).toMatchObject({ ok: true });
    for (const { id } of [gone, refused])
      expect(problemsOf(await approveRequest(desk.manager, { id, ...first }))).toMatchObject([
        { code: "request-decided" },
      ]);
    expect(await submitWriteOff(ben, gone)).toMatchObject({ value: { requested: "withdrawn" } });
    expect([desk.onShelf(mug), desk.onShelf(tin)]).toEqual([40, tins]);
  });

  it.each(["change", "withdraw"] as const)(
    "is either agreed to or met by a %s, never both",
    async (other) => {
      const ben = await desk.role("Ben", "assistant");
      const command = write({ itemId: mug, quantity: 2 });
      await desk.asked(ben, command);
      const more = {
        ...command,
        lines: [{ ...command.lines[0], quantity: 9 } as (typeof command.lines)[number]],
      };
      const [agreed, met] = await Promise.all([
        approveRequest(desk.manager, { id: command.id, ...first }),
        other === "change"
          ? changeRequest(ben, { ...first, command: more })
          : answerRequest(ben, { id: command.id, ...first }, "withdraw"),
      ]);
      expect([agreed.ok, met.ok].filter(Boolean)).toHaveLength(1);
      expect(desk.onShelf(mug)).toBe(agreed.ok ? 38 : 40);
    },
  );

  it("of another shop is not there", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug });
    await desk.asked(ben, command);
    const stranger = { ...desk.manager, shopId: "0198aaaa-0000-7000-8000-00000000beef" };
    expect(problemsOf(await approveRequest(stranger, { id: command.id, ...first }))).toEqual([
      { code: "not-found" },
    ]);
    expect(
      problemsOf(await answerRequest(stranger, { id: command.id, ...first, words: "x" }, "reject")),
    ).toEqual([{ code: "not-found" }]);
  });

  it("is noted when it has waited longer than the shop wants, and again only after as long again", async () => {
    const ben = await desk.role("Ben", "assistant");
    const command = write({ itemId: mug });
    await desk.asked(ben, command);
    const worker = await desk.as(null);
    const remind = async () => {
      await remindOfRequests(worker);
      return (await desk.events(command.id)).slice(1);
    };
    expect(await remind()).toEqual([]);
    await desk.sql("UPDATE request SET waiting_since = now() - interval '25 hours' WHERE id = $1", [
      command.id,
    ]);
    expect([await remind(), await remind()]).toEqual([["request-reminded"], ["request-reminded"]]);
  });
});

describe("undoing", () => {
  it("is refused to who may not, and asked for where a rule says so, with the lines of then", async () => {
    const document = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    const ben = await desk.role("Ben", "assistant");
    expect(problemsOf(await reverseWriteOff(ben, undo(document.id)))).toMatchObject([
      { code: "not-your-role" },
    ]);
    await desk.rule({ act: "reversal", measure: "any", most: null });
    const back = undo(document.id);
    expect(await reverseWriteOff(desk.manager, back)).toMatchObject({ value: { requested: "waiting" } });
    expect(desk.onShelf(mug)).toBe(36);
    const olivia = await desk.as("Olivia");
    expect(await approveRequest(olivia, { id: back.id, ...first })).toMatchObject({ ok: true });
    expect(desk.onShelf(mug)).toBe(40);
    expect(await desk.document(back.id)).toMatchObject({
      reversesId: document.id,
      approvedBy: olivia.person?.userId,
    });
  });

  it("asks who agrees for the right to undo as well", async () => {
    const document = await submitted(desk, write({ itemId: mug }));
    await desk.rule({ act: "reversal", measure: "any", most: null });
    const back = undo(document.id);
    await reverseWriteOff(desk.manager, back);
    const ava = await desk.role("Ava", "finance");
    expect(problemsOf(await approveRequest(ava, { id: back.id, ...first }))).toEqual([
      { code: "may-not-write-off" },
    ]);
  });
});
