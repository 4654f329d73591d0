import { describe, expect, it } from "vitest";
import {
  command,
  facts,
  item,
  level,
  line,
  mainStreet,
  mug,
  noon,
  reason,
  stock,
} from "#tests/support/little-shop.ts";
import { limits } from "../limits.ts";
import { planWriteOff } from "./plan-write-off.ts";

const backRoom = "gid://shopify/Location/2" as const;
const twoRooms = stock({
  locations: [
    { locationId: mainStreet, name: "Main street", isActive: true },
    { locationId: backRoom, name: "Back room", isActive: true },
  ],
  levels: [level(), level({ locationId: backRoom, available: 5 })],
});

function planned(...args: Parameters<typeof planWriteOff>) {
  const plan = planWriteOff(...args);
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}

function saidOf(...args: Parameters<typeof planWriteOff>) {
  const plan = planWriteOff(...args);
  return plan.ok ? [] : plan.problems.map(({ code, at }) => `${code} ${at?.join(".")}`);
}

describe("a plan", () => {
  it("freezes cost, account and value, and shows the level before and after", () => {
    const plan = planned(command([{ quantity: 3 }]), facts(), noon);
    expect(plan).toMatchObject({
      kind: "off",
      reverses: null,
      eventDate: "2026-11-21",
      accountingDate: "2026-11-21",
      units: 3,
      valueMinor: 1350n,
      needsValue: 0,
      adjustments: [{ ordinal: 0, shopifyReason: "damaged" }],
    });
    expect(plan.lines[0]).toMatchObject({
      before: 40,
      after: 37,
      debitRole: "shrinkage-damage",
      valueMinor: 1350n,
      cost: { amount: "4.50", source: "shopify", at: noon },
      reasonLabel: "Damaged",
      locationName: "Main street",
    });
  });

  it("sums rounded lines: three times a third of a cent is 0.99 and not 1.00", () => {
    const cheap = facts({
      stock: stock({ items: [item({ unitCost: { amount: "0.3333", currency: "EUR" } })] }),
    });
    expect(planned(command([{}, {}, {}]), cheap, noon).valueMinor).toBe(99n);
  });

  it("does not call a partial sum a total when one cost is missing", () => {
    const none = "gid://shopify/InventoryItem/2" as const;
    const both = stock({
      items: [item(), item({ itemId: none, unitCost: null })],
      levels: [level(), level({ itemId: none })],
    });
    const plan = planned(command([{}, { itemId: none }]), facts({ stock: both }), noon);
    expect([plan.valueMinor, plan.needsValue]).toEqual([null, 1]);
    expect(plan.lines.map((one) => one.valueMinor)).toEqual([450n, null]);
  });

  it("makes one call a Shopify reason, in the order in which reasons first appear", () => {
    const reasons = [
      reason(),
      reason({ id: "stolen", shopifyReason: "shrinkage" }),
      reason({ id: "opened" }),
    ];
    const plan = planned(
      command([
        { reasonId: "stolen" },
        { reasonId: "damaged" },
        { reasonId: "opened" },
        { reasonId: "stolen" },
      ]),
      facts({ reasons }),
      noon,
    );
    expect(plan.adjustments.map((one) => one.shopifyReason)).toEqual(["shrinkage", "damaged"]);
    expect(plan.lines.map((one) => one.adjustment)).toEqual([0, 1, 1, 0]);
  });

  it("says in Shopify's history that goods were given away, whatever the reason was", () => {
    const plan = planned(command([{ disposal: "donated" }, { disposal: "destroyed" }]), facts(), noon);
    expect(plan.adjustments.map((one) => one.shopifyReason)).toEqual(["promotion", "damaged"]);
    expect(plan.lines.map((one) => one.debitRole)).toEqual(["donation-expense", "shrinkage-damage"]);
  });

  it("takes another account only from those who see cost", () => {
    const stated = command([{ accountRole: "donation-expense" }]);
    expect(planned(stated, facts(), noon).lines[0]?.debitRole).toBe("donation-expense");
    expect(saidOf(stated, facts({ seesCost: false }), noon)).toEqual([
      "may-not-see-cost lines.0.accountRole",
    ]);
  });

  it("walks a shared level in the order of the calls, not of the lines", () => {
    const reasons = [reason(), reason({ id: "stolen", shopifyReason: "shrinkage" })];
    const plan = planned(
      command([{ quantity: 1 }, { reasonId: "stolen", quantity: 10 }, { quantity: 2 }]),
      facts({ reasons }),
      noon,
    );
    expect(plan.lines.map(({ before, after }) => [before, after])).toEqual([
      [40, 39],
      [37, 27],
      [39, 37],
    ]);
  });
});

