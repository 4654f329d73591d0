import { describe, expect, it } from "vitest";
import { limits } from "../limits.ts";
import { checkAllowance, pricingOf } from "./pricing.ts";

const shop = { isDevelopmentStore: false, subscriptions: [] };
const planUrl = "https://admin.shopify.com/store/mug-shop/charges/lossbook/pricing_plans";

describe("the plan of a shop", () => {
  it("is the free one where nothing is subscribed to, and where the free one is", () => {
    for (const subscriptions of [[], [{ planHandle: "free" }]])
      expect(pricingOf({ ...shop, subscriptions })).toMatchObject({
        kind: "free",
        writeOffsAMonth: limits.freeWriteOffsAMonth,
      });
  });

  it("is paid by whatever else is active, however it is called and whatever stands beside it", () => {
    for (const planHandle of ["pro", "friends", null])
      expect(pricingOf({ ...shop, subscriptions: [{ planHandle: "free" }, { planHandle }] })).toEqual({
        kind: "paid",
        handle: planHandle ?? "",
        writeOffsAMonth: null,
      });
  });

  it("counts nothing in a development store, also where the free plan was chosen", () => {
    const development = { isDevelopmentStore: true, subscriptions: [{ planHandle: "free" }] };
    expect(pricingOf(development)).toEqual({ kind: "development", handle: "free", writeOffsAMonth: null });
  });
});

describe("what is left of a month", () => {
  it("refuses from the first write-off above the limit on, and says how many and where to change it", () => {
    expect(checkAllowance({ limit: 20, used: 19, planUrl })).toEqual([]);
    for (const used of [20, 500])
      expect(checkAllowance({ limit: 20, used, planUrl })).toEqual([
        { code: "plan-needed", facts: { limit: 20, used, planUrl } },
      ]);
  });

  it("refuses nothing where nothing is counted", () => {
    expect(checkAllowance(null)).toEqual([]);
  });
});
