import { describe, expect, it } from "vitest";
import { systemIds } from "#app/adapters/system-clock.ts";
import { taskList } from "#app/queries/task-list.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";
import type { Switches } from "#tests/emulators/shopify/switches.ts";
import {
  adjusting,
  attemptsOf,
  backRoom,
  fatesOf,
  journalOf,
  mainStreet,
  mug,
  openDesk,
  plate,
  problemsOf,
  reversed,
  submitted,
  towel,
  undo,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const minutes = 60_000;
const worker = () => desk.as(null);
const oneMug = (quantity = 1) => write({ itemId: mug, quantity });
const sell = (delta = -1) => desk.emulator.stranger({ itemId: mug, locationId: mainStreet }, delta);

async function takeUp(id: string): Promise<void> {
  await carryOut(await worker(), id);
}

/** Every send from now on is lost until the job takes over; then the world is as `meanwhile` left it. */
async function lostAt(phase: "drop-before" | "drop-after", command = oneMug()): Promise<string> {
  desk.emulator.fault({ kind: phase, ...adjusting }, { kind: "drop-before", times: 9, ...adjusting });
  await submitted(desk, command);
  desk.emulator.faults.clear();
  expect((await desk.document(command.id)).state).toBe("working");
  return command.id;
}

async function madeUnknown(quantity = 2): Promise<{ id: string; attemptId: string }> {
  desk.emulator.setSwitches({ idempotency: "ignored" });
  const id = await lostAt("drop-after", oneMug(quantity));
  await takeUp(id);
  const document = await desk.document(id);
  expect(fatesOf(document)).toEqual([["unknown", null]]);
  return { id, attemptId: attemptsOf(document).at(-1)?.id ?? "" };
}

describe("a key Shopify does not honour", () => {
  const keys: Switches["idempotency"][] = ["ignored", "previous-attempt-failed"];

  it.each(keys)("(%s) never makes a second effect: a person is asked", async (idempotency) => {
    desk.emulator.setSwitches({ idempotency });
    const id = await lostAt("drop-after");
    await takeUp(id);
    const document = await desk.document(id);
    expect(fatesOf(document)).toEqual([["unknown", null]]);
    expect(document).toMatchObject({ state: "working", unitsApplied: 0, entries: [] });
    expect(attemptsOf(document)).toMatchObject([{ state: "unknown", proof: "none" }]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it.each(keys)("(%s) is no trouble where the lost call had no effect", async (idempotency) => {
    desk.emulator.setSwitches({ idempotency });
    const id = await lostAt("drop-before");
    await takeUp(id);
    expect(await desk.document(id)).toMatchObject({ state: "done", unitsApplied: 1 });
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("that is forgotten early is as good as none", async () => {
    desk.emulator.setSwitches({ idempotency: "forgotten-early" });
    const id = await lostAt("drop-after");
    await desk.ageBy(11 * minutes);
    await takeUp(id);
    expect(fatesOf(await desk.document(id))).toEqual([["unknown", null]]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("is not sent again when somebody put back exactly what left: the comparison would let it through", async () => {
    desk.emulator.setSwitches({ idempotency: "ignored" });
    const id = await lostAt("drop-after");
    sell(+1);
    const writes = writesAt(desk.emulator);
    await takeUp(id);
    expect(fatesOf(await desk.document(id))).toEqual([["unknown", null]]);
    expect([desk.onShelf(mug), writesAt(desk.emulator)]).toEqual([40, writes]);
  });
});

describe("a key Shopify honours", () => {
  it("gets the first result also after others have sold", async () => {
    const id = await lostAt("drop-after", oneMug(3));
    sell(-5);
    await takeUp(id);
    const document = await desk.document(id);
    expect(document.lines[0]).toMatchObject({ fate: "applied", beforeQuantity: 40, afterQuantity: 37 });
    expect(desk.onShelf(mug)).toBe(32);
    const mirror = await desk.sql<{ available: number }>("SELECT available FROM level_mirror");
    expect(mirror).toHaveLength(1);
  });

  it("is not trusted after twenty hours: the levels decide, and here they prove that nothing happened", async () => {
    const id = await lostAt("drop-before");
    await desk.ageBy(21 * 60 * minutes);
    await takeUp(id);
    const document = await desk.document(id);
    expect(document).toMatchObject({ state: "done", unitsApplied: 1 });
    expect(attemptsOf(document)).toMatchObject([
      { state: "refused", proof: "levels" },
      { state: "applied", sends: 1 },
    ]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("is not trusted after twenty hours, and levels that moved prove nothing", async () => {
    const id = await lostAt("drop-before");
    await desk.ageBy(21 * 60 * minutes);
    sell(-1);
    sell(+1);
    const writes = writesAt(desk.emulator);
    await takeUp(id);
    expect(fatesOf(await desk.document(id))).toEqual([["unknown", null]]);
    expect(writesAt(desk.emulator)).toBe(writes);
  });
});

describe("a refusal after a send that went unanswered", () => {
  const failed = { kind: "user-error", code: "ADJUST_QUANTITIES_FAILED", ...adjusting } as const;

  it("may be our own effect looking back at us: stale is not believed", async () => {
    const id = await lostAt("drop-before");
    sell(-1);
    await takeUp(id);
    expect(fatesOf(await desk.document(id))).toEqual([["unknown", null]]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("gives way to a successor only when no call can be on its way and no level has moved", async () => {
    const id = await lostAt("drop-before");
    desk.emulator.fault(failed);
    await takeUp(id);
    const waiting = await desk.document(id);
    expect(attemptsOf(waiting)).toMatchObject([{ state: "sent", proof: "needed" }]);
    const writes = writesAt(desk.emulator);
    await takeUp(id);
    expect(writesAt(desk.emulator)).toBe(writes);
    await desk.ageBy(3 * minutes);
    await takeUp(id);
    const document = await desk.document(id);
    expect(document).toMatchObject({ state: "done", unitsApplied: 1 });
    expect(attemptsOf(document)).toMatchObject([
      { state: "refused", proof: "levels" },
      { state: "applied", sends: 1 },
    ]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("is unknown when the lost call arrives while its proof is awaited", async () => {
    const command = oneMug();
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    desk.emulator.fault(failed);
    await takeUp(command.id);
    sell(-1);
    await desk.ageBy(3 * minutes);
    await takeUp(command.id);
    expect(fatesOf(await desk.document(command.id))).toEqual([["unknown", null]]);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("needs the proof of every level: one that moved is enough to ask a person about all", async () => {
    const command = write({ itemId: mug }, { itemId: plate }, { itemId: towel });
    const id = await lostAt("drop-before", command);
    desk.emulator.fault(failed);
    await takeUp(id);
    desk.emulator.stranger({ itemId: towel, locationId: mainStreet }, -1);
    await desk.ageBy(3 * minutes);
    await takeUp(id);
    expect(fatesOf(await desk.document(id)).map(([fate]) => fate)).toEqual(["unknown", "unknown", "unknown"]);
    expect([desk.onShelf(mug), desk.onShelf(plate), desk.onShelf(towel)]).toEqual([40, 18, 29]);
  });

  it("of the right to write is no proof either", async () => {
    const id = await lostAt("drop-after");
    const max = desk.emulator.shop().staff.get("9000002");
    if (max) max.mayChangeInventory = false;
    await takeUp(id);
    expect(fatesOf(await desk.document(id))).toEqual([["unknown", null]]);
    expect(attemptsOf(await desk.document(id))).toMatchObject([{ state: "unknown" }]);
  });
});

describe("what nobody can know", () => {
  it("is a task that says what was sent, and carries its units in no journal", async () => {
    const { id, attemptId } = await madeUnknown();
    const { unknown } = await taskList(desk.manager);
    const task = unknown.find((one) => one.attemptId === attemptId);
    expect(task).toMatchObject({
      document: { id },
      reference: `gid://lossbook/WriteOff/${id}/${attemptId}`,
      changes: [{ delta: -2, changeFrom: 40, title: "Blue mug", locationName: "Main street" }],
    });
    expect((await desk.document(id)).entries).toEqual([]);
  });

  it("that happened, says a person, is booked from what was sent", async () => {
    const { id, attemptId } = await madeUnknown();
    const command = { documentId: id, attemptId, happened: true, note: "seen in the history" };
    expect(await resolveAttempt(desk.manager, command)).toEqual({ ok: true, value: { documentId: id } });
    const document = await desk.document(id);
    expect(document).toMatchObject({ state: "done", unitsApplied: 2, valueMinor: 900n });
    expect(document.lines[0]).toMatchObject({ fate: "applied", beforeQuantity: 40, afterQuantity: 38 });
    expect(journalOf(document)).toEqual([["shrinkage-damage D 900", "inventory C 900"]]);
    expect(attemptsOf(document)).toMatchObject([{ state: "unknown" }]);
    const back = await reversed(desk, undo(id));
    expect([back.state, desk.onShelf(mug)]).toEqual(["done", 40]);
  });

  it("that did not happen, says a person, leaves the books alone and is not tried again", async () => {
    const { id, attemptId } = await madeUnknown();
    const writes = writesAt(desk.emulator);
    expect(await resolveAttempt(desk.manager, { documentId: id, attemptId, happened: false })).toMatchObject({
      ok: true,
    });
    const document = await desk.document(id);
    expect(fatesOf(document)).toEqual([["refused", "did-not-happen"]]);
    expect(document).toMatchObject({ state: "refused", entries: [] });
    await takeUp(id);
    expect(writesAt(desk.emulator)).toBe(writes);
  });

  it("that happened in part, says a person, is booked for that part and refused for the rest", async () => {
    desk.emulator.setSwitches({ idempotency: "ignored" });
    const id = await lostAt("drop-after", write({ itemId: mug, quantity: 2 }, { itemId: towel }));
    await takeUp(id);
    const attemptId = attemptsOf(await desk.document(id)).at(-1)?.id ?? "";
    const { unknown } = await taskList(desk.manager);
    const task = unknown.find((one) => one.attemptId === attemptId);
    const place = task?.changes.findIndex((change) => change.itemId === mug) ?? -1;
    const word = { documentId: id, attemptId, happened: true };
    for (const wrong of [{ changes: [0, 0] }, { changes: [2] }, { changes: [place], happened: false }])
      expect(problemsOf(await resolveAttempt(desk.manager, { ...word, ...wrong }))).toEqual([
        { code: "bad-field", at: ["changes"] },
      ]);
    expect(await resolveAttempt(desk.manager, { ...word, changes: [place] })).toMatchObject({ ok: true });
    const document = await desk.document(id);
    expect(fatesOf(document)).toEqual([
      ["applied", null],
      ["refused", "did-not-happen"],
    ]);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 2, valueMinor: 900n });
    expect(journalOf(document)).toEqual([["shrinkage-damage D 900", "inventory C 900"]]);
  });

  it("is answered once, and every word is kept with the name of who said it", async () => {
    const { id, attemptId } = await madeUnknown();
    const olivia = await desk.as("Olivia");
    const words = [true, false, true].map((happened) => ({ documentId: id, attemptId, happened }));
    const answers = await Promise.all(words.map((word) => resolveAttempt(olivia, word)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    for (const answer of answers.filter((one) => !one.ok))
      expect(problemsOf(answer)).toEqual([{ code: "already-resolved" }]);
    const events = await desk.sql<{ kind: string; person_id: string | null }>(
      "SELECT kind, person_id FROM audit_event WHERE subject_id = $1 ORDER BY id",
      [id],
    );
    expect(events.map(({ kind }) => kind)).toEqual([
      "document-submitted",
      "adjustment-unknown",
      "attempt-resolved",
      expect.stringMatching(/^adjustment-(applied|refused)$/),
    ]);
    expect(events.slice(2).map((event) => event.person_id)).toEqual(["9000001", "9000001"]);
    const [said] = await desk.sql("SELECT resolved_by FROM attempt_resolution WHERE attempt_id = $1", [
      attemptId,
    ]);
    expect(said).toEqual({ resolved_by: "9000001" });
  });

  it("is nobody's to answer who may not write off, or not there, nor under another document's name", async () => {
    const { id, attemptId } = await madeUnknown();
    const ava = await desk.as("Ava");
    const happened = true;
    expect(problemsOf(await resolveAttempt(ava, { documentId: id, attemptId, happened }))).toEqual([
      { code: "may-not-write-off" },
    ]);
    const { person } = desk.manager;
    const away = { ...desk.manager, person: person && { ...person, locations: [backRoom] } };
    expect(problemsOf(await resolveAttempt(away, { documentId: id, attemptId, happened: false }))).toEqual([
      { code: "not-your-location", facts: { location: "Main street" } },
    ]);
    const another = await submitted(desk, write({ itemId: plate }));
    for (const wrong of [
      { documentId: another.id, attemptId },
      { documentId: id, attemptId: attemptsOf(another)[0]?.id ?? "" },
      { documentId: systemIds.next(), attemptId },
    ])
      expect(problemsOf(await resolveAttempt(desk.manager, { ...wrong, happened }))).toEqual([
        { code: "not-found" },
      ]);
    expect(fatesOf(await desk.document(id))).toEqual([["unknown", null]]);
  });

  it("holds up no other part of its document", async () => {
    desk.emulator.setSwitches({ idempotency: "ignored" });
    const command = write({ itemId: mug }, { itemId: mug, reasonId: "lost" }, { itemId: towel });
    const id = await lostAt("drop-after", command);
    await takeUp(id);
    const document = await desk.document(id);
    expect(fatesOf(document).map(([fate]) => fate)).toEqual(["unknown", "applied", "unknown"]);
    expect(document).toMatchObject({ state: "working", unitsApplied: 1 });
    expect(desk.onShelf(mug)).toBe(38);
    const attemptId = attemptsOf(document).find(({ state }) => state === "unknown")?.id ?? "";
    await resolveAttempt(desk.manager, { documentId: id, attemptId, happened: true });
    expect(await desk.document(id)).toMatchObject({ state: "done", unitsApplied: 3, valueMinor: 1110n });
  });

  it("about a reversal keeps its units promised until somebody says", async () => {
    const original = await submitted(desk, oneMug(5));
    desk.emulator.setSwitches({ idempotency: "ignored" });
    desk.emulator.fault(
      { kind: "drop-after", ...adjusting },
      { kind: "drop-before", times: 9, ...adjusting },
    );
    const back = await reversed(desk, undo(original.id, { lines: [{ position: 0, quantity: 3 }] }));
    desk.emulator.faults.clear();
    await takeUp(back.id);
    const unknown = await desk.document(back.id);
    expect(fatesOf(unknown)).toEqual([["unknown", null]]);
    expect((await desk.document(original.id)).lines[0]?.balance).toMatchObject({ reserved: 3, reversed: 0 });
    const attemptId = attemptsOf(unknown).at(-1)?.id ?? "";
    await resolveAttempt(desk.manager, { documentId: back.id, attemptId, happened: false });
    expect((await desk.document(original.id)).lines[0]?.balance).toMatchObject({ reserved: 0, reversed: 0 });
  });
});
