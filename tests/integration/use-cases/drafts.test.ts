import { describe, expect, test } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import type { DraftContent } from "#app/domain/draft/draft-content.ts";
import { type FlagCommand, parseFlagCommand } from "#app/domain/draft/flag-command.ts";
import { beginDraft } from "#app/use-cases/draft/begin-draft.ts";
import { changeFlag } from "#app/use-cases/draft/change-flag.ts";
import { discardDraft } from "#app/use-cases/draft/discard-draft.ts";
import { discardFlags } from "#app/use-cases/draft/discard-flags.ts";
import { flagUnsellable } from "#app/use-cases/draft/flag-unsellable.ts";
import { saveDraft } from "#app/use-cases/draft/save-draft.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import {
  adjusting,
  backRoom,
  mainStreet,
  mug,
  openDesk,
  plate,
  problemsOf,
  redMug,
  submitted,
  write,
} from "./desk.ts";

const desk = openDesk();

function flag(parts: Partial<FlagCommand> = {}): FlagCommand {
  return {
    id: systemIds.next(),
    itemId: mug,
    locationId: mainStreet,
    quantity: 2,
    reasonId: "damaged",
    ...parts,
  };
}

async function flagged(parts: Partial<FlagCommand> = {}, ctx = desk.manager) {
  const answer = await flagUnsellable(ctx, flag(parts));
  if (!answer.ok) throw new Error(JSON.stringify(answer.problems));
  return answer.value;
}

const rows = () =>
  desk.sql<{ id: string; quantity: number; state: string; revision: number }>(
    "SELECT id, quantity, state, revision FROM draft_line ORDER BY flagged_at, id",
  );
describe("flagging goods", () => {
  test("puts them on the list of their location, and the same again raises the line", async () => {
    const [one, two] = [await flagged({ note: "chipped" }), await flagged({ note: "chipped", quantity: 3 })];
    expect([one.quantity, two.quantity, two.draftLineId]).toEqual([2, 5, one.draftLineId]);
    const elsewhere = await flagged({ note: "chipped", locationId: backRoom });
    const otherwise = await flagged({ note: "chipped", reasonId: "expired" });
    expect(new Set([one, elsewhere, otherwise].map(({ draftLineId }) => draftLineId)).size).toBe(3);
    const shared = await desk.sql("SELECT location_id FROM draft WHERE kind = 'shared'");
    expect(shared).toHaveLength(2);
    expect(desk.onShelf(mug)).toBe(40);
  });

  test("ten times at once under one id counts once, and under ten ids ten times", async () => {
    const command = flag({ note: "one wish" });
    const same = await Promise.all(Array.from({ length: 10 }, () => flagUnsellable(desk.manager, command)));
    expect(same.every((answer) => answer.ok && answer.value.quantity === 2)).toBe(true);
    expect(same.filter((answer) => answer.ok && answer.value.first)).toHaveLength(1);
    const many = Array.from({ length: 10 }, () => flagged({ note: "ten wishes", quantity: 1 }));
    expect(Math.max(...(await Promise.all(many)).map(({ quantity }) => quantity))).toBe(10);
    expect(problemsOf(await flagUnsellable(desk.manager, { ...command, quantity: 3 }))).toMatchObject([
      { code: "id-taken" },
    ]);
  });

  test("is refused where there is not as much, and for a reason or place that is none", async () => {
    const refused = async (parts: Partial<FlagCommand>, ctx = desk.manager) =>
      problemsOf(await flagUnsellable(ctx, flag(parts))).map(({ code }) => code);
    expect(await refused({ quantity: 41 })).toEqual(["not-enough"]);
    expect(await refused({ reasonId: "gremlins" })).toEqual(["unknown-reason"]);
    expect(await refused({ itemId: "gid://shopify/InventoryItem/4900000001" })).toEqual(["unknown-item"]);
    expect(await refused({ locationId: "gid://shopify/Location/9999" })).toEqual(["unknown-location"]);
    expect(await refused({ theftClass: "internal" })).toEqual(["not-a-theft"]);
    expect(await refused({ reasonId: "other" })).toEqual([]);
  });

  test("is open to an assistant at their own location and closed to an auditor", async () => {
    const person = desk.manager.person as NonNullable<ShopContext["person"]>;
    const as = (parts: object): ShopContext => ({ ...desk.manager, person: { ...person, ...parts } });
    const assistant = as({
      role: "assistant",
      accountOwner: false,
      mayWriteOff: false,
      locations: [backRoom],
    });
    expect((await flagUnsellable(assistant, flag({ locationId: backRoom, note: "hers" }))).ok).toBe(true);
    expect(problemsOf(await flagUnsellable(assistant, flag()))).toMatchObject([
      { code: "not-your-location" },
    ]);
    const auditor = as({ role: "auditor", accountOwner: false });
    expect(problemsOf(await flagUnsellable(auditor, flag()))).toMatchObject([{ code: "not-your-role" }]);
    const [line] = (await rows()).slice(-1);
    const theirs = { lines: [{ id: line?.id ?? "", revision: line?.revision ?? 0 }] };
    const away = as({ role: "assistant", accountOwner: false, locations: [mainStreet] });
    expect(problemsOf(await discardFlags(away, theirs))).toMatchObject([{ code: "not-your-location" }]);
    expect(problemsOf(await discardFlags(auditor, theirs))).toMatchObject([{ code: "not-your-role" }]);
    const begin = { id: systemIds.next(), flags: [line?.id ?? ""] };
    expect(problemsOf(await beginDraft(away, begin))).toMatchObject([
      { code: "not-your-location", facts: { location: "Back room" } },
    ]);
    expect(await beginDraft(assistant, begin)).toMatchObject({ ok: true });
  });

  test("takes no field it does not know, and no words that mean nothing", () => {
    for (const parts of [
      { shopId: "x" },
      { salvage: "worthless" },
      { quantity: 0 },
      { quantity: 1.5 },
      { id: "1" },
    ])
      expect(parseFlagCommand({ ...flag(), ...parts }).ok).toBe(false);
  });
});

