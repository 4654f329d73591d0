import { gid, numericId } from "./gid.ts";
import { nextId, type Shop, type ShopPricing, type Subscription } from "./state.ts";
import type { World } from "./world.ts";

export type Plan = { handle: string; name: string; price: string; holds: string };

/** What the app's plans are at Shopify; its partner wrote them down there. */
export const plans: Plan[] = [
  {
    handle: "free",
    name: "Free",
    price: "0.00",
    holds: "20 write-offs a month. Undoing, history and exports.",
  },
  { handle: "pro", name: "Pro", price: "29.00", holds: "As many write-offs as you need." },
];

/** Most of the cast are shops to try things out in, where nothing is counted. */
export function pricingOf(shop: Shop): ShopPricing {
  shop.pricing ??= { isDevelopmentStore: true, subscription: null };
  return shop.pricing;
}

/**
 * The shop chooses a plan on Shopify's page, or leaves the one it has. The news of the one that ends comes
 * after the news of the one that begins, as it well may: whoever believes the last word is wrong.
 */
export function choosePlan(world: World, shop: Shop, handle: string | null): void {
  const pricing = pricingOf(shop);
  const ended = pricing.subscription;
  const plan = plans.find((one) => one.handle === handle);
  const begun =
    handle === null ? null : begin(world, plan ?? { handle, name: handle, price: "0.00", holds: "" });
  pricing.subscription = begun;
  if (begun) tell(world, shop, begun, "ACTIVE");
  if (ended) tell(world, shop, ended, "CANCELLED");
  world.changed();
}

export function setDevelopmentStore(world: World, shop: Shop, isDevelopmentStore: boolean): void {
  pricingOf(shop).isDevelopmentStore = isDevelopmentStore;
  world.changed();
}

function begin(world: World, { handle, name, price }: Plan): Subscription {
  const id = gid("AppSubscription", nextId(world.state));
  return { id, planHandle: handle, name, price, createdAt: world.now() };
}

function tell(world: World, shop: Shop, subscription: Subscription, status: "ACTIVE" | "CANCELLED"): void {
  world.emit(shop, "app_subscriptions/update", {
    app_subscription: {
      admin_graphql_api_id: subscription.id,
      name: subscription.name,
      status,
      admin_graphql_api_shop_id: gid("Shop", numericId(shop.id)),
      created_at: new Date(subscription.createdAt).toISOString(),
      updated_at: new Date(world.now()).toISOString(),
      currency: "USD",
      capped_amount: null,
      price: subscription.price,
      interval: "every_30_days",
      plan_handle: subscription.planHandle,
    },
  });
}
