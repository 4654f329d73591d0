import { describe, expect, it } from "vitest";
import { item, level, mainStreet, mug, stock } from "#tests/support/little-shop.ts";
import { checkQuantities } from "./check-quantities.ts";
import { findPlace, nameOf, unitsToSpare, walkLevels } from "./stock.ts";

const place = { itemId: mug, locationId: mainStreet, takenFrom: "available" } as const;

describe("a place", () => {
  it("is found with its item, location and level", () => {
    expect(findPlace(stock(), place)).toEqual({
      item: item(),
      location: stock().locations[0],
      level: level(),
    });
  });

  it("is refused for what is most fundamental first", () => {
    const closed = [{ locationId: mainStreet, name: "Main street", isActive: false }] as const;
    const worst = {
      items: [item({ components: ["Cup"], tracked: false })],
      locations: [...closed],
      levels: [],
    };
    const codes = [
      findPlace({ ...worst, items: [] }, place),
      findPlace({ ...worst, locations: [] }, place),
      findPlace(worst, place),
      findPlace({ ...worst, locations: stock().locations }, place),
      findPlace({ ...worst, locations: stock().locations, items: [item({ tracked: false })] }, place),
      findPlace({ ...worst, locations: stock().locations, items: [item()] }, place),
    ];
    expect(codes.map((one) => "code" in one && one.code)).toEqual([
      "unknown-item",
      "unknown-location",
      "inactive-location",
      "bundle-parent",
      "untracked",
      "not-stocked-here",
    ]);
  });
});

it("spares what orders hold by default, and that too where the shop says so", () => {
  const held = { available: 5, committed: 3 };
  const spare = (refuseBelowZero: boolean, refuseBelowCommitted: boolean) =>
    unitsToSpare(held, { refuseBelowZero, refuseBelowCommitted });
  expect([spare(true, true), spare(false, true), spare(true, false)]).toEqual([5, 5, 8]);
  expect(spare(false, false)).toBe(Number.POSITIVE_INFINITY);
});

it("calls an item by its variant, unless it has only the one that Shopify makes", () => {
  expect(nameOf({ title: "Mug", variantTitle: "Blue" })).toBe("Mug Blue");
  expect(nameOf({ title: "Mug", variantTitle: "Default Title" })).toBe("Mug");
  expect(nameOf({ title: "Mug", variantTitle: "" })).toBe("Mug");
});

it("walks each level by itself, below zero too", () => {
  const other = { ...place, locationId: "gid://shopify/Location/2" } as const;
  const damaged = { ...place, takenFrom: "damaged" } as const;
  const walked = walkLevels(
    [
      { ...place, delta: -3 },
      { ...other, delta: -1 },
      { ...damaged, delta: -4 },
      { ...place, delta: -1 },
      { ...other, delta: 5 },
    ],
    (at) => (at.takenFrom === "damaged" ? 9 : at.locationId === mainStreet ? 2 : 0),
  );
  expect(walked.map(({ before, after }) => `${before} → ${after}`)).toEqual([
    "2 → -1",
    "0 → -1",
    "9 → 5",
    "-1 → -2",
    "-1 → 4",
  ]);
});

it("adds up what all lines ask of a level, and says the sum", () => {
  const found = findPlace(stock({ levels: [level({ available: 5 })] }), place);
  if ("code" in found) throw new Error(found.code);
  const lines = [3, 3].map((quantity, position) => ({
    ...{ ...found, position, takenFrom: "available" as const },
    command: { quantity },
  }));
  const strict = { refuseBelowZero: true, refuseBelowCommitted: true };
  expect(checkQuantities(lines, strict).map(({ at, facts }) => [at?.[1], facts?.asked])).toEqual([
    [0, 6],
    [1, 6],
  ]);
  expect(checkQuantities(lines.slice(1), strict)).toEqual([]);
});
