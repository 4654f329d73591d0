import fc from "fast-check";
import { expect, it } from "vitest";
import { ACCOUNT_ROLES } from "#app/domain/journal/account-role.ts";
import type { ExportedAccount } from "#app/domain/journal/exported-entry.ts";
import { accountNames, rootedParts } from "./account-names.ts";
import { journalAccount } from "./journal-text.ts";

const named = (role: ExportedAccount["role"], accountName: string, accountCode = "") => ({
  role,
  accountName,
  accountCode,
});

it("puts an account below its root, and what stands after a colon below what stands before", () => {
  const nameOf = accountNames(
    [named("inventory", "Inventory"), named("shrinkage-damage", "Shrinkage: damage")],
    journalAccount,
  );
  expect(nameOf("inventory")).toBe("Assets:Inventory");
  expect(nameOf("shrinkage-damage")).toBe("Expenses:Shrinkage:damage");
});

it("keeps the root somebody wrote", () => {
  const parts = rootedParts(named("shrinkage-lost", "Income:Losses"), (text) => text);
  expect(parts).toEqual(["Income", "Losses"]);
});

it("gives roles of one account one name and accounts that only look alike two", () => {
  const nameOf = accountNames(
    [
      named("shrinkage-damage", "Losses", "5000"),
      named("shrinkage-lost", "Losses", "5000"),
      named("shrinkage-theft", "Losses", "5001"),
      named("loss-other", "losses!", "5002"),
    ],
    journalAccount,
  );
  const names = ["shrinkage-damage", "shrinkage-lost", "shrinkage-theft", "loss-other"] as const;
  expect(names.map(nameOf)).toEqual([
    "Expenses:Losses-shrinkage-damage",
    "Expenses:Losses-shrinkage-damage",
    "Expenses:Losses-shrinkage-theft",
    "Expenses:losses",
  ]);
});

it("falls back on the number and then on the role where nothing of a name can be written", () => {
  const nameOf = accountNames(
    [named("shrinkage-damage", "***", "5010"), named("shrinkage-lost", "\u202e")],
    journalAccount,
  );
  expect(nameOf("shrinkage-damage")).toBe("Expenses:5010");
  expect(nameOf("shrinkage-lost")).toBe("Expenses:shrinkage-lost");
});

it("tells every two accounts apart, also those that are named after another's way out", () => {
  const name = fc.constantFrom(
    "A",
    "a",
    "A!",
    "A-loss-other",
    "A-shrinkage-lost",
    "A-loss-other-2",
    "",
    ":",
    "Assets:A",
  );
  fc.assert(
    fc.property(fc.array(name, { minLength: 14, maxLength: 14 }), (names) => {
      const accounts = ACCOUNT_ROLES.map((role, at) => named(role, names[at] ?? "", String(at)));
      const nameOf = accountNames(accounts, journalAccount);
      const written = ACCOUNT_ROLES.map((role) => nameOf(role).toLowerCase());
      expect(new Set(written).size).toBe(ACCOUNT_ROLES.length);
    }),
  );
});
