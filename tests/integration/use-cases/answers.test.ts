import { describe, expect, it } from "vitest";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { inShopModels } from "#tests/support/models.ts";
import {
  adjusting,
  attemptsOf,
  backRoom,
  fatesOf,
  greyTowel,
  journalOf,
  largePlate,
  mainStreet,
  mug,
  openDesk,
  plate,
  sandPlate,
  submitted,
  tin,
  towel,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const worker = () => desk.as(null);
const oneMug = (quantity = 1) => write({ itemId: mug, quantity });

/** Until nothing more is done at once: what waits for a job is carried out as if its time had come. */
async function workOn(id: string, rounds = 6): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    if ((await desk.document(id)).state !== "working") return;
    await carryOut(await worker(), id);
  }
}

describe("a call that never came back", () => {
  it.each(["drop-before", "drop-after", "broken-json"] as const)(
    "takes one unit and no second when it ends in %s, and the same key is sent again",
    async (kind) => {
      desk.emulator.fault({ kind, ...adjusting });
      const document = await submitted(desk, oneMug(2));
      expect(document).toMatchObject({ state: "done", unitsApplied: 2 });
      expect(desk.onShelf(mug)).toBe(38);
      expect(document.lines[0]).toMatchObject({ beforeQuantity: 40, afterQuantity: 38 });
      expect(attemptsOf(document)).toMatchObject([{ state: "applied", sends: 2, openSends: 2 }]);
      expect(journalOf(document)).toHaveLength(1);
      const keys = desk.emulator.requests.list().flatMap((one) => one.key ?? []);
      expect(new Set(keys)).toEqual(new Set([attemptsOf(document)[0]?.id]));
    },
  );

  it.each([500, 502, 503])("is sent again after HTTP %s, before its effect or after", async (status) => {
    desk.emulator.fault(
      { kind: "status", status, phase: "before", ...adjusting },
      { kind: "status", status, phase: "after", ...adjusting },
    );
    const document = await submitted(desk, oneMug());
    expect(document.state).toBe("done");
    expect(desk.onShelf(mug)).toBe(39);
    expect(attemptsOf(document)).toMatchObject([{ state: "applied", sends: 3 }]);
  });

  it("is left to a job when it takes longer than a person waits, and nobody is told it happened", async () => {
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const command = oneMug();
    const waiting = await submitted(desk, command);
    expect(waiting).toMatchObject({ state: "working", unitsApplied: 0, entries: [] });
    expect(waiting.lines[0]).toMatchObject({ fate: "working", afterQuantity: null });
    expect(waiting.adjustments[0]).toMatchObject({ state: "waiting", leaseUntil: null });
    desk.emulator.faults.clear();
    await carryOut(await worker(), command.id);
    expect(await desk.document(command.id)).toMatchObject({ state: "done", unitsApplied: 1 });
    expect(desk.onShelf(mug)).toBe(39);
  });
});

describe("Shopify that cannot serve now", () => {
  const passing = [
    { name: "THROTTLED", fault: { kind: "throttled" } },
    { name: "429", fault: { kind: "status", status: 429, retryAfterS: 1 } },
    { name: "SERVICE_UNAVAILABLE", fault: { kind: "user-error", code: "SERVICE_UNAVAILABLE" } },
    { name: "CONCURRENT_REQUEST", fault: { kind: "user-error", code: "IDEMPOTENCY_CONCURRENT_REQUEST" } },
  ] as const;

  it.each(passing)("is asked again with the same attempt after $name", async ({ fault }) => {
    desk.emulator.fault({ ...fault, ...adjusting }, { ...fault, ...adjusting });
    const command = oneMug();
    await submitted(desk, command);
    await workOn(command.id);
    const document = await desk.document(command.id);
    expect(document.state).toBe("done");
    expect(attemptsOf(document)).toHaveLength(1);
    expect(desk.onShelf(mug)).toBe(39);
  });

  it.each(passing.slice(0, 2))("and $name casts no doubt: a later refusal is final", async ({ fault }) => {
    desk.emulator.fault(
      { ...fault, ...adjusting },
      { kind: "user-error", code: "NON_MUTABLE_INVENTORY_ITEM", ...adjusting },
    );
    const command = oneMug();
    await submitted(desk, command);
    await workOn(command.id);
    const document = await desk.document(command.id);
    expect(fatesOf(document)).toEqual([["refused", "bundle-parent"]]);
    expect(attemptsOf(document)).toMatchObject([{ state: "refused", proof: "answer" }]);
  });

  it("and was busy for long does not make the one lost answer after it a matter of minutes", async () => {
    const busy = { kind: "throttled", ...adjusting, times: 12 } as const;
    desk.emulator.fault(busy, { kind: "drop-before", ...adjusting, times: 9 });
    const command = oneMug();
    const patient = { ...desk.clock, sleep: async () => undefined };
    await submitted(desk, command, { ...desk.manager, clock: patient });
    desk.emulator.faults.clear();
    const [job] = await desk.sql<{ inMs: number }>(
      `SELECT (1000 * extract(epoch FROM run_at - now()))::int AS "inMs"
         FROM graphile_worker._private_jobs WHERE payload->>'documentId' = $1`,
      [command.id],
    );
    expect(attemptsOf(await desk.document(command.id))[0]?.sends).toBeGreaterThan(12);
    expect(job?.inMs).toBeLessThan(20_000);
    await workOn(command.id);
    expect((await desk.document(command.id)).state).toBe("done");
  });

  it("keeps the lines waiting through a partition and brings them to an end after it", async () => {
    const command = oneMug();
    desk.emulator.hooks.onRequest = ({ operations }) => {
      if (operations.includes("inventoryAdjustQuantities")) desk.emulator.faults.partition();
    };
    await submitted(desk, command);
    delete desk.emulator.hooks.onRequest;
    await carryOut(await worker(), command.id);
    expect((await desk.document(command.id)).state).toBe("working");
    desk.emulator.faults.heal();
    await workOn(command.id);
    expect((await desk.document(command.id)).state).toBe("done");
    expect(desk.onShelf(mug)).toBe(39);
  });
});

