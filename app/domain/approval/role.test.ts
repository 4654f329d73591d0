import { describe, expect, it } from "vitest";
import { barOf, isAllowed, isPlacedAt, RIGHTS, ROLES, rightsOf } from "./role.ts";

const ava = { role: null, accountOwner: false, mayWriteOff: true };

describe("roles", () => {
  it("let a shop that gave nobody a role work as before, but for laying down rules", () => {
    expect(RIGHTS.filter((right) => !isAllowed(ava, right))).toEqual(["people"]);
  });

  it("count the owner as every role, and still ask Shopify", () => {
    const owner = { role: "assistant", accountOwner: true, mayWriteOff: true } as const;
    expect(RIGHTS.filter((right) => !isAllowed(owner, right))).toEqual([]);
    expect(isAllowed({ ...owner, mayWriteOff: false }, "write-off")).toBe(false);
  });

  it("never allow more than Shopify does", () => {
    for (const role of [null, ...ROLES]) {
      const barred = { ...ava, role, mayWriteOff: false };
      for (const right of ["write-off", "reverse", "approve", "approve-flagged"] as const)
        expect(isAllowed(barred, right)).toBe(false);
    }
  });

  it("let an assistant ask and nothing more, and an auditor read and nothing more", () => {
    expect(rightsOf("assistant")).toEqual(["request", "evidence"]);
    expect(rightsOf("auditor")).toEqual(["evidence", "see-cost", "see-journal", "audit"]);
  });

  it("leave flagged documents and rules to senior finance", () => {
    const of = (right: "approve-flagged" | "people") =>
      ROLES.filter((role) => isAllowed({ ...ava, role }, right));
    expect([of("approve-flagged"), of("people")]).toEqual([["senior-finance"], ["senior-finance"]]);
  });

  it("say whether Shopify or the role stands in the way", () => {
    expect(barOf({ ...ava, mayWriteOff: false }, "reverse")).toEqual({ code: "may-not-write-off" });
    expect(barOf({ ...ava, role: "assistant" }, "reverse")).toEqual({
      code: "not-your-role",
      facts: { right: "reverse", role: "assistant" },
    });
    expect(barOf(ava, "reverse")).toBeNull();
  });

  it("hold at the named locations, everywhere when none is named, and everywhere for the owner", () => {
    const here = { accountOwner: false, locations: ["gid://shopify/Location/1"] };
    expect(isPlacedAt(here, "gid://shopify/Location/1")).toBe(true);
    expect(isPlacedAt(here, "gid://shopify/Location/2")).toBe(false);
    expect(isPlacedAt({ ...here, locations: [] }, "gid://shopify/Location/2")).toBe(true);
    expect(isPlacedAt({ ...here, accountOwner: true }, "gid://shopify/Location/2")).toBe(true);
  });
});