describe("what was flagged", () => {
  test("joins one document of two that are submitted at once, and the other hears whose it is", async () => {
    const { draftLineId } = await flagged({ note: "two at once" });
    const max = await desk.as("Max");
    const line = { itemId: mug, quantity: 2, draftLineId };
    const commands = [write(line), write({ ...line, note: "too" }, { itemId: plate })];
    const answers = await Promise.all([
      submitWriteOff(desk.manager, commands[0] as ReturnType<typeof write>),
      submitWriteOff(max, commands[1] as ReturnType<typeof write>),
    ]);
    const won = answers.findIndex(({ ok }) => ok);
    const winner = await desk.document(commands[won]?.id ?? "");
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(problemsOf(answers[1 - won] as (typeof answers)[number])).toMatchObject([
      {
        code: "candidate-taken",
        facts: { documentId: winner.id, number: `WO-${String(winner.number).padStart(6, "0")}` },
      },
    ]);
    expect(desk.onShelf(mug)).toBe(38);
    const docs = await desk.sql("SELECT id FROM document WHERE id = ANY($1)", [commands.map(({ id }) => id)]);
    expect(docs).toHaveLength(1);
  });

  test("keeps what was not taken along, and comes back when its line was refused", async () => {
    const taken = await flagged({ itemId: redMug, note: "taken", quantity: 1 });
    const left = await flagged({ itemId: plate, note: "left", quantity: 1 });
    desk.emulator.faults.push({ ...adjusting, kind: "stale", delta: -10_000 });
    const refused = await submitted(desk, write({ itemId: redMug, draftLineId: taken.draftLineId }));
    expect(refused.state).toBe("refused");
    const again = await submitted(
      desk,
      write({ itemId: plate, draftLineId: left.draftLineId, note: "still there" }),
    );
    expect(again.state).toBe("done");
    const lines = await desk.sql<{ taken: boolean }>(
      `SELECT EXISTS (SELECT FROM document_line l
                WHERE l.draft_line_id = d.id AND l.fate <> 'refused') AS taken
         FROM draft_line d WHERE id = ANY($1) ORDER BY note`,
      [[taken.draftLineId, left.draftLineId]],
    );
    expect(lines).toEqual([{ taken: true }, { taken: false }]);
  });

  test("can be taken for no other goods, not after it was put away, and never by another shop", async () => {
    const { draftLineId } = await flagged({ note: "mine" });
    for (const line of [
      { itemId: plate, draftLineId },
      { itemId: mug, locationId: backRoom, draftLineId },
      { itemId: mug, draftLineId: systemIds.next() },
    ])
      expect(problemsOf(await submitWriteOff(desk.manager, write(line)))).toEqual([
        { code: "not-found", at: ["lines"] },
      ]);
    await discardFlags(desk.manager, { lines: [{ id: draftLineId, revision: 1 }] });
    expect(problemsOf(await submitWriteOff(desk.manager, write({ itemId: mug, draftLineId })))).toMatchObject(
      [{ code: "candidate-taken", facts: { number: null } }],
    );
    expect(desk.onShelf(mug)).toBe(40);
  });

  test("is changed by whoever saw it last, and not any more once a document has it", async () => {
    const { draftLineId: id } = await flagged({ note: "changing" });
    const change = { id, revision: 1, quantity: 4, reasonId: "expired", note: "four" };
    expect((await changeFlag(desk.manager, change)).ok).toBe(true);
    expect(problemsOf(await changeFlag(desk.manager, change))).toMatchObject([{ code: "changed-meanwhile" }]);
    expect(problemsOf(await discardFlags(desk.manager, { lines: [{ id, revision: 1 }] }))).toMatchObject([
      { code: "changed-meanwhile" },
    ]);
    const document = await submitted(desk, write({ itemId: mug, quantity: 4, draftLineId: id }));
    expect(problemsOf(await changeFlag(desk.manager, { ...change, revision: 2 }))).toMatchObject([
      { code: "candidate-taken", facts: { documentId: document.id } },
    ]);
    await expect(
      desk.sql("UPDATE draft_line SET quantity = 1, revision = 9 WHERE id = $1", [id]),
    ).rejects.toThrow("stays as it is");
  });
});