describe("a refusal", () => {
  it("that names its line ends that line alone; the rest goes with a new attempt", async () => {
    const command = write({ itemId: mug }, { itemId: towel }, { itemId: plate });
    desk.emulator.hooks.beforeEffect = ({ shop }) => void shop.items.delete(towel);
    const document = await submitted(desk, command);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 2 });
    expect(fatesOf(document)).toEqual([
      ["applied", null],
      ["refused", "unknown-item"],
      ["applied", null],
    ]);
    expect(attemptsOf(document).map(({ state }) => state)).toEqual(["refused", "applied"]);
    expect([desk.onShelf(mug), desk.onShelf(plate)]).toEqual([39, 17]);
    expect(journalOf(document)).toEqual([
      ["shrinkage-damage D 450", "inventory C 450", "shrinkage-damage D 525", "inventory C 525"],
    ]);
  });

  it("that names no line is looked for in halves, down to the culprit", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    desk.emulator.setSwitches({ userErrors: "unnamed", belowZero: "refused" });
    const items = [mug, plate, towel, largePlate, sandPlate, tin, greyTowel];
    const command = write(...items.map((itemId) => ({ itemId, quantity: itemId === towel ? 31 : 1 })));
    await submitted(desk, command);
    await workOn(command.id);
    const document = await desk.document(command.id);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 6 });
    expect(fatesOf(document).map(([fate]) => fate)).toEqual([
      ...["applied", "applied", "refused", "applied", "applied", "applied", "applied"],
    ]);
    expect(document.lines[2]?.refusal).toMatchObject({ facts: { code: "INVALID_QUANTITY_TOO_LOW" } });
    const states = document.adjustments.map(({ state }) => state).sort();
    expect(states).toEqual(["applied", "applied", "applied", "refused", "split", "split", "split"]);
    expect(items.map((itemId) => desk.onShelf(itemId))).toEqual([39, 17, 30, 6, 0, 24, 15]);
    const events = await desk.sql(
      "SELECT kind FROM audit_event WHERE subject_id = $1 AND kind = 'adjustment-split'",
      [command.id],
    );
    expect(events).toHaveLength(3);
  });

  it("that names only the first of several is asked again until the last is found", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    desk.emulator.setSwitches({ userErrors: "first", belowZero: "refused" });
    const command = write({ itemId: mug, quantity: 41 }, { itemId: towel, quantity: 31 }, { itemId: plate });
    const document = await submitted(desk, command);
    expect(fatesOf(document).map(([fate]) => fate)).toEqual(["refused", "refused", "applied"]);
    expect(attemptsOf(document).map(({ state }) => state)).toEqual(["refused", "refused", "applied"]);
  });

  it("of every line ends them all with one call", async () => {
    await desk.sql("UPDATE shop SET refuse_below_zero = false, refuse_below_committed = false");
    desk.emulator.setSwitches({ belowZero: "refused" });
    const command = write({ itemId: mug, quantity: 41 }, { itemId: towel, quantity: 31 });
    const document = await submitted(desk, command);
    expect(document).toMatchObject({ state: "refused", unitsApplied: 0, entries: [] });
    expect(writesAt(desk.emulator)).toBe(1);
  });

  it("of a bundle's parent is final and says so", async () => {
    desk.emulator.fault({ kind: "user-error", code: "NON_MUTABLE_INVENTORY_ITEM", ...adjusting });
    const document = await submitted(desk, oneMug());
    expect(document).toMatchObject({ state: "refused", unitsApplied: 0, entries: [] });
    expect(fatesOf(document)).toEqual([["refused", "bundle-parent"]]);
    expect([desk.onShelf(mug), writesAt(desk.emulator)]).toEqual([40, 1]);
  });

  it.each(["IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "INVALID_REASON"] as const)(
    "with %s is final and never sent again",
    async (code) => {
      desk.emulator.fault({ kind: "user-error", code, ...adjusting });
      const document = await submitted(desk, oneMug());
      expect(document.lines[0]?.refusal).toEqual({ code: "refused-by-shopify", facts: { code } });
      expect(writesAt(desk.emulator)).toBe(1);
    },
  );
});

