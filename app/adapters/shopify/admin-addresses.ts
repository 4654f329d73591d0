import type { AdminAddresses } from "#app/ports/admin-addresses.ts";

const ADMIN = "https://admin.shopify.com";

/** `app` is its handle or, where that was not read yet, its client id, which the admin knows as well. */
export function adminAddressesOf(parts: {
  domain: string;
  app: string;
  emulatorUrl: string | undefined;
}): AdminAddresses {
  const [store = ""] = parts.domain.split(".");
  const admin = `${parts.emulatorUrl ?? ADMIN}/store/${store}`;
  return {
    pageUrl: (path) => `${admin}/apps/${parts.app}${path}`,
    planUrl: `${admin}/charges/${parts.app}/pricing_plans`,
  };
}
