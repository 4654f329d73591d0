import { describe, expect, it } from "vitest";
import { noteItemDeleted } from "#app/use-cases/catalogue/note-item-deleted.ts";
import { noteLevel } from "#app/use-cases/catalogue/note-level.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { beadNumbers, beadShop } from "#tests/support/bead-shop.ts";
import {
  attemptsOf,
  fatesOf,
  item,
  journalOf,
  mainStreet,
  mug,
  openDesk,
  problemsOf,
  reversed,
  submitted,
  towel,
  undo,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk(beadShop("plus"));
const beads = (count: number, quantity = 1) =>
  write(...beadNumbers.slice(0, count).map((number) => ({ itemId: item(number), quantity })));
const reads = () => desk.emulator.requests.list().filter(({ key }) => key === null).length;

describe("several reasons in one document", () => {
  it("are one call for each word Shopify's history knows, one after another on the same level", async () => {
    const command = write(
      { itemId: mug, quantity: 1, reasonId: "damaged" },
      { itemId: mug, quantity: 2, reasonId: "lost" },
      { itemId: mug, quantity: 3, reasonId: "deteriorated" },
      { itemId: mug, quantity: 4, reasonId: "record-error" },
      { itemId: towel, quantity: 5, reasonId: "stolen" },
    );
    const document = await submitted(desk, command);
    expect(document).toMatchObject({ state: "done", unitsApplied: 15 });
    expect(writesAt(desk.emulator)).toBe(3);
    // One call moves the level once for both of its lines, so these stand together.
    expect(document.lines.map((line) => [line.reasonId, line.beforeQuantity, line.afterQuantity])).toEqual([
      ["damaged", 40, 39],
      ["lost", 36, 34],
      ["deteriorated", 39, 36],
      ["record-error", 34, 30],
      ["stolen", 30, 25],
    ]);
    const rows = desk.emulator.shop().history.slice(-4);
    expect(rows.map(({ reason, itemId }) => [reason, itemId])).toEqual([
      ["damaged", mug],
      ["shrinkage", mug],
      ["shrinkage", towel],
      ["correction", mug],
    ]);
    expect(document.entries).toHaveLength(3);
    expect(journalOf(document).map((lines) => lines.length)).toEqual([4, 4, 2]);
    expect(document.adjustments.map(({ ordinal, shopifyReason }) => [ordinal, shopifyReason])).toEqual([
      [0, "damaged"],
      [1, "shrinkage"],
      [2, "correction"],
    ]);
  });

  it("are each carried out with its own right to fail", async () => {
    desk.emulator.fault({
      kind: "user-error",
      code: "INVALID_REASON",
      operation: "inventoryAdjustQuantities",
      skip: 1,
    });
    const command = write(
      { itemId: mug },
      { itemId: mug, reasonId: "lost" },
      { itemId: mug, reasonId: "other" },
    );
    const noted = { ...command, lines: command.lines.map((line) => ({ ...line, note: "after the party" })) };
    const document = await submitted(desk, noted);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 2 });
    expect(fatesOf(document).map(([fate]) => fate)).toEqual(["applied", "refused", "applied"]);
    expect(desk.onShelf(mug)).toBe(38);
  });
});

describe("250 lines", () => {
  it("are one call, read in pages, and come back in one call", async () => {
    const document = await submitted(desk, beads(250, 3));
    expect(document).toMatchObject({ state: "done", unitsApplied: 750, valueMinor: 25_000n });
    expect(writesAt(desk.emulator)).toBe(1);
    expect(reads()).toBe(3);
    const changes = attemptsOf(document).map(({ body }) => (body as { changes: unknown[] }).changes.length);
    expect(changes).toEqual([250]);
    expect(document.lines.every((line) => line.beforeQuantity === 10 && line.afterQuantity === 7)).toBe(true);
    expect(document.entries).toHaveLength(1);
    expect(document.entries[0]?.lines).toHaveLength(500);
    const back = await reversed(desk, undo(document.id));
    expect(back).toMatchObject({ state: "done", unitsApplied: 750, valueMinor: 25_000n });
    expect(beadNumbers.every((number) => desk.onShelf(item(number)) === 10)).toBe(true);
  });

  it("of which one is refused are refused together before anything happened", async () => {
    const command = beads(250);
    const lines = command.lines.map((line, at) => (at === 249 ? { ...line, quantity: 11 } : line));
    const answer = await submitWriteOff(desk.manager, { ...command, lines });
    expect(problemsOf(answer)).toMatchObject([{ code: "not-enough", at: ["lines", 249, "quantity"] }]);
    expect(writesAt(desk.emulator)).toBe(0);
  });
});

