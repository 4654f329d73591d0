import { gid, numericId } from "../gid.ts";
import { pricingOf } from "../pricing.ts";
import type { Installation, Shop, Staff, Subscription } from "../state.ts";
import type { App, World } from "../world.ts";
import { instant, type ResolverTable } from "./resolver.ts";

const planNames: Record<Shop["plan"], string> = {
  basic: "Basic",
  grow: "Grow",
  advanced: "Advanced",
  plus: "Shopify Plus",
};

function offsetMinutes(timeZone: string, at: number): number {
  const name = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(hours).padStart(2, "0")}${String(rest).padStart(2, "0")}`;
}

function domainOf(shop: Shop, world: World) {
  return {
    id: gid("Domain", numericId(shop.id)),
    host: shop.domain,
    url: `${world.origin()}/store/${shop.handle}`,
    sslEnabled: true,
  };
}

function ownerOf(shop: Shop): Staff | undefined {
  return [...shop.staff.values()].find((person) => person.accountOwner);
}

function scopesOf(handles: readonly string[]) {
  return handles.map((handle) => ({ handle, description: handle.replaceAll("_", " ") }));
}

export const shopResolvers: ResolverTable = {
  Shop: {
    currencyCode: (shop: Shop) => shop.currency,
    enabledPresentmentCurrencies: (shop: Shop) => [shop.currency],
    ianaTimezone: (shop: Shop) => shop.timeZone,
    timezoneAbbreviation: (shop: Shop) => shop.timeZone.split("/").pop(),
    timezoneOffset: (shop: Shop, _args, { world }) => offsetText(offsetMinutes(shop.timeZone, world.now())),
    timezoneOffsetMinutes: (shop: Shop, _args, { world }) => offsetMinutes(shop.timeZone, world.now()),
    myshopifyDomain: (shop: Shop) => shop.domain,
    primaryDomain: (shop: Shop, _args, { world }) => domainOf(shop, world),
    url: (shop: Shop) => `https://${shop.domain}`,
    contactEmail: (shop: Shop) => shop.email,
    createdAt: (shop: Shop) => instant(shop.createdAt),
    updatedAt: (shop: Shop) => instant(shop.createdAt),
    shopOwnerName: (shop: Shop) => {
      const owner = ownerOf(shop);
      return owner ? `${owner.firstName} ${owner.lastName}` : "";
    },
    accountOwner: (shop: Shop) => ownerOf(shop),
    plan: (shop: Shop) => ({
      displayName: planNames[shop.plan],
      publicDisplayName: planNames[shop.plan],
      partnerDevelopment: pricingOf(shop).isDevelopmentStore,
      shopifyPlus: shop.plan === "plus",
    }),
    setupRequired: () => false,
    taxesIncluded: () => true,
    unitSystem: () => "METRIC_SYSTEM",
    weightUnit: () => "KILOGRAMS",
  },
  App: {
    apiKey: (app: App) => app.apiKey,
    embedded: () => true,
    requestedAccessScopes: (app: App) => scopesOf(app.scopes),
    optionalAccessScopes: () => [],
    installation: (_app: App, _args, { shop }) => shop.installation,
    previouslyInstalled: () => true,
    published: () => true,
    shopifyDeveloped: () => false,
    webhookApiVersion: () => "2026-10",
  },
  AppInstallation: {
    accessScopes: (installation: Installation) => scopesOf(installation.scopes),
    activeSubscriptions: (_installation: Installation, _args, { shop }) => {
      const { subscription } = pricingOf(shop);
      return subscription ? [subscription] : [];
    },
    app: (_installation: Installation, _args, { world }) => world.app,
    launchUrl: (_installation: Installation, _args, { world, shop }) =>
      `${world.origin()}/store/${shop.handle}/apps/${world.app.handle}`,
    uninstallUrl: () => null,
  },
  AppSubscription: {
    status: () => "ACTIVE",
    test: (_subscription: Subscription, _args, { shop }) => pricingOf(shop).isDevelopmentStore,
    createdAt: (subscription: Subscription) => instant(subscription.createdAt),
    lineItems: (subscription: Subscription) => [{ id: subscription.id, plan: subscription }],
  },
  AppPlanV2: {
    pricingDetails: ({ planHandle }: Subscription) => ({ __typename: "AppRecurringPricing", planHandle }),
  },
  StaffMember: {
    id: (person: Staff) => gid("StaffMember", person.id),
    name: (person: Staff) => `${person.firstName} ${person.lastName}`,
    email: (person: Staff) => person.email,
    isShopOwner: (person: Staff) => person.accountOwner,
    active: () => true,
    exists: () => true,
    initials: (person: Staff) => [person.firstName.charAt(0), person.lastName.charAt(0)],
  },
};
