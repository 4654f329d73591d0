import { describe, expect, it } from "vitest";
import { changeReason } from "#app/use-cases/shop/change-reason.ts";
import { refreshShop } from "#app/use-cases/shop/refresh-shop.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { uninstallShop } from "#app/use-cases/shop/uninstall.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { carryOut } from "#app/use-cases/write-off/carry-out.ts";
import { previewWriteOff } from "#app/use-cases/write-off/preview-write-off.ts";
import { resolveAttempt } from "#app/use-cases/write-off/resolve-attempt.ts";
import { submitWriteOff } from "#app/use-cases/write-off/submit-write-off.ts";
import {
  adjusting,
  attemptsOf,
  fatesOf,
  mug,
  openDesk,
  plate,
  submitted,
  tin,
  write,
  writesAt,
} from "./desk.ts";

const desk = openDesk();
const worker = () => desk.as(null);
const soon = () => new Date(Date.now() + 60_000);
const forget = () => desk.sql("UPDATE person SET sees_cost = NULL, cost_read_at = NULL");
const asked = () =>
  desk.emulator.requests.list().filter(({ operations }) => operations.includes("inventoryItem")).length;

describe("who sees cost", () => {
  it("is asked of Shopify once and remembered for a quarter of an hour, for each person", async () => {
    await forget();
    await previewWriteOff(desk.manager, write({ itemId: mug }));
    for (const [name, sight] of [
      ["Max", true],
      ["Ben", false],
      ["Olivia", true],
    ] as const) {
      desk.emulator.requests.clear();
      expect(await seesCost(await desk.as(name), { ask: true })).toBe(sight);
      expect(asked()).toBe(1);
      expect(await seesCost(await desk.as(name), { ask: true })).toBe(sight);
      expect(await seesCost(await desk.as(name), { ask: false })).toBe(sight);
      expect(asked()).toBe(1);
    }
    const ben = desk.emulator.shop().staff.get("9000004");
    if (ben) ben.seesCosts = true;
    expect(await seesCost(await desk.as("Ben"), { ask: true })).toBe(false);
    desk.clock.set(new Date(Date.now() + 16 * 60_000).toISOString());
    expect(await seesCost(await desk.as("Ben"), { ask: true })).toBe(true);
  });

  it("is not asked while goods are written off", async () => {
    await forget();
    desk.emulator.requests.clear();
    await submitted(desk, write({ itemId: mug }));
    expect(asked()).toBe(0);
    expect(await seesCost(await desk.as("Max"), { ask: false })).toBe(false);
  });

  it("is nobody while Shopify cannot say, and that is not remembered", async () => {
    await forget();
    await previewWriteOff(desk.manager, write({ itemId: mug }));
    desk.emulator.fault({ kind: "status", status: 500, operation: "inventoryItem", times: 9 });
    expect(await seesCost(await desk.as("Max"), { ask: true })).toBe(false);
    desk.emulator.faults.clear();
    expect(await seesCost(await desk.as("Max"), { ask: true })).toBe(true);
  });

  it("is the owner alone while no item is known to have a cost, and never the worker", async () => {
    await forget();
    await previewWriteOff(desk.manager, write({ itemId: tin }));
    expect(await seesCost(await desk.as("Max"), { ask: true })).toBe(false);
    expect(await seesCost(await desk.as("Olivia"), { ask: true })).toBe(true);
    await previewWriteOff(desk.manager, write({ itemId: mug }));
    expect(await seesCost(await worker(), { ask: true })).toBe(false);
  });

  it.each(["null", "access-denied"] as const)("is not Ben, however Shopify hides it (%s)", async (how) => {
    await forget();
    desk.emulator.setSwitches({ hiddenCost: how });
    await previewWriteOff(desk.manager, write({ itemId: mug }));
    expect(await seesCost(await desk.as("Ben"), { ask: true })).toBe(false);
    // The cost itself is read under the app's own token, whoever submits.
    const document = await submitted(desk, write({ itemId: mug }), await desk.as("Ben"));
    expect(document.valueMinor).toBe(450n);
  });
});

describe("a reason", () => {
  const damaged = {
    id: "damaged",
    label: "Broken",
    family: "damage",
    shrink: true,
    needsNote: false,
    debitRole: "shrinkage-damage",
    archived: false,
  } as const;

  it("is renamed by whoever writes off, and booked elsewhere only by those who see cost", async () => {
    await forget();
    const ben = await desk.as("Ben");
    await previewWriteOff(ben, write({ itemId: mug }));
    expect(await changeReason(ben, damaged)).toMatchObject({ ok: true });
    const elsewhere = { ...damaged, label: "Damaged", debitRole: "loss-other" } as const;
    const refusal = { code: "may-not-see-cost", at: ["debitRole"] };
    expect(await changeReason(ben, elsewhere)).toEqual({ ok: false, problems: [refusal] });
    const now = await desk.sql("SELECT label, debit_role FROM reason WHERE id = 'damaged'");
    expect(now).toEqual([{ label: "Broken", debit_role: "shrinkage-damage" }]);
    expect(await changeReason(desk.manager, elsewhere)).toMatchObject({ ok: true });
    await changeReason(desk.manager, { ...damaged, label: "Damaged" });
  });
});