describe("a line that cannot go", () => {
  const inactive = stock({ locations: [{ locationId: mainStreet, name: "Main street", isActive: false }] });
  it.each([
    ["an unknown item", { itemId: "gid://shopify/InventoryItem/9" }, {}, "unknown-item lines.0.itemId"],
    [
      "an unknown place",
      { locationId: "gid://shopify/Location/9" },
      {},
      "unknown-location lines.0.locationId",
    ],
    ["a closed place", {}, { stock: inactive }, "inactive-location lines.0.locationId"],
    [
      "a bundle",
      {},
      { stock: stock({ items: [item({ components: ["Cup"] })] }) },
      "bundle-parent lines.0.itemId",
    ],
    [
      "an untracked item",
      {},
      { stock: stock({ items: [item({ tracked: false })] }) },
      "untracked lines.0.itemId",
    ],
    ["a place that never had it", {}, { stock: stock({ levels: [] }) }, "not-stocked-here lines.0.itemId"],
    [
      "a place that gave it up",
      {},
      { stock: stock({ levels: [level({ isActive: false })] }) },
      "not-stocked-here lines.0.itemId",
    ],
    ["a reason nobody knows", { reasonId: "bored" }, {}, "unknown-reason lines.0.reasonId"],
    ["an archived reason", {}, { reasons: [reason({ archived: true })] }, "archived-reason lines.0.reasonId"],
    [
      "a reason of write-downs",
      {},
      { reasons: [reason({ kinds: ["down"] })] },
      "reason-not-for-kind lines.0.reasonId",
    ],
    [
      "a blank note where one is needed",
      { note: " \t" },
      { reasons: [reason({ needsNote: true })] },
      "note-needed lines.0.note",
    ],
    [
      "a note that nobody could see",
      { note: "\u200b\u3000\u2060" },
      { reasons: [reason({ needsNote: true })] },
      "note-needed lines.0.note",
    ],
    [
      "no evidence where it is needed",
      {},
      { reasons: [reason({ needsEvidence: true })] },
      "evidence-needed lines.0.reasonId",
    ],
    ["an unheard-of disposal", { disposal: "eaten" }, {}, "unknown-disposal lines.0.disposal"],
    ["an account that is none", { accountRole: "petty-cash" }, {}, "unknown-account lines.0.accountRole"],
    ["stock as its own contra", { accountRole: "inventory" }, {}, "unknown-account lines.0.accountRole"],
    ["one unit too many", { quantity: 41 }, {}, "not-enough lines.0.quantity"],
    [
      "another cost without a cause",
      { unitCost: { amount: "1", cause: " " } },
      {},
      "cost-cause-needed lines.0.unitCost",
    ],
    [
      "more value than a ledger holds",
      { quantity: 20, unitCost: { amount: "999999999999", cause: "typo" } },
      {},
      "value-too-large lines.0.unitCost",
    ],
  ] as const)("is refused at its place: %s", (_, wish, world, said) => {
    expect(saidOf(command([wish as object]), facts(world as object), noon)).toEqual([said]);
  });

  it("does not keep the other problems from being said", () => {
    const needy = facts({ reasons: [reason({ needsNote: true, needsEvidence: true })] });
    const lines = [
      { disposal: "eaten", accountRole: "x" },
      { itemId: "gid://shopify/InventoryItem/9" as const },
    ];
    expect(saidOf(command(lines, { eventDate: "2027-01-01" }), needy, noon)).toEqual([
      "future-date eventDate",
      "note-needed lines.0.note",
      "evidence-needed lines.0.reasonId",
      "unknown-disposal lines.0.disposal",
      "unknown-account lines.0.accountRole",
      "note-needed lines.1.note",
      "evidence-needed lines.1.reasonId",
      "unknown-item lines.1.itemId",
    ]);
  });

  it("asks nothing of a reason that cannot be used anyway", () => {
    const gone = facts({
      reasons: [reason({ archived: true, kinds: ["down"], needsNote: true, needsEvidence: true })],
    });
    expect(saidOf(command(), gone, noon)).toEqual([
      "archived-reason lines.0.reasonId",
      "reason-not-for-kind lines.0.reasonId",
    ]);
  });

  it("tells a bundle's components and the numbers that were not enough", () => {
    const bundle = facts({ stock: stock({ items: [item({ components: ["Cup", "Saucer"] })] }) });
    expect(planWriteOff(command(), bundle, noon)).toMatchObject({
      problems: [{ facts: { item: "Mug Blue", location: "Main street", components: ["Cup", "Saucer"] } }],
    });
    expect(planWriteOff(command([{ quantity: 50 }]), facts(), noon)).toMatchObject({
      problems: [{ facts: { available: 40, committed: 0, asked: 50 } }],
    });
  });
});

