import type { AdminDocument } from "./document.ts";

/** An installation has one subscription, or two for the moment in which one takes the other's place. */
const SUBSCRIPTIONS = 2;

export const PRICING: AdminDocument<Record<string, never>> = {
  name: "Pricing",
  text: `query Pricing {
  shop { plan { partnerDevelopment } }
  currentAppInstallation {
    app { handle }
    activeSubscriptions {
      lineItems { plan { pricingDetails { ... on AppRecurringPricing { planHandle } } } }
    }
  }
}`,
  points: () => 4 + SUBSCRIPTIONS * 4,
};
