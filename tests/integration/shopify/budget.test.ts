import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { notePoints, shopBudget, takePoints } from "#app/db/budgets.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { openShop } from "#app/db/shops.ts";
import type { ProductId } from "#app/domain/ids.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { PointsTicket } from "#app/ports/shop-budget.ts";
import type { Lane } from "#app/ports/shopify.ts";
import { throttleStatus } from "#tests/emulators/shopify/cost.ts";
import { quickestOf } from "#tests/support/quickest-of.ts";
import { blueMug, item, mainStreet, shopifyRig } from "./rig.ts";

const rig = shopifyRig({ switches: { throttledShape: "429" } });
const product: ProductId = "gid://shopify/Product/8000000002";
const places = Array.from({ length: 11 }, (_, index) => ({
  itemId: item(index + 1),
  locationId: mainStreet,
}));

const throttled = () => rig.emulator.requests.list().filter(({ status }) => status === 429).length;
const take = (points: number, lane: Lane = "person") =>
  takePoints(rig.database, rig.shopId, { points, lane });
const note = (ticket: PointsTicket, spent: number | null, currentlyAvailable?: number) =>
  notePoints(rig.database, rig.shopId, {
    ticket,
    news: {
      spent,
      pauseMs: 0,
      status:
        currentlyAvailable === undefined
          ? null
          : { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
    },
  });

async function taken(points: number, lane: Lane = "person"): Promise<PointsTicket> {
  const answer = await take(points, lane);
  if (answer.kind !== "taken") throw new Error(`${points} points were refused for ${answer.waitMs} ms`);
  return answer.ticket;
}

async function waitFor(points: number, lane: Lane = "person"): Promise<number> {
  const answer = await take(points, lane);
  return answer.kind === "wait" ? answer.waitMs : 0;
}

async function freshShop(): Promise<string> {
  return openShop(rig.database, `shop-${Math.random().toString(36).slice(2)}.myshopify.com`);
}

describe("the shop's points", () => {
  it("begin, before Shopify has said anything, as half of the smallest bucket", async () => {
    rig.shopId = await freshShop();
    await taken(500);
    expect(await waitFor(50)).toBeGreaterThan(800);
    expect(await waitFor(50)).toBeLessThanOrEqual(1_000);
  });

  it("come back with time, and never above the bucket less one second of it", async () => {
    const ticket = await taken(1_900);
    expect(await waitFor(100)).toBeGreaterThan(900);
    await note(ticket, 0);
    await taken(1_890);
  });

  it("are kept for people: a batch leaves five hundred", async () => {
    await taken(1_300, "batch");
    expect(await waitFor(200, "batch")).toBeGreaterThan(0);
    await taken(500, "person");
  });

  it("can be had for the dearest call by a batch too, once the bucket is full", async () => {
    await taken(1_900, "batch");
    expect(await waitFor(5_000, "batch")).toBeGreaterThan(15_000);
  });

  it("are never more than Shopify says minus what is in flight", async () => {
    const [first, second] = [await taken(300), await taken(400)];
    await note(first, 20, 700);
    expect(await waitFor(310)).toBeGreaterThan(0);
    await note(second, 20, 680);
    expect(await waitFor(800)).toBeGreaterThan(0);
    await taken(500);
  });

  it("are not raised by news that are older than another answer", async () => {
    const [slow, fast] = [await taken(100), await taken(1_700)];
    await note(fast, 1_700, 200);
    await note(slow, 100, 1_900);
    expect(await waitFor(300)).toBeGreaterThan(0);
  });

  it("are raised to what Shopify says when nothing else was heard meanwhile", async () => {
    await taken(1_900);
    await inShop(rig.database, rig.shopId, async (tx) => {
      await tx.$executeRaw`UPDATE shop_budget SET in_flight = 0, available = 50`;
    });
    await note(await taken(10), 10, 1_800);
    await taken(1_750);
  });

  it("of a call whose process died are forgotten after its time", async () => {
    await taken(900);
    await inShop(rig.database, rig.shopId, async (tx) => {
      await tx.$executeRaw`UPDATE shop_budget SET flight_window = flight_window - 2`;
    });
    await note(await taken(10), 10, 1_900);
    await taken(1_850);
  });

  it("cannot be taken from another shop's transaction", async () => {
    const other = await freshShop();
    await expect(
      inShop(rig.database, rig.shopId, async (tx) => {
        await tx.$queryRaw`SELECT count(*) FROM shop_budget`;
        await tx.$queryRaw`SELECT wait_ms FROM take_points(${other}::uuid, 1::float8, 0::float8)`;
      }),
    ).rejects.toThrow(/switched/);
  });

  it("leave the durability of somebody else's transaction alone", async () => {
    const inside = await inShop(rig.database, rig.shopId, async (tx) => {
      await tx.$executeRaw`SET LOCAL synchronous_commit = on`;
      await tx.$queryRaw`SELECT count(*) FROM shop_budget`;
      await tx.$queryRaw`SELECT wait_ms FROM take_points(${rig.shopId}::uuid, 1::float8, 0::float8)`;
      return tx.$queryRaw<{ synchronous_commit: string }[]>`SHOW synchronous_commit`;
    });
    expect(inside[0]?.synchronous_commit).not.toBe("off");
  });
});

describe("several processes at one shop", () => {
  const LOAD_MS = 3_000;

  it("let people overtake batches that have taken all they may", async () => {
    const putOff = await Promise.all(
      [1, 2, 3].map(async () => {
        const port = rig.portWith({ budget: shopBudget(rig.openPool(), rig.shopId) });
        for (;;) {
          const error = await port.readStock(places, "batch").catch((reason: unknown) => reason);
          if (error instanceof AdapterError) return error;
          if (error instanceof Error) throw error;
        }
      }),
    );
    expect(putOff).toMatchObject([{ kind: "retry" }, { kind: "retry" }, { kind: "retry" }]);
    const read = () => rig.port.readStock([{ itemId: blueMug, locationId: mainStreet }], "person");
    expect(await quickestOf(read)).toBeLessThan(900);
    expect(throttled()).toBe(0);
  });

  // How much gets through is the machine's business too: a load that hardly ran is tried again.
  it("never cause THROTTLED, not even from the first contact on and with a slow network", {
    retry: 2,
  }, async () => {
    rig.shopId = await freshShop();
    rig.emulator.faults.decide = () => ({
      kind: "delay",
      ms: Math.random() * 150,
      phase: Math.random() < 0.5 ? "before" : "after",
    });
    const until = performance.now() + LOAD_MS;
    const done = { person: 0, batch: 0 };
    const repeat = async (whose: Lane, call: () => Promise<unknown>) => {
      while (performance.now() < until) {
        const outcome = await call().catch((reason: unknown) => reason);
        if (!(outcome instanceof Error)) done[whose] += 1;
        else if (outcome instanceof AdapterError && outcome.kind === "retry") await sleep(50);
        else throw outcome;
      }
    };
    const load = Array.from({ length: 4 }, () => {
      const port = rig.portWith({ budget: shopBudget(rig.openPool(), rig.shopId) });
      return [
        repeat("person", () => port.readStock(places.slice(0, 1), "person")),
        repeat("person", () => port.readProduct(product)),
        repeat("batch", () => port.readStock(places, "batch")),
        repeat("batch", () => port.readStock(places, "batch")),
      ];
    });
    await Promise.all(load.flat());
    rig.emulator.faults.decide = null;
    expect(throttled()).toBe(0);
    // Batches get what people leave, which on a busy machine may be nothing at all for so short a while.
    expect(done.person).toBeGreaterThan(20);
    // Ours has kept step with theirs: neither ahead of it nor far behind.
    const { currentlyAvailable } = throttleStatus(rig.emulator.world, rig.emulator.shop());
    expect(await waitFor(currentlyAvailable + 200)).toBeGreaterThan(0);
    expect(await waitFor(Math.max(0, currentlyAvailable - 400))).toBe(0);
  });
});