describe("what the mirror knows", () => {
  it("saves a large document its reading before it is confirmed, and is never believed by the shelf", async () => {
    await previewWriteOff(desk.manager, beads(60));
    desk.emulator.requests.clear();
    const plan = await previewWriteOff(desk.manager, beads(60));
    expect(plan).toMatchObject({ ok: true, value: { units: 60 } });
    expect(reads()).toBe(0);
  });

  it("is read again where Shopify's comparison finds it stale, and healed by what happened", async () => {
    await previewWriteOff(desk.manager, beads(60));
    desk.emulator.stranger({ itemId: item(1003), locationId: mainStreet }, -4);
    desk.emulator.stranger({ itemId: item(1007), locationId: mainStreet }, +5);
    // The last two are unknown to the mirror, so the first attempt is bound to what it holds.
    const document = await submitted(desk, beads(62));
    expect(document).toMatchObject({ state: "done", unitsApplied: 62 });
    const line = (number: number) => document.lines.find(({ itemId }) => itemId === item(number));
    expect(
      [line(1003), line(1007), line(1000)].map((one) => [one?.beforeQuantity, one?.afterQuantity]),
    ).toEqual([
      [6, 5],
      [15, 14],
      [10, 9],
    ]);
    expect(attemptsOf(document).map(({ state }) => state)).toEqual(["refused", "applied"]);
    const rows = await desk.sql<{ item_id: string; available: number }>(
      "SELECT item_id, available FROM level_mirror",
    );
    for (const number of [1000, 1003, 1007, 1061])
      expect(rows.find((row) => row.item_id === item(number))?.available).toBe(desk.onShelf(item(number)));
  });

  it("does not hide that there is too little by now", async () => {
    await previewWriteOff(desk.manager, beads(60, 8));
    desk.emulator.stranger({ itemId: item(1003), locationId: mainStreet }, -4);
    const document = await submitted(desk, beads(60, 8));
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 59 * 8 });
    expect(document.lines[3]?.refusal).toMatchObject({
      code: "not-enough",
      facts: { available: 6, asked: 8 },
    });
  });

  it("does not take a level for one in use that Shopify says is not", async () => {
    const level = [...desk.emulator.shop().levels.values()].find(({ itemId }) => itemId === item(1005));
    const plan = () => previewWriteOff(desk.manager, beads(60));
    expect((await plan()).ok).toBe(true);
    if (level) level.isActive = false;
    await desk.sql("UPDATE item_mirror SET read_at = 'epoch'");
    expect(problemsOf(await plan())).toMatchObject([
      { code: "not-stocked-here", at: ["lines", 5, "itemId"] },
    ]);
    expect(problemsOf(await plan())).toMatchObject([
      { code: "not-stocked-here", at: ["lines", 5, "itemId"] },
    ]);
    expect(problemsOf(await submitWriteOff(desk.manager, beads(60)))).toHaveLength(1);
  });

  it("asks Shopify about items that were deleted and places that closed", async () => {
    await previewWriteOff(desk.manager, beads(60));
    desk.emulator.shop().items.delete(item(1002));
    await noteItemDeleted(await desk.as(null), item(1002));
    expect(problemsOf(await previewWriteOff(desk.manager, beads(60)))).toMatchObject([
      { code: "unknown-item", at: ["lines", 2, "itemId"] },
    ]);
  });

  it("of an item that no webhook told us is gone ends in a refusal of that line", async () => {
    await previewWriteOff(desk.manager, beads(60));
    desk.emulator.shop().items.delete(item(1002));
    const document = await submitted(desk, beads(60));
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 59 });
    expect(fatesOf(document)[2]).toEqual(["refused", "unknown-item"]);
  });

  it("forgets after ten minutes", async () => {
    await previewWriteOff(desk.manager, beads(60));
    await desk.ageBy(11 * 60_000);
    desk.emulator.requests.clear();
    await previewWriteOff(desk.manager, beads(60));
    expect(reads()).toBeGreaterThan(0);
  });

  it("of a cost says when it was read, not when it was believed", async () => {
    await previewWriteOff(desk.manager, beads(60));
    await desk.ageBy(8 * 60_000);
    const document = await submitted(desk, beads(60));
    const [mirror] = await desk.sql<{ at: Date }>(
      "SELECT cost_read_at AS at FROM item_mirror WHERE item_id = $1",
      [item(1004)],
    );
    const costAt = document.lines.find(({ itemId }) => itemId === item(1004))?.costAt?.getTime() ?? 0;
    expect(costAt).toBe(mirror?.at.getTime());
    expect(document.createdAt.getTime() - costAt).toBeGreaterThan(7 * 60_000);
  });

  it("of a cost that is gone says that it is the last one known", async () => {
    await previewWriteOff(desk.manager, beads(60));
    const bead = desk.emulator.shop().items.get(item(1004));
    if (bead) bead.cost = null;
    await desk.sql("UPDATE item_mirror SET read_at = 'epoch'");
    await previewWriteOff(desk.manager, beads(60));
    const plan = await previewWriteOff(desk.manager, beads(60));
    expect(plan.ok && plan.value.lines.slice(3, 6).map(({ cost }) => cost?.source)).toEqual([
      ...["shopify", "last-known", "shopify"],
    ]);
  });
});