describe("a form that was left", () => {
  const content = (note = ""): DraftContent => ({
    reasonId: "damaged",
    disposal: "",
    note,
    eventDate: "2026-11-21",
    incidentId: "",
    lines: [],
  });

  test("is kept for its person, in the order of its revisions, and taken from nobody", async () => {
    const id = systemIds.next();
    const saved = await saveDraft(desk.manager, { id, revision: 0, content: content("begun") });
    expect(saved).toMatchObject({ ok: true, value: { revision: 1 } });
    expect(await saveDraft(desk.manager, { id, revision: 0, content: content("begun") })).toMatchObject({
      value: { revision: 1 },
    });
    expect(await saveDraft(desk.manager, { id, revision: 1, content: content("more") })).toMatchObject({
      value: { revision: 2 },
    });
    const late = await saveDraft(desk.manager, { id, revision: 1, content: content("in the other window") });
    expect(problemsOf(late)).toMatchObject([{ code: "changed-meanwhile" }]);
    const max = await desk.as("Olivia");
    const theirs = await saveDraft(max, { id, revision: 2, content: content("theirs") });
    expect(problemsOf(theirs)).toMatchObject([{ code: "id-taken" }]);
    await discardDraft(max, { id });
    expect(await desk.sql("SELECT state FROM draft WHERE id = $1", [id])).toEqual([{ state: "open" }]);
  });

  test("is over when it has become a document, and when it was put away", async () => {
    const command = write({ itemId: mug });
    await saveDraft(desk.manager, { id: command.id, revision: 0, content: content() });
    const document = await submitted(desk, command);
    const late = await saveDraft(desk.manager, { id: command.id, revision: 1, content: content("late") });
    const over = `WO-${String(document.number).padStart(6, "0")}`;
    expect(late).toMatchObject({ ok: true, value: { revision: 1, over } });
    expect(await desk.sql("SELECT content FROM draft WHERE id = $1", [command.id])).toEqual([
      { content: content() },
    ]);
    const id = systemIds.next();
    await saveDraft(desk.manager, { id, revision: 0, content: content() });
    await discardDraft(desk.manager, { id });
    await discardDraft(desk.manager, { id });
    const after = await saveDraft(desk.manager, { id, revision: 1, content: content("after") });
    expect(problemsOf(after)).toMatchObject([{ code: "changed-meanwhile" }]);
  });

  test("is not kept without end: the twenty-first must wait for one to be finished", async () => {
    const before = await desk.sql("SELECT id FROM draft WHERE kind = 'own' AND state = 'open'");
    for (let more = before.length; more < 22; more += 1)
      await saveDraft(desk.manager, { id: systemIds.next(), revision: 0, content: content() });
    const late = await saveDraft(desk.manager, { id: systemIds.next(), revision: 0, content: content() });
    expect(problemsOf(late)).toMatchObject([{ code: "too-many-drafts", facts: { most: 20 } }]);
  });
});

