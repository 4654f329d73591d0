import type { AccountRole } from "#app/domain/journal/account-role.ts";

/** An entry as an accountant would write it: side, role, minor units. */
export type Lines = readonly (readonly ["D" | "C", AccountRole, bigint])[];

export type WriteOffCase = {
  about: string;
  currency: string;
  date: string;
  goods: readonly { quantity: number; unitCost: string; reasonId: string; disposal?: string }[];
  lines: Lines;
};

/** G01-G04, G13 and G19: goods that leave at their cost, rounded once a line, half away from zero. */
export const writeOffs: Record<string, WriteOffCase> = {
  G01: {
    about: "3 units at 12.50, damaged",
    currency: "USD",
    date: "2026-03-10",
    goods: [{ quantity: 3, unitCost: "12.50", reasonId: "damaged" }],
    lines: [
      ["D", "shrinkage-damage", 3750n],
      ["C", "inventory", 3750n],
    ],
  },
  G02: {
    about: "three lines of 1 at 0.3333 are 0.99, not 1.00",
    currency: "USD",
    date: "2026-03-10",
    goods: [
      { quantity: 1, unitCost: "0.3333", reasonId: "expired" },
      { quantity: 1, unitCost: "0.3333", reasonId: "expired" },
      { quantity: 1, unitCost: "0.3333", reasonId: "expired" },
    ],
    lines: [
      ["D", "shrinkage-expired", 99n],
      ["C", "inventory", 33n],
      ["C", "inventory", 33n],
      ["C", "inventory", 33n],
    ],
  },
  G02b: {
    about: "0.125 is 0.13; half to even would make it 0.12",
    currency: "USD",
    date: "2026-03-10",
    goods: [{ quantity: 1, unitCost: "0.125", reasonId: "expired" }],
    lines: [
      ["D", "shrinkage-expired", 13n],
      ["C", "inventory", 13n],
    ],
  },
  G03: {
    about: "5 at 333.4 yen are 1667",
    currency: "JPY",
    date: "2026-03-10",
    goods: [{ quantity: 5, unitCost: "333.4", reasonId: "stolen" }],
    lines: [
      ["D", "shrinkage-theft", 1667n],
      ["C", "inventory", 1667n],
    ],
  },
  G04: {
    about: "4 at 1.23456 dinar are 4.938",
    currency: "KWD",
    date: "2026-03-10",
    goods: [{ quantity: 4, unitCost: "1.23456", reasonId: "damaged" }],
    lines: [
      ["D", "shrinkage-damage", 4938n],
      ["C", "inventory", 4938n],
    ],
  },
  G13: {
    about: "12 at 8.00, given away",
    currency: "USD",
    date: "2026-04-25",
    goods: [{ quantity: 12, unitCost: "8.00", reasonId: "deteriorated", disposal: "donated" }],
    lines: [
      ["D", "donation-expense", 9600n],
      ["C", "inventory", 9600n],
    ],
  },
  G19: {
    about: "3 at 3.3333 are 10.00",
    currency: "USD",
    date: "2026-06-01",
    goods: [{ quantity: 3, unitCost: "3.3333", reasonId: "damaged" }],
    lines: [
      ["D", "shrinkage-damage", 1000n],
      ["C", "inventory", 1000n],
    ],
  },
};

export type ReversalCase = {
  about: string;
  of: keyof typeof writeOffs;
  cause: "mistake" | "found";
  units: number;
  unitsBackBefore: number;
  day: string;
  closedThrough: string | null;
  date: string;
  lines: Lines;
};

/** G15, G16 and G19 a to c: goods that come back, cumulatively, on a day that is open. */
export const reversals: Record<string, ReversalCase> = {
  G15: {
    about: "all of G01 was a mistake and March is open: on the original's date",
    of: "G01",
    cause: "mistake",
    units: 3,
    unitsBackBefore: 0,
    day: "2026-03-20",
    closedThrough: null,
    date: "2026-03-10",
    lines: [
      ["D", "inventory", 3750n],
      ["C", "shrinkage-damage", 3750n],
    ],
  },
  G16: {
    about: "1 of 3 of G01 is found and March is closed: on the day of finding",
    of: "G01",
    cause: "found",
    units: 1,
    unitsBackBefore: 0,
    day: "2026-11-20",
    closedThrough: "2026-03-31",
    date: "2026-11-20",
    lines: [
      ["D", "inventory", 1250n],
      ["C", "shrinkage-damage", 1250n],
    ],
  },
  G19a: {
    about: "1 of 3 is back: round(1000 × 1/3)",
    of: "G19",
    cause: "found",
    units: 1,
    unitsBackBefore: 0,
    day: "2026-06-02",
    closedThrough: null,
    date: "2026-06-02",
    lines: [
      ["D", "inventory", 333n],
      ["C", "shrinkage-damage", 333n],
    ],
  },
  G19b: {
    about: "the second: round(1000 × 2/3) - 333",
    of: "G19",
    cause: "found",
    units: 1,
    unitsBackBefore: 1,
    day: "2026-06-03",
    closedThrough: null,
    date: "2026-06-03",
    lines: [
      ["D", "inventory", 334n],
      ["C", "shrinkage-damage", 334n],
    ],
  },
  G19c: {
    about: "the third: 1000 - 667, and nothing is left",
    of: "G19",
    cause: "found",
    units: 1,
    unitsBackBefore: 2,
    day: "2026-06-04",
    closedThrough: null,
    date: "2026-06-04",
    lines: [
      ["D", "inventory", 333n],
      ["C", "shrinkage-damage", 333n],
    ],
  },
};
