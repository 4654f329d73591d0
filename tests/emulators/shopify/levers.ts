import { grantedScopes } from "./access.ts";
import type { Place, ShopifyEmulator } from "./emulator.ts";
import { asGid, numericId } from "./gid.ts";
import { prepare, run } from "./graphql.ts";
import { mintIdToken } from "./id-token.ts";
import { strangerMoves } from "./levels.ts";
import { changeScopes, install, issueOffline, issueOnline, revokeAll, uninstall } from "./oauth.ts";
import { choosePlan, setDevelopmentStore } from "./pricing.ts";
import { levelKey, quantityOf, type Shop, type Staff } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";
import type { World } from "./world.ts";

type Levers = Pick<
  ShopifyEmulator,
  | "shop"
  | "mintIdToken"
  | "offlineToken"
  | "onlineToken"
  | "revokeTokens"
  | "install"
  | "uninstall"
  | "changeScopes"
  | "choosePlan"
  | "setDevelopmentStore"
  | "sendWebhook"
  | "stranger"
  | "quantity"
  | "execute"
>;

/** What a test or the demo may do to the shops without going through the app's doors. */
export function createLevers(world: World, webhooks: Webhooks): Levers {
  const shopNamed = (name?: string): Shop => {
    const shops = [...world.state.shops.values()];
    const found =
      name === undefined ? shops[0] : shops.find(({ domain, handle }) => name === domain || name === handle);
    if (!found) throw new Error(`The emulated Shopify has no shop ${name ?? "at all"}.`);
    return found;
  };
  const placeOf = (place: Place) => ({
    shop: shopNamed(place.shop),
    itemId: asGid("InventoryItem", place.itemId),
    locationId: asGid("Location", place.locationId),
  });
  return {
    shop: shopNamed,
    mintIdToken: ({ shop, ...wish }) =>
      mintIdToken(world.app, { ...wish, shop: shopNamed(shop).domain, nowMs: world.now() }),
    offlineToken: (shop) => String(issueOffline(world, shopNamed(shop)).access_token),
    onlineToken: (userId, name) => {
      const shop = shopNamed(name);
      return String(issueOnline(world, shop, personIn(shop, userId)).access_token);
    },
    revokeTokens: (shop) => revokeAll(world, shopNamed(shop)),
    install: (shop, scopes) => install(world, shopNamed(shop), scopes),
    uninstall: (shop) => uninstall(world, shopNamed(shop)),
    changeScopes: (scopes, shop) => changeScopes(world, shopNamed(shop), scopes),
    choosePlan: (handle, shop) => choosePlan(world, shopNamed(shop), handle),
    setDevelopmentStore: (is, shop) => setDevelopmentStore(world, shopNamed(shop), is),
    sendWebhook: (topic, payload, name) => {
      const shop = shopNamed(name);
      webhooks.emit(shop, topic, payload ?? { shop_id: numericId(shop.id), shop_domain: shop.domain });
    },
    stranger: (place, delta, name) => strangerMoves(world, placeOf(place), delta, name ? { name } : {}),
    quantity: (place, name = "available") => {
      const { shop, itemId, locationId } = placeOf(place);
      const level = shop.levels.get(levelKey(itemId, locationId));
      return level ? quantityOf(level, name) : 0;
    },
    execute: async (body, as) => {
      const shop = shopNamed(as.shop);
      const prepared = prepare(body);
      if ("refusal" in prepared) return prepared.refusal;
      const staff = as.userId === undefined ? null : personIn(shop, as.userId);
      const scopes = grantedScopes(shop.installation?.scopes ?? []);
      return run(prepared, { world, shop, grant: { kind: "online", scopes, staff }, fault: null });
    },
  };
}

function personIn(shop: Shop, userId: string): Staff {
  const person = shop.staff.get(userId);
  if (!person) throw new Error(`${shop.domain} has no staff member ${userId}.`);
  return person;
}
