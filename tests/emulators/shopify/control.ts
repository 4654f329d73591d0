import type { Scenario } from "../../../prisma/scenarios/scenario.ts";
import type { ShopifyEmulator } from "./emulator.ts";
import { type Exchange, parseBody, send } from "./exchange.ts";
import type { QueuedFault } from "./faults.ts";
import { asGid, gid, numericId } from "./gid.ts";
import { changeItem, deleteProduct, deleteVariant, type ItemPatch } from "./item-update.ts";
import { pictureAt } from "./picture.ts";
import { levelKey, quantityNames, quantityOf, type Shop } from "./state.ts";
import { parseSwitches, switchChoices } from "./switches.ts";

type Input = Record<string, unknown>;
type Handler = (emulator: ShopifyEmulator, input: Input) => unknown;

const shopOf = (emulator: ShopifyEmulator, input: Input): Shop =>
  emulator.shop(input.shop === undefined ? undefined : String(input.shop));

const placeOf = (input: Input) => ({
  shop: input.shop as string | undefined,
  itemId: input.itemId as string,
  locationId: input.locationId as string,
});

/** The levers under /_emulator, for another process that wants to pull them. Bodies and answers are JSON. */
const handlers: Record<string, Handler> = {
  "GET /": () => Object.keys(handlers),
  "GET /health": (emulator) => ({ shops: [...emulator.state.shops.keys()] }),
  "GET /faults": (emulator) => emulator.faults.list(),
  "POST /faults": (emulator, input) => {
    const faults = (Array.isArray(input) ? input : [input]) as QueuedFault[];
    emulator.fault(...faults);
    return emulator.faults.list();
  },
  "DELETE /faults": (emulator) => {
    emulator.faults.clear();
    return [];
  },
  "POST /partition": (emulator, input) => {
    emulator.faults.partition(input.ms as number | undefined);
    return {};
  },
  "DELETE /partition": (emulator) => {
    emulator.faults.heal();
    return {};
  },
  "GET /requests": (emulator) => emulator.requests.list(),
  "DELETE /requests": (emulator) => {
    emulator.requests.clear();
    return [];
  },
  "GET /switches": (emulator) => ({ now: emulator.switches, choices: switchChoices }),
  "POST /switches": (emulator, input) => {
    emulator.setSwitches(parseSwitches(input));
    return emulator.switches;
  },
  "POST /reset": (emulator) => {
    emulator.reset();
    return {};
  },
  "POST /age": (emulator, input) => {
    emulator.ageBy(Number(input.ms));
    return {};
  },
  "POST /shops": (emulator, input) => ({ domain: emulator.addShop(input as unknown as Scenario).domain }),
  "GET /levels": (emulator, input) => {
    const shop = shopOf(emulator, input);
    const itemId = input.itemId === undefined ? null : asGid("InventoryItem", String(input.itemId));
    return [...shop.levels.values()]
      .filter((level) => itemId === null || level.itemId === itemId)
      .map((level) => ({
        itemId: level.itemId,
        locationId: level.locationId,
        isActive: level.isActive,
        quantities: Object.fromEntries(quantityNames.map((name) => [name, quantityOf(level, name)])),
      }));
  },
  "GET /history": (emulator, input) => {
    const shop = shopOf(emulator, input);
    const itemId = input.itemId === undefined ? null : asGid("InventoryItem", String(input.itemId));
    return shop.history.filter((row) => itemId === null || row.itemId === itemId);
  },
  "GET /groups": (emulator, input) => [...shopOf(emulator, input).groups.values()],
  "POST /stranger": (emulator, input) => emulator.stranger(placeOf(input), Number(input.delta)).quantities,
  "POST /levels/activation": (emulator, input) => {
    const shop = shopOf(emulator, input);
    const { itemId, locationId } = placeOf(input);
    const level = shop.levels.get(levelKey(asGid("InventoryItem", itemId), asGid("Location", locationId)));
    if (!level) throw new Error("The item was never stocked there.");
    level.isActive = Boolean(input.active);
    return level;
  },
  "POST /items": (emulator, input) => {
    const shop = shopOf(emulator, input);
    const item = shop.items.get(asGid("InventoryItem", String(input.itemId)));
    if (!item) throw new Error("There is no such item.");
    changeItem(emulator.world, shop, item, input.change as ItemPatch);
    return item;
  },
  "DELETE /products": (emulator, input) => {
    deleteProduct(emulator.world, shopOf(emulator, input), asGid("Product", String(input.productId)));
    return {};
  },
  "DELETE /variants": (emulator, input) => {
    deleteVariant(emulator.world, shopOf(emulator, input), asGid("ProductVariant", String(input.variantId)));
    return {};
  },
  "POST /staff": (emulator, input) => {
    const person = shopOf(emulator, input).staff.get(String(input.userId));
    if (!person) throw new Error("There is no such person.");
    return Object.assign(person, input.change);
  },
  "POST /id-token": (emulator, input) => ({
    token: emulator.mintIdToken({
      shop: input.shop as string | undefined,
      userId: String(input.userId),
      ttlMs: input.ttlMs as number | undefined,
      claims: input.claims as object | undefined,
    }),
  }),
  "POST /access-token": (emulator, input) => ({
    token:
      input.userId === undefined
        ? emulator.offlineToken(input.shop as string | undefined)
        : emulator.onlineToken(String(input.userId), input.shop as string | undefined),
  }),
  "POST /revoke": (emulator, input) => {
    emulator.revokeTokens(input.shop as string | undefined);
    return {};
  },
  "POST /install": (emulator, input) => {
    emulator.install(input.shop as string | undefined, input.scopes as string[] | undefined);
    return {};
  },
  "POST /uninstall": (emulator, input) => {
    emulator.uninstall(input.shop as string | undefined);
    return {};
  },
  "POST /scopes": (emulator, input) => {
    emulator.changeScopes(input.scopes as string[], input.shop as string | undefined);
    return {};
  },
  "POST /plan": (emulator, input) => {
    emulator.choosePlan(
      input.handle === null ? null : String(input.handle),
      input.shop as string | undefined,
    );
    return {};
  },
  "POST /development": (emulator, input) => {
    emulator.setDevelopmentStore(Boolean(input.is), input.shop as string | undefined);
    return {};
  },
  "POST /webhooks": (emulator, input) => {
    emulator.sendWebhook(
      String(input.topic),
      input.payload as Input | undefined,
      input.shop as string | undefined,
    );
    return {};
  },
  "GET /webhooks": (emulator) => ({ mode: emulator.webhooks.mode, deliveries: emulator.webhooks.deliveries }),
  "POST /webhooks/mode": (emulator, input) => {
    emulator.webhooks.mode = input.mode === "manual" ? "manual" : "auto";
    return { mode: emulator.webhooks.mode };
  },
  "POST /webhooks/flush": async (emulator, input) => {
    await emulator.webhooks.flush({
      order: input.order === "reversed" ? "reversed" : "as-sent",
      duplicate: Boolean(input.duplicate),
    });
    return emulator.webhooks.deliveries;
  },
  "GET /cast": (emulator) =>
    [...emulator.state.shops.values()].map((shop) => ({
      domain: shop.domain,
      id: gid("Shop", numericId(shop.id)),
      staff: [...shop.staff.values()],
      locations: [...shop.locations.values()],
      items: [...shop.variants.values()].map((variant) => ({
        productId: variant.productId,
        variantId: variant.id,
        itemId: variant.itemId,
        title: `${shop.products.get(variant.productId)?.title} / ${variant.title}`,
        sku: shop.items.get(variant.itemId)?.sku ?? null,
      })),
    })),
};

export async function answerControl(emulator: ShopifyEmulator, exchange: Exchange): Promise<void> {
  const now = emulator.world.now();
  const svg = exchange.method === "GET" ? pictureAt(exchange.path) : null;
  if (svg) {
    const headers = { "Content-Type": "image/svg+xml", "Cache-Control": "public, max-age=86400" };
    return send(exchange, { status: 200, body: svg, headers }, now);
  }
  const handler = handlers[`${exchange.method} ${exchange.path.slice("/_emulator".length) || "/"}`];
  if (!handler) return send(exchange, { status: 404, body: { error: "There is no such lever." } }, now);
  const body = parseBody(await exchange.readBody(), exchange.request.headers["content-type"]);
  if (!body) return send(exchange, { status: 400, body: { error: "The body is not JSON." } }, now);
  const input = Array.isArray(body) ? body : { ...Object.fromEntries(exchange.url.searchParams), ...body };
  try {
    const answer = await handler(emulator, input as Input);
    if (exchange.method !== "GET") emulator.world.changed();
    send(exchange, { status: 200, body: answer ?? {} }, now);
  } catch (problem) {
    const error = problem instanceof Error ? problem.message : String(problem);
    send(exchange, { status: 400, body: { error } }, now);
  }
}