describe("enough", () => {
  it("is counted for all lines of a level together, and all of them are told", () => {
    expect(saidOf(command([{ quantity: 20 }, { quantity: 20 }]), facts(), noon)).toEqual([]);
    expect(saidOf(command([{ quantity: 20 }, { quantity: 21 }]), facts(), noon)).toEqual([
      "not-enough lines.0.quantity",
      "not-enough lines.1.quantity",
    ]);
    const apart = command([{ quantity: 40 }, { locationId: backRoom, quantity: 5 }]);
    expect(saidOf(apart, facts({ stock: twoRooms }), noon)).toEqual([]);
  });

  it.each([
    [true, true, 5, 6],
    [true, false, 8, 9],
    [false, true, 5, 6],
    [false, false, 1_000_000, null],
  ])("with zero %s and committed %s ends at %i", (refuseBelowZero, refuseBelowCommitted, most, tooMany) => {
    const world = facts({
      stock: stock({ levels: [level({ available: 5, committed: 3 })] }),
      policy: { refuseBelowZero, refuseBelowCommitted },
    });
    expect(saidOf(command([{ quantity: most }]), world, noon)).toEqual([]);
    if (tooMany)
      expect(saidOf(command([{ quantity: tooMany }]), world, noon)).toEqual(["not-enough lines.0.quantity"]);
  });

  it("is nothing where the level is below zero already", () => {
    const below = facts({ stock: stock({ levels: [level({ available: -2 })] }) });
    expect(saidOf(command(), below, noon)).toEqual(["not-enough lines.0.quantity"]);
  });
});

describe("the dates", () => {
  const late = new Date("2026-11-21T11:30:00Z");
  it.each([
    ["Pacific/Auckland", "2026-11-22"],
    ["Pacific/Honolulu", "2026-11-21"],
  ])("are days of the shop: in %s it is %s", (timeZone, today) => {
    expect(planned(command(), facts({ timeZone }), late).eventDate).toBe(today);
    expect(saidOf(command([{}], { eventDate: today }), facts({ timeZone }), late)).toEqual([]);
  });

  it("refuse tomorrow, and what lies more than two years back", () => {
    const on = (eventDate: string) => saidOf(command([{}], { eventDate }), facts(), noon);
    expect(on("2026-11-22")).toEqual(["future-date eventDate"]);
    expect(on("2024-11-21")).toEqual([]);
    expect(on("2024-11-20")).toEqual(["old-date eventDate"]);
    expect(limits.eventDateYearsBack).toBe(2);
  });

  it("keep the event's day and book on today what happened on or before the closed day", () => {
    const dates = (eventDate: string) => {
      const plan = planned(command([{}], { eventDate }), facts({ closedThrough: "2026-10-31" }), noon);
      return [plan.eventDate, plan.accountingDate];
    };
    expect(dates("2026-10-31")).toEqual(["2026-10-31", "2026-11-21"]);
    expect(dates("2026-11-01")).toEqual(["2026-11-01", "2026-11-01"]);
  });
});

describe("a material loss", () => {
  const over = (threshold: bigint) => facts({ materialThresholdMinor: threshold, stock: twoRooms });
  const rolesOf = (lines: Parameters<typeof command>[0], world = over(900n)) =>
    planned(command(lines), world, noon).lines.map((one) => one.debitRole);

  it("is one above the threshold, not one equal to it, counted over all lines of the reason", () => {
    expect(rolesOf([{ quantity: 1 }, { quantity: 1, locationId: backRoom }])).toEqual([
      "shrinkage-damage",
      "shrinkage-damage",
    ]);
    expect(rolesOf([{ quantity: 2 }, { quantity: 1, locationId: backRoom }])).toEqual([
      "inventory-write-down",
      "inventory-write-down",
    ]);
  });

  it("takes the place of the reason's account alone, and gives way to what is more precise", () => {
    const world = {
      ...over(0n),
      rules: [{ reasonId: "damaged", locationId: backRoom, role: "shrinkage-lost" as const }],
    };
    const lines = [{}, { locationId: backRoom }, { disposal: "donated" }, { accountRole: "production-loss" }];
    expect(rolesOf(lines, world)).toEqual([
      "inventory-write-down",
      "shrinkage-lost",
      "donation-expense",
      "production-loss",
    ]);
  });

  it("of one reason does not make another reason's lines material", () => {
    const reasons = [reason(), reason({ id: "lost", debitRole: "shrinkage-lost" })];
    const roles = rolesOf([{ quantity: 3 }, { reasonId: "lost" }], { ...over(900n), reasons });
    expect(roles).toEqual(["inventory-write-down", "shrinkage-lost"]);
  });

  it("does not exist where the shop has set no threshold, and lines of unknown value do not count", () => {
    expect(rolesOf([{ quantity: 40 }], facts())).toEqual(["shrinkage-damage"]);
    const unknown = facts({
      materialThresholdMinor: 0n,
      stock: stock({ items: [item({ unitCost: null })] }),
    });
    expect(rolesOf([{ quantity: 40 }], unknown)).toEqual(["shrinkage-damage"]);
  });
});

it("plans 250 lines of one level in well under the time a person notices", () => {
  const wish = command(Array(250).fill(line()));
  const known = facts({ stock: stock({ levels: [level({ available: 250 })] }) });
  // Others take the cores for a moment, but not at each try.
  const times = Array.from({ length: 10 }, () => {
    const start = performance.now();
    expect(planned(wish, known, noon).lines.at(-1)).toMatchObject({ before: 1, after: 0, itemId: mug });
    return performance.now() - start;
  });
  expect(Math.min(...times)).toBeLessThan(500);
});