describe("an answer with a group beside its errors", () => {
  it("is believed: what the group lists happened, what an error names did not", async () => {
    desk.emulator.setSwitches({ atomicity: "valid-applied" });
    const command = write({ itemId: mug }, { itemId: towel }, { itemId: plate });
    desk.emulator.hooks.beforeEffect = () => void desk.emulator.stranger(placeOf(towel), -1);
    const document = await submitted(desk, command);
    expect(fatesOf(document)).toEqual([
      ["applied", null],
      ["refused", "stock-keeps-moving"],
      ["applied", null],
    ]);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 2, valueMinor: 975n });
    expect([desk.onShelf(mug), desk.onShelf(towel), desk.onShelf(plate)]).toEqual([39, 29, 17]);
    expect(writesAt(desk.emulator)).toBe(1);
  });

  it.each(["first", "unnamed"] as const)("also when the errors name %s", async (userErrors) => {
    desk.emulator.setSwitches({ atomicity: "valid-applied", userErrors });
    const command = write({ itemId: mug }, { itemId: towel }, { itemId: plate });
    desk.emulator.hooks.beforeEffect = () => {
      desk.emulator.stranger(placeOf(towel), -1);
      desk.emulator.stranger(placeOf(plate), -1);
    };
    const document = await submitted(desk, command);
    expect(fatesOf(document).map(([fate]) => fate)).toEqual(["applied", "refused", "refused"]);
    expect([desk.onShelf(mug), desk.onShelf(towel), desk.onShelf(plate)]).toEqual([39, 29, 17]);
  });

  it("also when the answer was lost and comes with the second send", async () => {
    desk.emulator.setSwitches({ atomicity: "valid-applied" });
    const command = write({ itemId: mug }, { itemId: towel });
    desk.emulator.hooks.beforeEffect = () => {
      delete desk.emulator.hooks.beforeEffect;
      desk.emulator.stranger(placeOf(towel), -1);
    };
    desk.emulator.fault({ kind: "drop-after", ...adjusting });
    const document = await submitted(desk, command);
    expect(fatesOf(document).map(([fate]) => fate)).toEqual(["applied", "refused"]);
    expect([desk.onShelf(mug), desk.onShelf(towel)]).toEqual([39, 29]);
  });
});

