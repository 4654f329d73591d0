import { describe, expect, test } from "vitest";
import {
  accounts,
  dayOfMoment,
  fromAccount,
  fromOrganisation,
  momentOf,
  organisations,
} from "./translate.setup.ts";

describe("Xero's dates", () => {
  test("are the day at their own offset, whichever way they are written", () => {
    expect(dayOfMoment("/Date(1553126400000+0000)/")).toBe("2019-03-21");
    expect(dayOfMoment("/Date(1553126400000)/")).toBe("2019-03-21");
    expect(dayOfMoment("/Date(1553079600000+1300)/")).toBe("2019-03-21");
    expect(dayOfMoment("/Date(1553158800000-0500)/")).toBe("2019-03-21");
    expect(dayOfMoment("2019-03-21T00:00:00")).toBe("2019-03-21");
    expect(dayOfMoment("/Date(-86400000+0000)/")).toBe("1969-12-31");
    for (const nothing of ["", "soon", "/Date()/"]) expect(dayOfMoment(nothing)).toBeNull();
  });

  test("name an instant to the millisecond", () => {
    expect(momentOf("/Date(1573755038314)/")?.toISOString()).toBe("2019-11-14T18:10:38.314Z");
    expect(momentOf("nonsense")).toBeNull();
  });
});

describe("an organisation", () => {
  const heldWith = (more: object) => {
    const [held] = organisations.parse({
      Organisations: [{ Name: "Demo", BaseCurrency: "NZD", ...more }],
    }).Organisations;
    if (!held) throw new Error("There is one.");
    return fromOrganisation(held, "tenant", new Set());
  };

  test("is locked through the later of its two dates, and through none where neither is set", () => {
    const march = "/Date(1743379200000+0000)/";
    const june = "/Date(1751241600000+0000)/";
    expect(heldWith({ PeriodLockDate: march, EndOfYearLockDate: june }).lockDate).toBe("2025-06-30");
    expect(heldWith({ PeriodLockDate: june, EndOfYearLockDate: march }).lockDate).toBe("2025-06-30");
    expect(heldWith({ EndOfYearLockDate: march }).lockDate).toBe("2025-03-31");
    expect(heldWith({}).lockDate).toBeNull();
  });

  test("names its zone as everybody else does, or not at all", () => {
    expect(heldWith({ Timezone: "NEWZEALANDSTANDARDTIME" }).timeZone).toBe("Pacific/Auckland");
    expect(heldWith({ Timezone: "MOONSTANDARDTIME" }).timeZone).toBeNull();
  });
});

describe("an account", () => {
  const heldWith = (more: object, stock: Set<string> | null = new Set()) => {
    const [held] = accounts.parse({
      Accounts: [
        { AccountID: "a", Code: "630", Name: "Stock", Type: "INVENTORY", Status: "ACTIVE", ...more },
      ],
    }).Accounts;
    if (!held) throw new Error("There is one.");
    return fromAccount(held, stock);
  };

  test("takes journals unless Xero keeps it for itself, tracks stock on it or gives it no code", () => {
    expect(heldWith({}).isPostable).toBe(true);
    expect(heldWith({ SystemAccount: "" }).isPostable).toBe(true);
    expect(heldWith({ SystemAccount: null }, null).isPostable).toBe(true);
    expect(heldWith({ SystemAccount: "GST", Type: "CURRLIAB" }).isPostable).toBe(true);
    for (const SystemAccount of ["DEBTORS", "CREDITORS", "WAGEPAYABLES", "RETAINEDEARNINGS", "CISASSET"])
      expect(heldWith({ SystemAccount }).isPostable).toBe(false);
    expect(heldWith({ Type: "BANK", Code: "090" }).isPostable).toBe(false);
    expect(heldWith({}, new Set(["630"])).isPostable).toBe(false);
    expect(heldWith({ Code: undefined }).isPostable).toBe(false);
  });

  test("is of a kind we know, or of another", () => {
    const kindOf = (Type: string) => heldWith({ Type }).kind;
    expect(
      ["INVENTORY", "CURRENT", "DIRECTCOSTS", "OVERHEADS", "REVENUE", "CURRLIAB", "FIXED"].map(kindOf),
    ).toEqual(["inventory", "current-asset", "cost-of-sales", "expense", "income", "liability", "other"]);
  });
});
