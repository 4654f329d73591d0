import type { ScenarioPicture, ShopPlan } from "../../../prisma/scenarios/scenario.ts";

/**
 * What the emulated Shopify remembers: plain data and maps only, so that it can be copied and saved. Instants
 * are ms.
 */
export type State = {
  shops: Map<string, Shop>;
  tokens: Map<string, AccessToken>;
  refreshTokens: Map<string, RefreshToken>;
  idempotency: Map<string, Remembered>;
  buckets: Map<string, Bucket>;
  sequence: number;
  version: number;
};

export type Shop = {
  domain: string;
  handle: string;
  id: string;
  name: string;
  email: string;
  plan: ShopPlan;
  currency: string;
  timeZone: string;
  createdAt: number;
  staff: Map<string, Staff>;
  locations: Map<string, Location>;
  products: Map<string, Product>;
  variants: Map<string, Variant>;
  items: Map<string, Item>;
  levels: Map<string, Level>;
  groups: Map<string, Group>;
  history: HistoryRow[];
  installation: Installation | null;
  /** Missing in a state that was saved before there were plans. */
  pricing?: ShopPricing;
};

export type ShopPricing = { isDevelopmentStore: boolean; subscription: Subscription | null };

export type Subscription = { id: string; planHandle: string; name: string; price: string; createdAt: number };

export type Staff = {
  /** The number that ID tokens carry as `sub`. */
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  accountOwner: boolean;
  locale: string;
  mayChangeInventory: boolean;
  seesCosts: boolean;
};

export type Location = {
  id: string;
  name: string;
  isActive: boolean;
  fulfillmentService: string | null;
  createdAt: number;
};

export type Product = {
  id: string;
  handle: string;
  title: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "DRAFT" | "ARCHIVED";
  picture: ScenarioPicture | null;
  variantIds: string[];
  createdAt: number;
  updatedAt: number;
};

export type Variant = {
  id: string;
  productId: string;
  itemId: string;
  title: string;
  options: Record<string, string>;
  barcode: string | null;
  price: string;
  position: number;
  picture: ScenarioPicture | null;
  components: { variantId: string; quantity: number }[];
  createdAt: number;
  updatedAt: number;
};

export type Item = {
  id: string;
  /** One item may back several variants; the first owns it. */
  variantIds: string[];
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  /** Decimal text in the shop's currency. */
  cost: string | null;
  createdAt: number;
  updatedAt: number;
};

export const storedNames = [
  "available",
  "committed",
  "damaged",
  "incoming",
  "quality_control",
  "reserved",
  "safety_stock",
] as const;
export type StoredName = (typeof storedNames)[number];
export type QuantityName = StoredName | "on_hand";
export const quantityNames: readonly QuantityName[] = [...storedNames, "on_hand"].sort() as QuantityName[];

/** `incoming` is on its way and therefore not on hand. */
export const onHandParts: readonly StoredName[] = storedNames.filter((name) => name !== "incoming");

export type Level = {
  id: string;
  itemId: string;
  locationId: string;
  isActive: boolean;
  quantities: Record<StoredName, number>;
  /** By quantity name, then by ledger document: who put these units there. */
  ledgers: Partial<Record<StoredName, Record<string, number>>>;
  updatedAt: Record<QuantityName, number>;
  createdAt: number;
};

export type Actor = { kind: "staff" | "app" | "channel"; name: string; staffId?: string };

export type Change = {
  itemId: string;
  locationId: string;
  name: QuantityName;
  delta: number;
  after: number;
  ledgerDocumentUri: string | null;
};

export type Group = {
  id: string;
  createdAt: number;
  reason: string;
  referenceDocumentUri: string | null;
  byApp: boolean;
  actor: Actor;
  changes: Change[];
};

export type HistoryRow = {
  id: string;
  at: number;
  itemId: string;
  locationId: string;
  actor: Actor;
  /** The app through which it came, as the history names it beside a person. */
  via: string | null;
  reason: string;
  reference: string | null;
  groupId: string | null;
  changes: { name: QuantityName; delta: number; after: number }[];
};

export type Installation = { id: string; scopes: string[]; installedAt: number };

export type AccessToken = {
  kind: "offline" | "online";
  shop: string;
  scopes: string[];
  staffId: string | null;
  expiresAt: number | null;
  revoked: boolean;
};

export type RefreshToken = {
  shop: string;
  accessToken: string;
  expiresAt: number;
  /** The refresh token whose use made this one. */
  parent: string | null;
  firstUsedAt: number | null;
  dead: boolean;
};

export type Remembered = {
  fingerprint: string;
  at: number;
  status: "running" | "done" | "failed";
  groupId: string | null;
  userErrors: UserError[];
};

export type UserError = { field: string[] | null; message: string; code: string };

export type Bucket = { available: number; at: number };

/** A saved state of another shape is not read. */
export const STATE_VERSION = 1;

export function emptyState(): State {
  return {
    shops: new Map(),
    tokens: new Map(),
    refreshTokens: new Map(),
    idempotency: new Map(),
    buckets: new Map(),
    sequence: 6_100_000_000,
    version: STATE_VERSION,
  };
}

export function levelKey(itemId: string, locationId: string): string {
  return `${itemId}|${locationId}`;
}

export function nextId(state: State): number {
  state.sequence += 1;
  return state.sequence;
}

export function onHandOf(quantities: Record<StoredName, number>): number {
  return onHandParts.reduce((sum, name) => sum + quantities[name], 0);
}

export function quantityOf(level: Level, name: QuantityName): number {
  return name === "on_hand" ? onHandOf(level.quantities) : level.quantities[name];
}

export function variantsOfItem(shop: Shop, itemId: string): Variant[] {
  return (shop.items.get(itemId)?.variantIds ?? []).flatMap((id) => shop.variants.get(id) ?? []);
}

export function isBundleParent(shop: Shop, itemId: string): boolean {
  return variantsOfItem(shop, itemId).some((variant) => variant.components.length > 0);
}