describe("the right to change inventory", () => {
  it("is checked by Shopify at the call: a person who lost it is refused for good", async () => {
    const max = desk.emulator.shop().staff.get("9000002");
    desk.emulator.hooks.onRequest = ({ operations }) => {
      if (max && operations.includes("inventoryAdjustQuantities")) max.mayChangeInventory = false;
    };
    const command = oneMug();
    const document = await submitted(desk, command);
    expect(fatesOf(document)).toEqual([["refused", "permission-denied"]]);
    await carryOut(await worker(), command.id);
    expect([desk.onShelf(mug), writesAt(desk.emulator)]).toEqual([40, 1]);
  });

  it("lets Shopify's history show the person, also when the worker ends it", async () => {
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const command = oneMug();
    await submitted(desk, command);
    desk.emulator.faults.clear();
    await carryOut(await worker(), command.id);
    const row = desk.emulator.shop().history.at(-1);
    expect(row).toMatchObject({ actor: { kind: "staff", name: "Max Manager" }, reason: "damaged" });
  });

  it("falls back on the app's token only when nobody is there, their token is dead and the right was proved", async () => {
    const port = desk.manager.shopify;
    const callers: string[] = [];
    const signedOut: typeof port = {
      ...port,
      adjust: async (body, key, caller, lane) => {
        callers.push(caller.kind);
        if (caller.kind === "person") return { kind: "not-sent", why: "signed-out", delayMs: 0 };
        return port.adjust(body, key, caller, lane);
      },
    };
    const present = await submitted(desk, oneMug(), { ...desk.manager, shopify: signedOut });
    expect(fatesOf(present)).toEqual([["refused", "signed-out"]]);
    expect(callers).toEqual(["person", "person"]);

    callers.length = 0;
    const proved = oneMug();
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    await submitted(desk, proved);
    desk.emulator.faults.clear();
    await carryOut({ ...(await worker()), shopify: signedOut }, proved.id);
    expect((await desk.document(proved.id)).state).toBe("done");
    expect(callers).toEqual(["person", "app"]);
    expect(desk.emulator.shop().history.at(-1)?.actor).toMatchObject({ kind: "app" });

    callers.length = 0;
    const unproved = write({ itemId: plate });
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    await submitted(desk, unproved);
    desk.emulator.faults.clear();
    await desk.sql("UPDATE document SET right_proved = false WHERE id = $1", [unproved.id]);
    await carryOut({ ...(await worker()), shopify: signedOut }, unproved.id);
    expect(callers).toEqual(["person"]);
    expect((await desk.document(unproved.id)).state).toBe("working");
  });

  it("of a shop where every token is dead is waited for twenty hours, and then nothing was sent", async () => {
    const signedOut: typeof desk.manager.shopify = {
      ...desk.manager.shopify,
      adjust: async () => ({ kind: "not-sent", why: "signed-out", delayMs: 0 }),
    };
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "stolen" });
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    await desk.sql("UPDATE attempt SET open_sends = 0 WHERE state = 'sent'");
    await carryOut({ ...(await worker()), shopify: signedOut }, command.id);
    expect(await desk.document(command.id)).toMatchObject({ state: "working" });
    await desk.ageBy(21 * 3_600_000);
    await carryOut({ ...(await worker()), shopify: signedOut }, command.id);
    expect(fatesOf(await desk.document(command.id))).toEqual([
      ["refused", "signed-out"],
      ["refused", "signed-out"],
    ]);
  });
});

describe("Shopify that cannot be read", () => {
  const day = 21 * 3_600_000;

  it("makes what was never sent wait, and refuses it after twenty hours", async () => {
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    desk.emulator.hooks.afterEffect = () => {
      desk.emulator.fault({ kind: "status", status: 500, operation: "nodes", times: 99 });
    };
    await submitted(desk, command);
    expect(fatesOf(await desk.document(command.id)).map(([fate]) => fate)).toEqual(["applied", "working"]);
    await desk.ageBy(day);
    await workOn(command.id);
    const document = await desk.document(command.id);
    expect(document).toMatchObject({ state: "partly-done", unitsApplied: 1 });
    expect(fatesOf(document)[1]).toEqual(["refused", "shopify-unreachable"]);
    expect(desk.onShelf(plate)).toBe(18);
  });

  it("is waited for as long by a host whose own clock is days behind", async () => {
    desk.clock.set(new Date(Date.now() - 3 * day).toISOString());
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    desk.emulator.hooks.afterEffect = () => {
      desk.emulator.fault({ kind: "status", status: 500, operation: "nodes", times: 99 });
    };
    await submitted(desk, command);
    await carryOut(await worker(), command.id);
    expect(fatesOf(await desk.document(command.id)).map(([fate]) => fate)).toEqual(["applied", "working"]);
    desk.emulator.faults.clear();
    await workOn(command.id);
    expect((await desk.document(command.id)).state).toBe("done");
  });

  it.each([401, 403, 500])("with %s makes a task of what was sent and never answered", async (status) => {
    desk.emulator.fault({ kind: "drop-before", times: 9, ...adjusting });
    const command = oneMug();
    await submitted(desk, command);
    desk.emulator.faults.clear();
    desk.emulator.fault({ kind: "status", status, times: 99 });
    await carryOut(await worker(), command.id);
    expect(fatesOf(await desk.document(command.id))).toEqual([["working", null]]);
    await desk.ageBy(day);
    await workOn(command.id);
    expect(fatesOf(await desk.document(command.id))).toEqual([["unknown", null]]);
  });
});

function placeOf(itemId: string) {
  return { itemId, locationId: mainStreet };
}

describe("a document", () => {
  it("sends nothing for a line that another location has, and says each level's own before and after", async () => {
    const command = write({ itemId: mug, quantity: 2 }, { itemId: mug, quantity: 3, locationId: backRoom });
    const document = await submitted(desk, command);
    expect(document.lines.map((line) => [line.beforeQuantity, line.afterQuantity])).toEqual([
      [40, 38],
      [12, 9],
    ]);
    const rows = await inShopModels(desk.world.database, desk.world.shopId, (tx) =>
      tx.levelMirror.findMany(),
    );
    expect(rows.map(({ available }) => available).sort()).toEqual([38, 9]);
  });
});