describe("reading the shop again", () => {
  it("changes nothing that the shop has made its own", async () => {
    const change = {
      id: "damaged",
      label: "Broken or chipped",
      family: "damage",
      shrink: true,
      needsNote: true,
      debitRole: "loss-other",
      archived: false,
    } as const;
    await changeReason(desk.manager, change);
    await desk.sql("UPDATE account SET name = 'Broken stock', code = '4711' WHERE role = 'shrinkage-damage'");
    const before = await desk.sql("SELECT * FROM reason ORDER BY id");
    const accounts = await desk.sql("SELECT * FROM account ORDER BY role");
    await refreshShop(await worker());
    await Promise.all([refreshShop(await worker()), refreshShop(await worker())]);
    expect(await desk.sql("SELECT * FROM reason ORDER BY id")).toEqual(before);
    expect(await desk.sql("SELECT * FROM account ORDER BY role")).toEqual(accounts);
    expect(before).toHaveLength(15);
    await changeReason(desk.manager, {
      ...change,
      label: "Damaged",
      needsNote: false,
      debitRole: "shrinkage-damage",
    });
  });

  it("takes over a new name, zone and place", async () => {
    const shop = desk.emulator.shop();
    shop.name = "Mug & Plate";
    shop.timeZone = "Europe/Lisbon";
    expect(await refreshShop(await worker())).toEqual({
      name: "Mug & Plate",
      currency: "EUR",
      timeZone: "Europe/Lisbon",
      locale: "en",
    });
    const [row] = await desk.sql("SELECT name, time_zone FROM shop");
    expect(row).toEqual({ name: "Mug & Plate", time_zone: "Europe/Lisbon" });
    const places = await desk.sql("SELECT name, is_active, is_fulfillment_service FROM location_mirror");
    expect(places).toContainEqual({ name: "Old cellar", is_active: false, is_fulfillment_service: false });
    expect(places).toContainEqual({ name: "Parcel House", is_active: true, is_fulfillment_service: true });
  });
});

describe("an uninstall", () => {
  const left = async () => desk.sql("SELECT 1 FROM audit_event WHERE kind = 'shop-uninstalled'");

  it("refuses what was never sent, without a call", async () => {
    desk.emulator.fault({ kind: "throttled", ...adjusting, times: 99 });
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    expect(await uninstallShop(await worker(), soon())).toBe(true);
    desk.emulator.requests.clear();
    await carryOut(await worker(), command.id);
    const document = await desk.document(command.id);
    expect(document).toMatchObject({ state: "refused", unitsApplied: 0 });
    expect(fatesOf(document)).toEqual([
      ["refused", "uninstalled"],
      ["refused", "uninstalled"],
    ]);
    expect(desk.emulator.requests.list()).toEqual([]);
  });

  it("makes a task of what was sent, without a call, which a person may answer after a new installation", async () => {
    desk.emulator.fault(
      { kind: "drop-after", ...adjusting },
      { kind: "drop-before", ...adjusting, times: 9 },
    );
    const command = write({ itemId: mug }, { itemId: plate, reasonId: "lost" });
    await submitted(desk, command);
    desk.emulator.faults.clear();
    await uninstallShop(await worker(), soon());
    desk.emulator.requests.clear();
    await carryOut(await worker(), command.id);
    const document = await desk.document(command.id);
    expect(fatesOf(document)).toEqual([
      ["unknown", null],
      ["refused", "uninstalled"],
    ]);
    expect(desk.emulator.requests.list()).toEqual([]);
    await desk.sql("UPDATE shop SET uninstalled_at = NULL, install_proved_at = now()");
    const attemptId = attemptsOf(document)[0]?.id ?? "";
    await resolveAttempt(desk.manager, { documentId: command.id, attemptId, happened: true });
    expect(await desk.document(command.id)).toMatchObject({ state: "partly-done", unitsApplied: 1 });
  });

  it("between the reading and the call lets nothing be sent", async () => {
    const port = desk.manager.shopify;
    const ctx: ShopContext = {
      ...desk.manager,
      shopify: {
        ...port,
        readStock: async (places, lane) => {
          const read = await port.readStock(places, lane);
          await uninstallShop(await worker(), soon());
          return read;
        },
      },
    };
    const command = write({ itemId: mug });
    await submitWriteOff(ctx, command);
    expect(fatesOf(await desk.document(command.id))).toEqual([["refused", "uninstalled"]]);
    expect([writesAt(desk.emulator), desk.onShelf(mug)]).toEqual([0, 40]);
  });

  it("while the call is under way does not lose its answer", async () => {
    desk.emulator.hooks.afterEffect = async () => void (await uninstallShop(await worker(), soon()));
    const document = await submitted(desk, write({ itemId: mug }));
    expect(document).toMatchObject({ state: "done", unitsApplied: 1 });
    expect(desk.onShelf(mug)).toBe(39);
  });

  it("that is told late, after a new installation, says nothing", async () => {
    const before = (await left()).length;
    const earlier = new Date(Date.now() - 3_600_000);
    expect(await uninstallShop(await worker(), earlier)).toBe(false);
    expect(await desk.sql("SELECT uninstalled_at FROM shop")).toEqual([{ uninstalled_at: null }]);
    expect((await left()).length).toBe(before);
    expect(await submitted(desk, write({ itemId: mug }))).toMatchObject({ state: "done" });
  });

  it("that is told twice is one", async () => {
    const before = (await left()).length;
    const told = soon();
    const answers = await Promise.all([1, 2, 3].map(async () => uninstallShop(await worker(), told)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect((await left()).length).toBe(before + 1);
  });
});
