import type { ItemId, LocationId, ProductId, VariantId } from "#app/domain/ids.ts";
import type { PricingFacts } from "#app/domain/pricing/pricing.ts";
import type { AsideUnits, SetAside, TakenFrom } from "#app/domain/write-off/taken-from.ts";

/** Whose right a call uses. Shopify checks a person's permission only under that person's own token. */
export type Caller = { kind: "person"; userId: string } | { kind: "app" };

/** How much of the shop's budget a call may take: what a person waits for overtakes batches. */
export type Lane = "person" | "batch";

export type StockFacts = {
  /** Shopify's clock when it answered: effects of later calls cannot carry an earlier time. */
  vendorClock: Date;
  items: ItemFacts[];
  locations: LocationFacts[];
  levels: LevelFacts[];
};

export type ItemFacts = {
  itemId: ItemId;
  variantId: VariantId | null;
  productId: ProductId | null;
  title: string;
  variantTitle: string;
  sku: string;
  barcode: string;
  imageUrl: string | null;
  productType: string;
  vendor: string;
  tracked: boolean;
  /** Names of the components when the item is a bundle's parent, whose stock Shopify derives. */
  components: string[] | null;
  unitCost: { amount: string; currency: string } | null;
};

export type LocationFacts = {
  locationId: LocationId;
  name: string;
  isActive: boolean;
  isFulfillmentService: boolean;
};

export type LevelFacts = {
  itemId: ItemId;
  locationId: LocationId;
  isActive: boolean;
  available: number;
  committed: number;
  /** Null where it was not asked for. */
  onHand: number | null;
  /** When `available` last changed, on the clock Shopify stamps levels with. */
  availableUpdatedAt: Date;
  /** Of what was set aside, what was asked for. */
  aside?: AsideUnits;
};

/** What stands on the shelf, for who knows the goods already. */
export type ShelfFacts = {
  vendorClock: Date;
  items: Pick<ItemFacts, "itemId" | "tracked">[];
  locations: Pick<LocationFacts, "locationId" | "isActive">[];
  levels: LevelFacts[];
};

export type StockPlace = { itemId: ItemId; locationId: LocationId };

/** A place, and what is to be read there beside what is available. */
export type PlaceToRead = StockPlace & { aside?: readonly SetAside[] };

/** One frozen call: the same body under the same key may be sent again, never another body. */
export type AdjustBody = {
  quantityName: TakenFrom;
  shopifyReason: string;
  reference: string;
  ledger?: string;
  changes: { itemId: ItemId; locationId: LocationId; delta: number; changeFrom: number }[];
};

export type AdjustRefusal = { code: string; message: string; change: number | null };

export type AdjustAnswer =
  | {
      kind: "applied";
      groupId: string;
      vendorClock: Date;
      appliedPlaces: StockPlace[];
      refusals: AdjustRefusal[];
    }
  | { kind: "refused"; vendorClock: Date; refusals: AdjustRefusal[] }
  /** Shopify says it is still at work on this key, or cannot serve: the same attempt is sent again later. */
  | { kind: "again"; delayMs: number; code: string }
  /** Surely not executed (budget, 429, token dead before the call): the send does not count. */
  | { kind: "not-sent"; why: "throttled" | "signed-out" | "denied"; delayMs: number }
  /** Nobody can say whether it happened. */
  | { kind: "unanswered"; why: string };

export type ShopPricing = PricingFacts & { appHandle: string | null };

export type ShopFacts = { name: string; currency: string; timeZone: string; plan: string };

export type FoundVariant = {
  item: ItemFacts;
  levels: (LevelFacts & { onHand: number; locationName: string })[];
};

export type ProductItems = { productId: ProductId; title: string; itemIds: ItemId[] };

export interface ShopifyPort {
  readShop(): Promise<ShopFacts>;
  /** What the shop pays for, as far as Shopify says. */
  readPricing(): Promise<ShopPricing>;
  readStock(places: PlaceToRead[], lane: Lane): Promise<StockFacts>;
  /** Many places at half the price: without pictures, and without what is on hand. */
  readGoods(places: PlaceToRead[], lane: Lane): Promise<StockFacts>;
  readShelf(places: PlaceToRead[], lane: Lane): Promise<ShelfFacts>;
  listLocations(): Promise<LocationFacts[]>;
  /** All variants of a product, or the one variant, with every level. */
  readProduct(id: ProductId | VariantId): Promise<FoundVariant[]>;
  /** What is sold under these products; more than `most` items are not looked for. */
  listProductItems(ids: ProductId[], most: number): Promise<ProductItems[]>;
  searchVariants(words: string, first: number): Promise<FoundVariant[]>;
  /** Whatever has exactly this code as its SKU or barcode. */
  findByCode(code: string): Promise<FoundVariant[]>;
  /** Whether Shopify shows this person the cost of an item that is known to have one. */
  showsCost(userId: string, itemId: ItemId): Promise<boolean>;
  adjust(body: AdjustBody, key: string, caller: Caller, lane: Lane): Promise<AdjustAnswer>;
}
