import { afterEach, describe, expect, it } from "vitest";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import { beadNumbers, beadShop } from "#tests/support/bead-shop.ts";
import { adjusting, attemptsOf, fatesOf, item, mainStreet, submitted, write, writesAt } from "./desk.ts";
import { openPatientDesk } from "./small-plan.ts";

/** The smallest plan: a bucket of 2,000 points, 100 restored a second. */
const desk = openPatientDesk(beadShop("basic"));
const beads = () => write(...beadNumbers.map((number) => ({ itemId: item(number) })));
const sold = beadNumbers.slice(100, 130);
const strangersSell = () => {
  for (const number of sold) desk.emulator.stranger({ itemId: item(number), locationId: mainStreet }, -2);
};
const onShelf = () => new Set(beadNumbers.map((number) => desk.onShelf(item(number))));
const seconds = () => desk.waitedMs() / 1000;

/** What a person does before they confirm; then the bucket fills again. */
async function looked(): Promise<void> {
  await previewWriteOff(desk.manager, beads());
  await desk.ageBy(30_000);
  await desk.drainTo(1_900);
  await desk.restart();
}

/** Everything up to the promise, and then the process is gone. */
async function promised(): Promise<string> {
  const command = beads();
  const dying: ShopContext = {
    ...desk.manager,
    shopify: { ...desk.manager.shopify, readShelf: () => Promise.reject(new Error("the process dies")) },
  };
  expect(await submitWriteOff(dying, command)).toMatchObject({ ok: true });
  return command.id;
}

afterEach(() => expect(desk.throttled()).toBe(0));

describe("250 lines in a shop of the smallest plan", () => {
  it("that nobody has looked at go through in seconds, with a few points to wait for", async () => {
    expect(await submitted(desk, beads())).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(await desk.spent()).toBeLessThanOrEqual(2_300);
    expect(seconds()).toBeLessThanOrEqual(5);
  });

  it("that were previewed go through at once", async () => {
    await looked();
    expect(await submitted(desk, beads())).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(await desk.spent()).toBeLessThanOrEqual(25);
    expect([seconds(), writesAt(desk.emulator)]).toEqual([0, 1]);
  });

  it.each([
    ["every-line", 200],
    ["first", 1_200],
    ["unnamed", 1_200],
  ] as const)(
    "of which others sold 30 read those again, when Shopify names %s",
    async (userErrors, points) => {
      desk.emulator.setSwitches({ userErrors });
      await looked();
      strangersSell();
      const document = await submitted(desk, beads());
      expect(document).toMatchObject({ state: "done", unitsApplied: 250 });
      const stale = document.lines.filter((line) => line.beforeQuantity === 8 && line.afterQuantity === 7);
      expect(stale.map((line) => line.itemId)).toEqual(sold.map(item));
      expect(await desk.spent()).toBeLessThanOrEqual(points);
      expect(seconds()).toBeLessThanOrEqual(1);
    },
  );

  it("of which only some happened are booked as Shopify lists them", async () => {
    desk.emulator.setSwitches({ atomicity: "valid-applied", userErrors: "first" });
    await looked();
    strangersSell();
    const document = await submitted(desk, beads());
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 220 });
    const refused = document.lines.filter(({ fate }) => fate === "refused");
    expect(refused.map(({ itemId }) => itemId)).toEqual(sold.map(item));
    expect(onShelf()).toEqual(new Set([9, 8]));
    expect(writesAt(desk.emulator)).toBe(1);
  });

  it("whose answer was lost are asked for again after one look at every level", async () => {
    await looked();
    desk.emulator.fault({ kind: "drop-after", ...adjusting });
    const document = await submitted(desk, beads());
    expect(document).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(attemptsOf(document)).toMatchObject([{ state: "applied", sends: 2 }]);
    expect(onShelf()).toEqual(new Set([9]));
    expect(await desk.spent()).toBeLessThanOrEqual(1_100);
    expect(seconds()).toBeLessThanOrEqual(2);
  });

  it("whose answer and key were lost become a task, after no more than a bucket of questions", async () => {
    desk.emulator.setSwitches({ idempotency: "ignored" });
    await looked();
    desk.emulator.fault({ kind: "drop-after", ...adjusting });
    const document = await submitted(desk, beads());
    expect(new Set(fatesOf(document).flat())).toEqual(new Set(["unknown", null]));
    expect(onShelf()).toEqual(new Set([9]));
    expect(await desk.spent()).toBeLessThanOrEqual(1_500);
    expect(seconds()).toBeLessThanOrEqual(2);
  });

  it("whose call was lost before it did anything go through, remembered key or not", async () => {
    desk.emulator.setSwitches({ idempotency: "ignored" });
    await looked();
    desk.emulator.fault({ kind: "drop-before", ...adjusting });
    expect(await submitted(desk, beads())).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(onShelf()).toEqual(new Set([9]));
    expect(await desk.spent()).toBeLessThanOrEqual(1_100);
  });
});

describe("an empty bucket", () => {
  it("makes a person wait, and nothing that was read is read again when they come back", async () => {
    await desk.drainTo(0);
    const command = beads();
    const first = await submitWriteOff(desk.manager, command).catch((error: unknown) => error);
    expect(first).toMatchObject({ kind: "retry", putOff: true });
    expect(first instanceof AdapterError && first.delayMs).toBeLessThanOrEqual(10_000);
    await desk.clock.sleep(first instanceof AdapterError ? first.delayMs : 0);
    expect(await submitted(desk, command)).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(desk.emulator.requests.count("nodes")).toBe(3);
    expect(await desk.spent()).toBeLessThanOrEqual(2_300);
    expect(seconds()).toBeLessThanOrEqual(25);
  });
});

describe("a worker that finishes what a dead process promised", () => {
  it.each([
    ["every-line", 250],
    ["unnamed", 1_200],
  ] as const)("gets through and leaves people their points, when Shopify names %s", async (names, points) => {
    desk.emulator.setSwitches({ userErrors: names });
    await looked();
    const id = await promised();
    strangersSell();
    await desk.drainTo(limits.pointsKeptForPeople);
    await desk.restart();
    expect(await desk.work(id)).toBeLessThanOrEqual(3);
    expect(await desk.document(id)).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(desk.lowest()).toBeGreaterThanOrEqual(limits.pointsKeptForPeople);
    expect(await desk.spent()).toBeLessThanOrEqual(points);
    expect(seconds()).toBeLessThanOrEqual(60);
  });

  it("proves what a lost call did in the same way", async () => {
    await looked();
    const command = beads();
    desk.emulator.fault({ kind: "drop-after", times: 5, ...adjusting });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    await desk.drainTo(limits.pointsKeptForPeople);
    await desk.restart();
    expect(await desk.work(command.id)).toBeLessThanOrEqual(3);
    expect(await desk.document(command.id)).toMatchObject({ state: "done", unitsApplied: 250 });
    expect(onShelf()).toEqual(new Set([9]));
    expect(desk.lowest()).toBeGreaterThanOrEqual(limits.pointsKeptForPeople);
    expect(seconds()).toBeLessThanOrEqual(60);
  });

  it("refuses nothing because of what the mirror says", async () => {
    await looked();
    const id = await promised();
    await desk.sql("UPDATE level_mirror SET available = 0 WHERE item_id = $1", [item(1_100)]);
    await desk.work(id);
    expect(await desk.document(id)).toMatchObject({ state: "done", unitsApplied: 250 });
  });
});
