import { describe, expect, it } from "vitest";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import {
  adjusting,
  attemptsOf,
  fatesOf,
  journalOf,
  mainStreet,
  mug,
  openDesk,
  plate,
  problemsOf,
  redMug,
  sandPlate,
  submitted,
  towel,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const worker = () => desk.as(null);
const sell = (itemId: string, delta: number) =>
  desk.emulator.stranger({ itemId, locationId: mainStreet }, delta);
const leaseOver = (id: string) =>
  desk.sql("UPDATE adjustment SET lease_until = now() - interval '1 second' WHERE document_id = $1", [id]);

describe("a stranger who sells at that very moment", () => {
  it("is seen by the comparison: the shelf is read again and the line goes from what is there", async () => {
    let times = 0;
    desk.emulator.hooks.beforeEffect = () => {
      times += 1;
      if (times <= 3) sell(mug, -2);
    };
    const document = await submitted(desk, write({ itemId: mug, quantity: 4 }));
    expect(document.lines[0]).toMatchObject({ fate: "applied", beforeQuantity: 34, afterQuantity: 30 });
    expect(desk.onShelf(mug)).toBe(30);
    expect(attemptsOf(document).map(({ state, proof }) => [state, proof])).toEqual([
      ["refused", "answer"],
      ["refused", "answer"],
      ["refused", "answer"],
      ["applied", "answer"],
    ]);
    expect(document.adjustments[0]).toMatchObject({ rounds: 3 });
    const references = attemptsOf(document).map(({ body }) => (body as { reference: string }).reference);
    expect(new Set(references).size).toBe(4);
  });

  it("and who goes on selling, five times, leaves the lines to a person", async () => {
    desk.emulator.hooks.beforeEffect = () => void sell(mug, -1);
    const document = await submitted(desk, write({ itemId: mug }, { itemId: plate }));
    expect(document).toMatchObject({ state: "refused", unitsApplied: 0, entries: [] });
    expect(fatesOf(document)).toEqual([
      ["refused", "stock-keeps-moving"],
      ["refused", "stock-keeps-moving"],
    ]);
    expect([attemptsOf(document).length, writesAt(desk.emulator)]).toEqual([5, 5]);
    expect([desk.onShelf(mug), desk.onShelf(plate)]).toEqual([35, 18]);
  });

  it("and takes what was wanted: the line is refused with the numbers, never made smaller", async () => {
    desk.emulator.hooks.beforeEffect = () => {
      delete desk.emulator.hooks.beforeEffect;
      sell(mug, -38);
    };
    const document = await submitted(
      desk,
      write({ itemId: mug, quantity: 3 }, { itemId: towel, quantity: 2 }),
    );
    expect(document).toMatchObject({ state: "partly-done", units: 5, unitsApplied: 2 });
    expect(document.lines[0]?.refusal).toEqual({
      code: "not-enough",
      facts: { item: "Blue mug", location: "Main street", available: 2, committed: 0, asked: 3 },
    });
    expect([desk.onShelf(mug), desk.onShelf(towel)]).toEqual([2, 28]);
    expect(journalOf(document)).toEqual([["shrinkage-damage D 420", "inventory C 420"]]);
  });

  it("leaves those lines of a shared level that still fit, in the order of the document", async () => {
    desk.emulator.hooks.beforeEffect = () => {
      delete desk.emulator.hooks.beforeEffect;
      sell(mug, -30);
    };
    const command = write(
      { itemId: mug, quantity: 6 },
      { itemId: mug, quantity: 5 },
      { itemId: mug, quantity: 4 },
    );
    const document = await submitted(desk, command);
    expect(document.lines.map((line) => [line.fate, line.beforeQuantity, line.afterQuantity])).toEqual([
      ["applied", 10, 4],
      ["refused", null, null],
      ["applied", 4, 0],
    ]);
    expect(desk.onShelf(mug)).toBe(0);
  });

  it("or an item that is no longer counted, or a place that closed, end the line at the second look", async () => {
    desk.emulator.hooks.beforeEffect = ({ shop }) => {
      delete desk.emulator.hooks.beforeEffect;
      const item = shop.items.get(mug);
      if (item) item.tracked = false;
      sell(mug, -1);
    };
    const untracked = await submitted(desk, write({ itemId: mug }, { itemId: plate }));
    expect(fatesOf(untracked)).toEqual([
      ["refused", "untracked"],
      ["applied", null],
    ]);
    desk.emulator.hooks.beforeEffect = ({ shop }) => {
      delete desk.emulator.hooks.beforeEffect;
      const location = shop.locations.get(mainStreet);
      if (location) location.isActive = false;
      sell(towel, -1);
    };
    const closed = await submitted(desk, write({ itemId: towel }));
    expect(fatesOf(closed)).toEqual([["refused", "inactive-location"]]);
    expect([desk.onShelf(mug), desk.onShelf(towel)]).toEqual([39, 29]);
  });
});

describe("the same wish twice at once", () => {
  it("makes one document, one number, one effect", async () => {
    const command = write({ itemId: mug, quantity: 2 });
    const before = await desk.count();
    const answers = await Promise.all([1, 2, 3, 4].map(() => submitWriteOff(desk.manager, command)));
    expect(answers.every((one) => one.ok)).toBe(true);
    expect(answers.filter((one) => one.ok && one.value.first)).toHaveLength(1);
    await carryOut(await worker(), command.id);
    const document = await desk.document(command.id);
    expect(document).toMatchObject({ state: "done", unitsApplied: 2, number: (before.number ?? 0) + 1 });
    expect(desk.onShelf(mug)).toBe(38);
    expect(writesAt(desk.emulator)).toBe(1);
  });

  it("with another content is refused for the one that came second", async () => {
    const command = write({ itemId: mug });
    const other = { ...command, note: "another thing" };
    const answers = await Promise.all([command, other].map((one) => submitWriteOff(desk.manager, one)));
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(answers.flatMap(problemsOf)).toEqual([{ code: "id-taken", at: ["id"] }]);
    expect(desk.onShelf(mug)).toBe(39);
  });
});

describe("two people and one item", () => {
  it("take exactly what stock allows", async () => {
    const olivia = await desk.as("Olivia");
    const [first, second] = [write({ itemId: sandPlate }), write({ itemId: sandPlate })];
    await Promise.all([submitWriteOff(desk.manager, first), submitWriteOff(olivia, second)]);
    const documents = await Promise.all([first, second].map(({ id }) => desk.document(id).catch(() => null)));
    const done = documents.filter((one) => one?.state === "done");
    expect([done.length, desk.onShelf(sandPlate)]).toEqual([1, 0]);
    for (const other of documents.filter((one) => one && one.state !== "done"))
      expect(other?.lines[0]?.refusal).toMatchObject({
        code: "not-enough",
        facts: { available: 0, asked: 1 },
      });
  });

  it("who write off six times at once never take a unit twice", async () => {
    const commands = [1, 2, 3, 4, 5, 6].map((quantity) => write({ itemId: mug, quantity }));
    const answers = await Promise.all(commands.map((command) => submitWriteOff(desk.manager, command)));
    expect(answers.every((one) => one.ok)).toBe(true);
    const documents = await Promise.all(commands.map(({ id }) => desk.document(id)));
    expect(documents.every(({ state }) => state === "done" || state === "refused")).toBe(true);
    const taken = documents.reduce((sum, one) => sum + one.unitsApplied, 0);
    expect(desk.onShelf(mug)).toBe(40 - taken);
    const walked = documents
      .flatMap(({ lines }) => lines)
      .filter(({ fate }) => fate === "applied")
      .sort((one, other) => (other.beforeQuantity ?? 0) - (one.beforeQuantity ?? 0));
    let shelf = 40;
    for (const line of walked) {
      expect(line.beforeQuantity).toBe(shelf);
      shelf -= line.quantity;
      expect(line.afterQuantity).toBe(shelf);
    }
  });
});

describe("two processes and one document", () => {
  it("make one effect: whoever finds it held leaves it", async () => {
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    desk.emulator.requests.clear();
    const ctx = await worker();
    await Promise.all([carryOut(ctx, command.id), carryOut(ctx, command.id), carryOut(ctx, command.id)]);
    expect(await desk.document(command.id)).toMatchObject({ state: "done", unitsApplied: 2 });
    expect([desk.onShelf(mug), desk.onShelf(plate)]).toEqual([39, 17]);
    expect(writesAt(desk.emulator)).toBe(2);
  });

  it("settle one effect once, when one took over from one that was only slow", async () => {
    const command = write({ itemId: mug, quantity: 2 });
    desk.emulator.fault({ kind: "delay", ms: 700, phase: "after", ...adjusting });
    const ctx = await worker();
    const slow = submitWriteOff(desk.manager, command);
    await until(() => desk.onShelf(mug) === 38);
    await leaseOver(command.id);
    await carryOut(ctx, command.id);
    const settled = await desk.document(command.id);
    expect(settled).toMatchObject({ state: "done", unitsApplied: 2 });
    expect(await slow).toMatchObject({ ok: true });
    const document = await desk.document(command.id);
    expect(document.entries).toHaveLength(1);
    expect(document.lines[0]?.balance).toMatchObject({ applied: 2 });
    expect(desk.onShelf(mug)).toBe(38);
  });

  it("one that slept past its lease refuses nothing that the other took off meanwhile", async () => {
    const port = desk.manager.shopify;
    const command = write({ itemId: redMug, quantity: 5 });
    const ctx = await worker();
    // The first answer asks for another look, and that look comes late, after the other's effect.
    const sleepy: typeof port = {
      ...port,
      readShelf: async (places, lane) => {
        await leaseOver(command.id);
        await carryOut(ctx, command.id);
        return port.readShelf(places, lane);
      },
    };
    desk.emulator.fault({ kind: "stale", ...adjusting });
    await submitWriteOff({ ...desk.manager, shopify: sleepy }, command);
    const document = await desk.document(command.id);
    expect(desk.onShelf(redMug)).toBe(0);
    expect(fatesOf(document)).toEqual([["applied", null]]);
    expect(document).toMatchObject({ state: "done", unitsApplied: 5 });
  });

  it("one that slept refuses nothing while the other's call is on its way", async () => {
    const port = desk.manager.shopify;
    const command = write({ itemId: redMug, quantity: 5 });
    const ctx = await worker();
    let other: Promise<void> = Promise.resolve();
    const sleepy: typeof port = {
      ...port,
      readShelf: async (places, lane) => {
        await leaseOver(command.id);
        desk.emulator.fault({ kind: "delay", ms: 500, phase: "after", ...adjusting });
        other = carryOut(ctx, command.id);
        await until(() => desk.onShelf(redMug) === 0);
        return port.readShelf(places, lane);
      },
    };
    desk.emulator.fault({ kind: "stale", ...adjusting });
    await submitWriteOff({ ...desk.manager, shopify: sleepy }, command);
    await other;
    const document = await desk.document(command.id);
    expect(fatesOf(document)).toEqual([["applied", null]]);
    expect(document).toMatchObject({ state: "done", unitsApplied: 5 });
  });

  it("one whose lease is over does not send, and leaves the rest to a job", async () => {
    const command = write({ itemId: mug });
    desk.emulator.fault({ kind: "stale", ...adjusting });
    const port = desk.manager.shopify;
    const sleepy: typeof port = {
      ...port,
      readShelf: async (places, lane) => {
        const read = await port.readShelf(places, lane);
        await leaseOver(command.id);
        return read;
      },
    };
    await submitWriteOff({ ...desk.manager, shopify: sleepy }, command);
    expect(writesAt(desk.emulator)).toBe(1);
    expect((await desk.document(command.id)).state).toBe("working");
    await leaseOver(command.id);
    await carryOut(await worker(), command.id);
    expect((await desk.document(command.id)).state).toBe("done");
    expect(desk.onShelf(mug)).toBe(39);
  });
});

describe("a call that arrives after its connection died", () => {
  it.each(["honoured", "ignored"] as const)("has one effect where keys are %s", async (idempotency) => {
    desk.emulator.setSwitches({ idempotency });
    desk.emulator.fault({ kind: "drop-late", ms: 250, ...adjusting });
    const command = write({ itemId: mug, quantity: 3 });
    await submitted(desk, command);
    await desk.emulator.requests.quiet();
    for (let round = 0; round < 4; round += 1) {
      await desk.ageBy(3 * 60_000);
      await carryOut(await worker(), command.id);
    }
    const document = await desk.document(command.id);
    expect(desk.onShelf(mug)).toBe(37);
    expect(fatesOf(document)[0]?.[0]).toBe("applied");
  });
});

describe("the database", () => {
  it("refuses a second open attempt and a second applied one, whoever asks", async () => {
    const document = await submitted(desk, write({ itemId: mug }));
    const attempt = attemptsOf(document)[0];
    const copy = inShopTransaction(desk.world.database, desk.world.shopId, async (tx) => {
      await tx.$executeRaw`
        INSERT INTO attempt (shop_id, id, adjustment_id, ordinal, body, state, made_at, vendor_clock)
        SELECT shop_id, gen_random_uuid(), adjustment_id, 9, body, 'applied', made_at, vendor_clock
          FROM attempt WHERE id = ${attempt?.id ?? ""}::uuid`;
    });
    await expect(copy).rejects.toThrow(/attempt_applied|Unique|permission denied/i);
  });
});

async function until(done: () => boolean): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!done()) {
    if (Date.now() > deadline) throw new Error("it never came to that");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
