import type {
  Scenario,
  ScenarioLevel,
  ScenarioProduct,
  ScenarioVariant,
} from "../../../prisma/scenarios/scenario.ts";
import { gid } from "./gid.ts";
import {
  type Level,
  levelKey,
  nextId,
  quantityNames,
  type Shop,
  type State,
  type StoredName,
} from "./state.ts";

/** Shelves were filled long before anybody writes anything off, so that no `updatedAt` looks like news. */
const SEEDED_MS_AGO = 90 * 24 * 3_600_000;

export function addShop(state: State, scenario: Scenario, nowMs: number): Shop {
  const at = Math.floor((nowMs - SEEDED_MS_AGO) / 1000) * 1000;
  const shop: Shop = {
    domain: `${scenario.handle}.myshopify.com`,
    handle: scenario.handle,
    id: gid("Shop", scenario.id),
    name: scenario.name,
    email: scenario.email,
    plan: scenario.plan,
    currency: scenario.currency,
    timeZone: scenario.timeZone,
    createdAt: at,
    staff: new Map(),
    locations: new Map(),
    products: new Map(),
    variants: new Map(),
    items: new Map(),
    levels: new Map(),
    groups: new Map(),
    history: [],
    installation: null,
  };
  for (const person of scenario.staff)
    shop.staff.set(String(person.id), {
      id: String(person.id),
      firstName: person.firstName,
      lastName: person.lastName,
      email: person.email,
      accountOwner: person.accountOwner ?? false,
      locale: person.locale ?? "en",
      mayChangeInventory: person.mayChangeInventory ?? true,
      seesCosts: person.seesCosts ?? true,
    });
  for (const location of scenario.locations)
    shop.locations.set(gid("Location", location.id), {
      id: gid("Location", location.id),
      name: location.name,
      isActive: location.active ?? true,
      fulfillmentService: location.fulfillmentService ?? null,
      createdAt: at,
    });
  for (const product of scenario.products) addProduct(state, shop, product, at);
  state.shops.set(shop.domain, shop);
  return shop;
}

export function addProduct(state: State, shop: Shop, product: ScenarioProduct, at: number): void {
  const id = gid("Product", product.id);
  shop.products.set(id, {
    id,
    handle: product.title.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
    title: product.title,
    vendor: product.vendor ?? "",
    productType: product.productType ?? "",
    status: product.status ?? "ACTIVE",
    picture: product.picture ?? null,
    variantIds: product.variants.map((variant) => gid("ProductVariant", variant.id)),
    createdAt: at,
    updatedAt: at,
  });
  product.variants.forEach((variant, index) => {
    addVariant(state, shop, { productId: id, variant, position: index + 1, at });
  });
}

type NewVariant = { productId: string; variant: ScenarioVariant; position: number; at: number };

function addVariant(state: State, shop: Shop, { productId, variant, position, at }: NewVariant): void {
  const itemId = gid("InventoryItem", variant.itemId);
  const options = variant.options ?? { Title: "Default Title" };
  shop.items.set(itemId, {
    id: itemId,
    variantIds: [gid("ProductVariant", variant.id)],
    sku: variant.sku ?? null,
    tracked: variant.tracked ?? true,
    requiresShipping: variant.requiresShipping ?? true,
    cost: variant.cost ?? null,
    createdAt: at,
    updatedAt: at,
  });
  shop.variants.set(gid("ProductVariant", variant.id), {
    id: gid("ProductVariant", variant.id),
    productId,
    itemId,
    title: Object.values(options).join(" / "),
    options,
    barcode: variant.barcode ?? null,
    price: variant.price ?? "0.00",
    position,
    picture: variant.picture ?? null,
    components: (variant.components ?? []).map((component) => ({
      variantId: gid("ProductVariant", component.variantId),
      quantity: component.quantity,
    })),
    createdAt: at,
    updatedAt: at,
  });
  for (const level of variant.levels ?? []) seedLevel(state, shop, { itemId, level, at });
}

function seedLevel(
  state: State,
  shop: Shop,
  seed: { itemId: string; level: ScenarioLevel; at: number },
): void {
  const { itemId, level, at } = seed;
  const made = newLevel(state, { itemId, locationId: gid("Location", level.locationId), at });
  made.isActive = level.active ?? true;
  made.quantities = {
    available: level.available,
    committed: level.committed ?? 0,
    damaged: level.damaged ?? 0,
    incoming: level.incoming ?? 0,
    quality_control: level.qualityControl ?? 0,
    reserved: level.reserved ?? 0,
    safety_stock: level.safetyStock ?? 0,
  };
  for (const name of ["damaged", "quality_control", "reserved", "safety_stock"] satisfies StoredName[])
    if (made.quantities[name]) made.ledgers[name] = { "gid://shopify/Admin/manual": made.quantities[name] };
  shop.levels.set(levelKey(itemId, made.locationId), made);
}

export function newLevel(state: State, place: { itemId: string; locationId: string; at: number }): Level {
  const id = nextId(state);
  return {
    id: `${gid("InventoryLevel", id)}?inventory_item_id=${place.itemId.split("/").pop()}`,
    itemId: place.itemId,
    locationId: place.locationId,
    isActive: true,
    quantities: {
      available: 0,
      committed: 0,
      damaged: 0,
      incoming: 0,
      quality_control: 0,
      reserved: 0,
      safety_stock: 0,
    },
    ledgers: {},
    updatedAt: Object.fromEntries(quantityNames.map((name) => [name, place.at])) as Level["updatedAt"],
    createdAt: place.at,
  };
}
