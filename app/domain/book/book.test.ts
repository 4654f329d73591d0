import { expect, it } from "vitest";
import { NUMBER_MAX, prefixOf, referenceOf, startOf } from "./book.ts";
import { waysOutOf, waysToday } from "./resolution.ts";
import { suggestAccounts } from "./suggest-accounts.ts";

it("numbers a book's journals with eleven signs, the last as the first", () => {
  const prefix = prefixOf("01a1fea9-75a8-7098-b693-d03df2caed09");
  expect(prefix).toMatch(/^[A-Z][0-9A-Z]{3}$/);
  expect(referenceOf(prefix, 1)).toHaveLength(11);
  expect(referenceOf(prefix, NUMBER_MAX)).toHaveLength(11);
});

it("draws other signs from other ids", () => {
  const ids = Array.from({ length: 200 }, () => crypto.randomUUID());
  expect(new Set(ids.map(prefixOf)).size).toBeGreaterThan(190);
});

const account = (id: string, name: string, kind: string, parts = {}) => ({
  id,
  code: "",
  name,
  kind,
  isActive: true,
  isPostable: true,
  ...parts,
});

it("proposes accounts of the right kind whose names speak of the role, and never one as its own contra", () => {
  const suggested = suggestAccounts([
    account("1", "Inventory Asset", "inventory"),
    account("2", "Inventory Shrinkage", "cost-of-sales"),
    account("3", "Damaged goods", "cost-of-sales"),
    account("4", "Charitable donations", "expense"),
    account("5", "Theft losses (old)", "expense", { isActive: false }),
    account("6", "Damages received", "income"),
  ]);
  expect(suggested.get("inventory")).toBe("1");
  expect(suggested.get("shrinkage-damage")).toBe("3");
  expect(suggested.get("shrinkage-theft")).toBe("2");
  expect(suggested.get("donation-expense")).toBe("4");
  expect([...suggested].filter(([role, id]) => role !== "inventory" && id === "1")).toEqual([]);
});

it("offers a way out of every trouble and none where nothing is wrong", () => {
  for (const trouble of ["period-closed", "mapping", "auth", "invalid", "duplicate"] as const)
    expect(waysOutOf({ state: "rejected", trouble, drift: null })).toContain("by-hand");
  for (const drift of ["edited", "voided", "deleted", "doubled"] as const)
    expect(waysOutOf({ state: "confirmed", trouble: null, drift })).toContain("accept");
  // What still stands there is never sent a second time.
  expect(waysOutOf({ state: "confirmed", trouble: null, drift: "edited" })).toEqual(["look-again", "accept"]);
  for (const state of ["waiting", "sent", "confirmed", "by-hand"] as const)
    expect(waysOutOf({ state, trouble: null, drift: null })).toEqual([]);
});

it("offers no day in the books where they are locked through today", () => {
  const closed = { state: "rejected", trouble: "period-closed", drift: null } as const;
  const offered = (lockDate: string | null) => waysToday(closed, { today: "2026-11-21", lockDate });
  for (const lockDate of [null, "2026-11-20"]) expect(offered(lockDate)).toContain("on-day");
  for (const lockDate of ["2026-11-21", "2026-12-31"])
    expect(offered(lockDate)).toEqual(["again", "by-hand"]);
});

it("begins a book with this month, behind what is closed here or locked there, and never in the future", () => {
  const begins = (lockDate: string | null, closedThrough: string | null) =>
    startOf({ today: "2026-11-21", lockDate, closedThrough });
  expect(begins(null, null)).toBe("2026-11-01");
  expect(begins("2026-10-31", "2026-09-30")).toBe("2026-11-01");
  expect(begins("2026-11-10", "2026-11-12")).toBe("2026-11-13");
  expect(begins("2026-12-31", null)).toBe("2026-11-21");
});