describe("what a person is asked", () => {
  const asked = (parts: object, ctx = desk.manager) =>
    submitWriteOff(ctx, { ...write({ itemId: plate, ...parts }), acknowledged: [] });

  test("stands in the way until it was read, and is kept with the document for good", async () => {
    const first = await submitted(desk, write({ itemId: plate, quantity: 3, reasonId: "lost" }));
    const second = {
      ...write({ itemId: plate, quantity: 3, reasonId: "lost" }),
      acknowledged: [] as string[],
    };
    const before = desk.onShelf(plate);
    const answer = await submitWriteOff(desk.manager, second);
    const [question] = problemsOf(answer);
    expect(question).toMatchObject({ code: "doubled", at: ["lines", 0], facts: { documentId: first.id } });
    expect(desk.onShelf(plate)).toBe(before);
    const read = { ...second, acknowledged: [String(question?.facts?.key)] };
    const document = await submitted(desk, read);
    expect(document.answers).toMatchObject([
      { code: "doubled", facts: { number: `WO-${String(first.number).padStart(6, "0")}` } },
    ]);
    await expect(desk.sql("SET ROLE lossbook_app; UPDATE document SET answers = '[]'")).rejects.toThrow(
      "denied",
    );
    await desk.sql("RESET ROLE");
    const [event] = await desk.sql<{ canonical: string }>(
      "SELECT canonical FROM audit_event WHERE subject_id = $1 AND kind = 'document-submitted'",
      [document.id],
    );
    expect(event?.canonical).toContain('"answered":["doubled ');
  });

  test("is nothing where nobody is there to ask: a machine hears no questions", async () => {
    await submitted(desk, write({ itemId: plate, quantity: 2, reasonId: "lost" }));
    expect((await submitted(desk, write({ itemId: plate, quantity: 2, reasonId: "lost" }))).answers).toEqual(
      [],
    );
  });

  test("names what somebody has flagged, and what stood there before", async () => {
    await flagged({ itemId: plate, quantity: 1, reasonId: "stolen" });
    expect(problemsOf(await asked({ reasonId: "stolen", quantity: 1 }))).toMatchObject([
      { code: "doubled", facts: { where: "flagged" } },
    ]);
    expect(problemsOf(await asked({ itemId: mug, reasonId: "lost", quantity: 30 }))).toMatchObject([
      { code: "implausible-quantity" },
    ]);
  });

  test("says whose orders go without, where the shop allows it at all", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    const problems = problemsOf(await asked({ itemId: mug, reasonId: "lost", quantity: 43 }));
    expect(problems.map(({ code }) => code)).toContain("below-committed");
  });

  test("is kept on the line where it was about what goods are still worth", async () => {
    await desk.sql("UPDATE shop SET salvage_from_minor = 1");
    const command = { ...write({ itemId: mug }), acknowledged: [] as string[] };
    const problems = problemsOf(await submitWriteOff(desk.manager, command));
    expect(problems.at(-1)?.code).toBe("worth-something");
    const acknowledged = problems.map(({ facts }) => String(facts?.key));
    const lines = command.lines.map((line) => ({ ...line, salvage: "return" as const }));
    const document = await submitted(desk, { ...command, acknowledged, lines });
    expect(document.lines).toMatchObject([{ salvage: "return", disposal: "returned-to-supplier" }]);
    await desk.sql("UPDATE shop SET salvage_from_minor = NULL");
  });
});
