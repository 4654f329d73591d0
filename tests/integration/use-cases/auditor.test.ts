import { expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { Result } from "#app/domain/result.ts";
import { beginDraft } from "#app/use-cases/draft/begin-draft.ts";
import { flagUnsellable } from "#app/use-cases/draft/flag-unsellable.ts";
import { keepGoods } from "#app/use-cases/draft/keep-goods.ts";
import { addEvidence } from "#app/use-cases/evidence/add-evidence.ts";
import { makeIncident } from "#app/use-cases/incident/make-incident.ts";
import { tagDocuments } from "#app/use-cases/incident/tag-documents.ts";
import { closePeriod } from "#app/use-cases/journal/close-period.ts";
import { saveView } from "#app/use-cases/list/save-view.ts";
import { giveRole } from "#app/use-cases/people/give-role.ts";
import { setReminder } from "#app/use-cases/people/set-approval-rule.ts";
import { answerRequest } from "#app/use-cases/request/answer-request.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import { askUnderIncident } from "#app/use-cases/request/ask-under-incident.ts";
import { changeRequest } from "#app/use-cases/request/change-request.ts";
import { changeStockPolicy } from "#app/use-cases/shop/change-stock-policy.ts";
import { changeWatch } from "#app/use-cases/signal/change-watch.ts";
import { reverseWriteOff } from "#app/use-cases/write-off/reverse-write-off.ts";
import { submitForm } from "#app/use-cases/write-off/submit-form.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { jpeg } from "#tests/support/photos.ts";
import { mainStreet, mug, submitted, tin, undo, write } from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();

it("an auditor who may change everything at Shopify changes nothing here, nor what they asked for before", async () => {
  const document = await submitted(desk, write({ itemId: tin }));
  const theirs = write({ itemId: mug });
  await desk.asked(await desk.role("Max", "assistant"), theirs);
  const manager = await desk.as("Olivia");
  const incident = { id: systemIds.next(), name: "Burst pipe", note: "" };
  await makeIncident(manager, incident);
  const others = write({ itemId: mug });
  await desk.asked(await desk.role("Ben", "assistant"), others);

  const auditor = await desk.role("Max", "auditor");
  const id = () => systemIds.next();
  const goods = { itemId: mug, locationId: mainStreet, quantity: 1, reasonId: "damaged" };
  const photo = { id: id(), ownerKind: "document", ownerId: document.id, name: "a.jpg" } as const;
  const before = await everything();
  const wishes: Record<string, () => Promise<Result<unknown>>> = {
    submit: () => submitWriteOff(auditor, write({ itemId: mug })),
    form: () => submitForm(auditor, write({ itemId: mug }), incident.id),
    reverse: () => reverseWriteOff(auditor, undo(document.id)),
    value: () => valueLine(auditor, { documentId: document.id, position: 0, unitCost: { amount: "1" } }),
    flag: () => flagUnsellable(auditor, { id: id(), ...goods }),
    keep: () => keepGoods(auditor, { lines: [{ id: id(), ...goods }] }),
    begin: () => beginDraft(auditor, { id: id(), documentId: document.id }),
    photo: () => addEvidence(auditor, photo, jpeg()),
    incident: () => makeIncident(auditor, { ...incident, id: id() }),
    tag: () => tagDocuments(auditor, { id: id(), incidentId: incident.id, documentIds: [document.id] }),
    close: () => closePeriod(auditor, { through: "2026-01-31" }),
    view: () => saveView(auditor, { id: id(), name: "All", query: "", shared: true }),
    role: () => giveRole(auditor, { userId: "9000004", role: null, locations: [] }),
    reminder: () => setReminder(auditor, { hours: 1 }),
    watch: () => changeWatch(auditor, { watch: null }),
    policy: () => changeStockPolicy(auditor, { refuseBelowZero: false, refuseBelowCommitted: false }),
    approve: () => approveRequest(auditor, { id: others.id, revision: 1 }),
    reject: () => answerRequest(auditor, { id: others.id, revision: 1, words: "No" }, "reject"),
    change: () => changeRequest(auditor, { revision: 1, command: { ...theirs, note: "more" } }),
    place: () => askUnderIncident(auditor, { id: theirs.id, incidentId: incident.id }),
  };
  for (const [name, wish] of Object.entries(wishes)) {
    const answer = await wish();
    expect([name, answer.ok ? "done" : answer.problems[0]?.code]).toEqual([name, "not-your-role"]);
  }
  expect(await everything()).toEqual(before);
});

const everything = () =>
  desk.sql(`SELECT (SELECT count(*) FROM audit_event) AS events, (SELECT count(*) FROM document) AS documents,
    (SELECT count(*) FROM request_revision) AS revisions, (SELECT count(*) FROM draft) AS drafts,
    (SELECT count(*) FROM draft_line) AS flags, (SELECT count(*) FROM kept_file) AS files,
    (SELECT count(*) FROM incident_document) AS tags, (SELECT count(*) FROM list_view) AS views`);
