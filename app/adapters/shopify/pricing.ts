import { z } from "zod";
import type { ShopPricing } from "#app/ports/shopify.ts";
import type { Client } from "./client.ts";
import { PRICING } from "./documents/pricing.ts";
import { read } from "./read.ts";

const pricingDetails = z.object({ planHandle: z.string().nullish() });
const answer = z.object({
  shop: z.object({ plan: z.object({ partnerDevelopment: z.boolean() }) }),
  currentAppInstallation: z.object({
    app: z.object({ handle: z.string().nullable() }),
    activeSubscriptions: z.array(
      z.object({ lineItems: z.array(z.object({ plan: z.object({ pricingDetails }) })) }),
    ),
  }),
});

/** Usage stands beside the plan as a line of its own and has no handle. */
export async function readPricing(client: Client): Promise<ShopPricing> {
  const question = { document: PRICING, variables: {}, caller: { kind: "app" }, lane: "person" } as const;
  const { shop, currentAppInstallation } = (await read(client, question, answer)).data;
  return {
    appHandle: currentAppInstallation.app.handle,
    isDevelopmentStore: shop.plan.partnerDevelopment,
    subscriptions: currentAppInstallation.activeSubscriptions.map(({ lineItems }) => ({
      planHandle: lineItems.map(({ plan }) => plan.pricingDetails.planHandle).find(Boolean) ?? null,
    })),
  };
}
