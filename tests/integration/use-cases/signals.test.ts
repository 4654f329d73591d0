import { beforeEach, describe, expect, it } from "vitest";
import { usualWatch, type Watch } from "#app/domain/signal/watch.ts";
import { approveRequest } from "#app/use-cases/request/approve-request.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { changeWatch } from "#app/use-cases/signal/change-watch.ts";
import { greyTowel, mug, plate, problemsOf, reversed, submitted, towel, undo, write } from "./desk.ts";
import { openSecondDesk } from "./second-desk.ts";

const desk = openSecondDesk();

// What earlier tests did is no past of this one's.
beforeEach(() => desk.sql("UPDATE document SET created_at = created_at - interval '60 days'"));

async function watch(part: Partial<Watch> | null): Promise<ShopContext> {
  const owner = await desk.as("Olivia");
  const kept = part && { ...usualWatch, ...part };
  expect(await changeWatch(owner, { watch: kept })).toEqual({ ok: true, value: { watch: kept } });
  return owner;
}

/** As many documents as a past needs before anything in it is usual. */
async function past(documents: number, itemId = plate) {
  for (let made = 0; made < documents; made += 1) await submitted(desk, write({ itemId }));
}

describe("a shop that watches nothing", () => {
  it("lets everything through that its rules let through", async () => {
    await watch(null);
    await past(4);
    expect((await submitted(desk, write({ itemId: plate }))).state).toBe("done");
  });
});

describe("a shop that watches", () => {
  it("makes a request of what comes again at the same place, and says why", async () => {
    await watch({ againTimes: 3 });
    await past(2);
    const asked = await desk.asked(desk.manager, write({ itemId: plate }));
    expect(asked.reasons).toMatchObject([
      { code: "signal-again", facts: { times: 3, location: "Main street" } },
    ]);
  });

  it("lets senior finance decide about it and nobody below", async () => {
    const owner = await watch({ againTimes: 2 });
    await past(1);
    const command = write({ itemId: plate });
    await desk.asked(desk.manager, command);
    const wish = { id: command.id, revision: 1 };
    const finance = await desk.role("Ben", "finance");
    expect(problemsOf(await approveRequest(finance, wish))).toMatchObject([{ code: "not-your-role" }]);
    expect(problemsOf(await approveRequest(desk.manager, wish))).toMatchObject([{ code: "own-request" }]);
    expect(await approveRequest(owner, wish)).toMatchObject({ ok: true });
    expect((await desk.document(command.id)).state).toBe("done");
  });

  it("notices what was undone and is written off again", async () => {
    await watch({ againTimes: 50 });
    const first = await submitted(desk, write({ itemId: mug, quantity: 2 }));
    await reversed(desk, undo(first.id));
    const asked = await desk.asked(desk.manager, write({ itemId: mug, quantity: 2 }));
    expect(asked.reasons).toMatchObject([{ code: "signal-returned" }]);
  });

  it("adds up small differences on many items of one place, and asks about the next of them", async () => {
    await watch({ againTimes: 50, smallItems: 3, smallUnits: 2 });
    for (const itemId of [mug, plate, towel])
      await submitted(desk, write({ itemId, quantity: 2, reasonId: "lost" }));
    expect((await submitted(desk, write({ itemId: greyTowel }))).state).toBe("done");
    const asked = await desk.asked(desk.manager, write({ itemId: greyTowel, reasonId: "lost" }));
    expect(asked.reasons).toEqual([
      { code: "signal-small", facts: { location: "Main street", items: 3, units: 6 } },
    ]);
  });

  it("knows what most of a person's days have, and asks on one that has far more", async () => {
    await watch({ againTimes: 50 });
    const past = [];
    for (let day = 1; day <= 5; day += 1) past.push(await submitted(desk, write({ itemId: mug })));
    for (const [place, { id }] of past.entries())
      await desk.sql(
        "UPDATE document SET created_at = created_at - make_interval(days => $2) WHERE id = $1",
        [id, place + 1],
      );
    for (let today = 1; today <= 3; today += 1) await submitted(desk, write({ itemId: mug }));
    const asked = await desk.asked(desk.manager, write({ itemId: mug }));
    expect(asked.reasons).toMatchObject([{ code: "signal-often", facts: { today: 4, usual: 1 } }]);
  });

  it("looks at the shop's own clock, not at ours", async () => {
    await watch({ againTimes: 50, opensAt: 8, closesAt: 18 });
    desk.clock.set("2026-11-21T16:30:00Z");
    // Half past five in Berlin, and half past six two hours later.
    expect((await submitted(desk, write({ itemId: mug }))).state).toBe("done");
    desk.clock.set("2026-11-21T17:30:00Z");
    const asked = await desk.asked(desk.manager, write({ itemId: mug }));
    expect(asked.reasons).toMatchObject([{ code: "signal-hours", facts: { hour: 18 } }]);
  });

  it("compares a person's losses with those of half of the others, once there are three", async () => {
    await watch({ againTimes: 50, times: 2 });
    for (const by of ["p1", "p2", "p3", null]) {
      const { id } = await submitted(desk, write({ itemId: mug, quantity: by ? 1 : 3 }));
      if (by) await desk.sql("UPDATE document SET submitted_by = $2 WHERE id = $1", [id, by]);
    }
    const asked = await desk.asked(desk.manager, write({ itemId: mug }));
    expect(asked.reasons).toMatchObject([{ code: "signal-person", facts: { times: 2 } }]);
  });

  it("speaks of a limit only where that limit could have been met", async () => {
    await watch({ againTimes: 50, belowPercent: 50 });
    await desk.rule({ most: 500n, reasonId: "stolen" });
    expect((await submitted(desk, write({ itemId: mug }))).state).toBe("done");
    const asked = await desk.asked(desk.manager, write({ itemId: mug, reasonId: "stolen" }));
    expect(asked.reasons).toMatchObject([{ code: "signal-below", facts: { found: "450", most: "500" } }]);
  });

  it("compares with its own past once there is enough of it", async () => {
    await watch({ againTimes: 50, times: 4 });
    await past(20, mug);
    await submitted(desk, write({ itemId: plate, quantity: 3 }));
    const asked = await desk.asked(desk.manager, write({ itemId: plate, quantity: 4 }));
    expect(asked.reasons).toMatchObject([{ code: "signal-value" }]);
    const found = asked.reasons[0]?.facts.found;
    const unitCost = { amount: "0.01", cause: "Old stock" };
    const cheap = await desk.asked(desk.manager, write({ itemId: plate, quantity: 4, unitCost }));
    expect(cheap.reasons).toMatchObject([{ code: "signal-value", facts: { found } }]);
  });

  it("is told what to notice by senior finance alone, and the trail says what it was before", async () => {
    await watch({ times: 7 });
    const finance = await desk.role("Ben", "finance");
    expect(problemsOf(await changeWatch(finance, { watch: null }))).toMatchObject([
      { code: "not-your-role" },
    ]);
    await watch(null);
    const [event] = await desk.sql<{ canonical: string }>(
      "SELECT canonical FROM audit_event WHERE kind = 'watch-changed' ORDER BY id DESC LIMIT 1",
    );
    expect(JSON.parse(event?.canonical ?? "{}")).toMatchObject({ facts: { watch: null, was: { times: 7 } } });
  });
});
