import { expect, it } from "vitest";
import { mainStreet, reason } from "#tests/support/little-shop.ts";
import { accountOfLine, parseDebitRole } from "./account-of-line.ts";
import { ACCOUNT_ROLES, isAccountRole, isDebitRole } from "./account-role.ts";
import { accountingDateOf } from "./accounting-date.ts";

type Line = Parameters<typeof accountOfLine>[0];
const rules: Line["rules"] = [{ reasonId: "damaged", locationId: mainStreet, role: "shrinkage-lost" }];
const role = (parts: Partial<Line>) =>
  accountOfLine({
    override: null,
    disposal: null,
    reason: reason(),
    locationId: mainStreet,
    rules: [],
    material: false,
    ...parts,
  });

it("goes down the ladder one rung at a time", () => {
  const all = { override: "production-loss", disposal: "donated", rules, material: true } as const;
  expect(role(all)).toBe("production-loss");
  expect(role({ ...all, override: null })).toBe("donation-expense");
  expect(role({ ...all, override: null, disposal: null })).toBe("shrinkage-lost");
  expect(role({ material: true })).toBe("inventory-write-down");
  expect(role({})).toBe("shrinkage-damage");
});

it("asks a rule for both its reason and its place", () => {
  expect(role({ rules, locationId: "gid://shopify/Location/2" })).toBe("shrinkage-damage");
  expect(role({ rules, reason: reason({ id: "opened" }) })).toBe("shrinkage-damage");
});

it("keeps a reason without a material account on its usual one", () => {
  expect(role({ material: true, reason: reason({ materialRole: null }) })).toBe("shrinkage-damage");
});

it("gives only gifts an account of their own", () => {
  for (const disposal of [
    "destroyed",
    "recycled",
    "returned-to-supplier",
    "sold-as-scrap",
    "kept-for-parts",
  ] as const)
    expect(role({ disposal })).toBe("shrinkage-damage");
});

it("knows every role but the goods themselves as a place for a loss", () => {
  expect(ACCOUNT_ROLES.filter((one) => !isDebitRole(one))).toEqual(["inventory"]);
  expect(parseDebitRole(undefined)).toBeNull();
  expect(parseDebitRole("loss-other")).toBe("loss-other");
  for (const bad of ["inventory", "", "LOSS-OTHER", "shrinkage_damage", "toString"])
    expect(parseDebitRole(bad)).toBe("unknown");
  expect(isAccountRole("inventory")).toBe(true);
});

it("books on the event's day after the closed one and on today otherwise", () => {
  const on = (event: string, closedThrough: string | null) =>
    accountingDateOf({ event, today: "2026-11-21", closedThrough });
  expect(on("2026-03-10", null)).toBe("2026-03-10");
  expect(on("2026-03-10", "2026-03-09")).toBe("2026-03-10");
  expect(on("2026-03-10", "2026-03-10")).toBe("2026-11-21");
  expect(on("2026-03-10", "2026-03-31")).toBe("2026-11-21");
});