describe("a webhook's news of a level", () => {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const place = { itemId: item(1001), locationId: mainStreet };
  const mirrored = async () => {
    const rows = await desk.sql<{ available: number; committed: number | null }>(
      "SELECT available, committed FROM level_mirror WHERE item_id = $1",
      [item(1001)],
    );
    return rows.map(({ available, committed }) => [available, committed]);
  };

  it("is taken when it is newer and ignored when it is older or the same", async () => {
    const worker = await desk.as(null);
    await previewWriteOff(desk.manager, beads(60));
    expect(await mirrored()).toEqual([[10, 0]]);
    await noteLevel(worker, { ...place, available: 7, updatedAt: at(1) });
    expect(await mirrored()).toEqual([[7, 0]]);
    await noteLevel(worker, { ...place, available: 99, updatedAt: at(-5) });
    await noteLevel(worker, { ...place, available: 7, updatedAt: at(1) });
    expect(await mirrored()).toEqual([[7, 0]]);
  });

  it("does not bar what a later reading knows of the same moment", async () => {
    const level = [...desk.emulator.shop().levels.values()].find(({ itemId }) => itemId === item(1001));
    const updatedAt = new Date(Math.floor((level?.updatedAt.available ?? 0) / 1000) * 1000);
    await noteLevel(await desk.as(null), { ...place, available: 10, updatedAt });
    expect(await mirrored()).toEqual([[10, null]]);
    await previewWriteOff(desk.manager, beads(60));
    expect(await mirrored()).toEqual([[10, 0]]);
    desk.emulator.requests.clear();
    await previewWriteOff(desk.manager, beads(60));
    expect(reads()).toBe(0);
  });
});

describe("a document the job finishes", () => {
  it("goes from the quantities of its own time", async () => {
    desk.emulator.fault({ kind: "throttled", operation: "inventoryAdjustQuantities", times: 99 });
    const command = beads(60);
    await submitted(desk, command);
    desk.emulator.faults.clear();
    desk.emulator.stranger({ itemId: item(1000), locationId: mainStreet }, -2);
    await carryOut(await desk.as(null), command.id);
    const document = await desk.document(command.id);
    expect(document.state).toBe("done");
    expect(document.lines[0]).toMatchObject({ beforeQuantity: 8, afterQuantity: 7 });
  });
});
