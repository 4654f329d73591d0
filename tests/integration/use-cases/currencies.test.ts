import { describe, expect, it } from "vitest";
import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { valueLine } from "#app/use-cases/write-off/value-line.ts";
import { dinarSouk } from "../../../prisma/scenarios/dinar-souk.ts";
import { islandSurf } from "../../../prisma/scenarios/island-surf.ts";
import type { Scenario } from "../../../prisma/scenarios/scenario.ts";
import { yenCafe } from "../../../prisma/scenarios/yen-cafe.ts";
import { type Desk, journalOf, openDesk, reversed, submitted, undo, write } from "./desk.ts";

const itemOf = (number: number): ItemId => `gid://shopify/InventoryItem/${number}`;
const day = (date: Date | undefined) => date?.toISOString().slice(0, 10);

async function takeOff(desk: Desk, scenario: Scenario, itemId: number, quantity: number) {
  const locationId = scenario.locations.find(({ id }) =>
    scenario.products.some(({ variants }) =>
      variants.some((one) => one.itemId === itemId && one.levels?.some((level) => level.locationId === id)),
    ),
  )?.id;
  const at: LocationId = `gid://shopify/Location/${locationId}`;
  return submitted(desk, write({ itemId: itemOf(itemId), quantity, locationId: at }));
}

describe("a shop in yen, thirteen hours ahead", () => {
  const desk = openDesk(yenCafe);

  it.each([
    ["2026-11-20T10:59:59Z", "2026-11-20"],
    ["2026-11-20T11:00:00Z", "2026-11-21"],
  ])("has its own day at %s", async (instant, today) => {
    desk.clock.set(instant);
    const document = await takeOff(desk, yenCafe, 4300000001, 1);
    expect([day(document.eventDate), day(document.entries[0]?.accountingDate)]).toEqual([today, today]);
    expect(document).toMatchObject({ timeZone: "Pacific/Tongatapu", currency: "JPY" });
  });

  it("counts whole yen, rounded once a line, and back to zero in pieces", async () => {
    const document = await takeOff(desk, yenCafe, 4300000002, 3);
    expect(journalOf(document)).toEqual([["shrinkage-damage D 4751", "inventory C 4751"]]);
    const values: (bigint | null)[] = [];
    for (let unit = 0; unit < 3; unit += 1)
      values.push(
        (await reversed(desk, undo(document.id, { lines: [{ position: 0, quantity: 1 }] }))).valueMinor,
      );
    expect(values).toEqual([1584n, 1583n, 1584n]);
  });

  it("takes a late value with more places than its currency has", async () => {
    const document = await takeOff(desk, yenCafe, 4300000003, 3);
    expect(document.valueMinor).toBeNull();
    await takeOff(desk, yenCafe, 4300000001, 1);
    const word = { documentId: document.id, position: 0, unitCost: { amount: "10.5" } };
    expect(await valueLine(desk.manager, word)).toMatchObject({ ok: true });
    expect((await desk.document(document.id)).valueMinor).toBe(32n);
  });
});

describe("a shop in dinars", () => {
  const desk = openDesk(dinarSouk);

  it("counts thousandths", async () => {
    const document = await takeOff(desk, dinarSouk, 4500000001, 7);
    expect(journalOf(document)).toEqual([["shrinkage-damage D 14875", "inventory C 14875"]]);
    const water = await takeOff(desk, dinarSouk, 4500000002, 3);
    expect(water).toMatchObject({ currency: "KWD", valueMinor: 999n });
    expect((await reversed(desk, undo(water.id))).valueMinor).toBe(999n);
  });

  it("protects what orders hold", async () => {
    const document = await takeOff(desk, dinarSouk, 4500000002, 200);
    expect(document.lines[0]).toMatchObject({ beforeQuantity: 200, afterQuantity: 0 });
  });
});

describe("a shop ten hours behind", () => {
  const desk = openDesk(islandSurf);

  it.each([
    ["2026-11-21T09:59:59Z", "2026-11-20"],
    ["2026-11-21T10:00:00Z", "2026-11-21"],
  ])("has its own day at %s", async (instant, today) => {
    desk.clock.set(instant);
    const document = await takeOff(desk, islandSurf, 4700000010, 3);
    expect(day(document.eventDate)).toBe(today);
    // 3 × 0.875 = 2.625, half away from zero.
    expect(journalOf(document)).toEqual([["shrinkage-damage D 263", "inventory C 263"]]);
  });
});
