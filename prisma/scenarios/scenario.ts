/** A named little shop: the same cast in the demo, in tests and in screenshots. Plain data only. */
export type Scenario = {
  /** The first part of the shop's domain: `<handle>.myshopify.com`. */
  handle: string;
  id: number;
  name: string;
  email: string;
  plan: ShopPlan;
  /** ISO 4217. */
  currency: string;
  timeZone: string;
  staff: ScenarioStaff[];
  locations: ScenarioLocation[];
  products: ScenarioProduct[];
};

export type ShopPlan = "basic" | "grow" | "advanced" | "plus";

export type ScenarioStaff = {
  id: number;
  firstName: string;
  lastName: string;
  email: string;
  accountOwner?: boolean;
  locale?: string;
  /** What Shopify lets this person do; both default to true. */
  mayChangeInventory?: boolean;
  seesCosts?: boolean;
};

export type ScenarioLocation = {
  id: number;
  name: string;
  active?: boolean;
  /** The name of the fulfilment service that owns the location. */
  fulfillmentService?: string;
};

export type ScenarioProduct = {
  id: number;
  title: string;
  vendor?: string;
  productType?: string;
  status?: "ACTIVE" | "DRAFT" | "ARCHIVED";
  picture?: ScenarioPicture;
  variants: ScenarioVariant[];
};

export type ScenarioPicture = { shape: "mug" | "plate" | "bottle" | "shirt" | "box" | "card"; color: string };

export type ScenarioVariant = {
  id: number;
  itemId: number;
  /** Missing for a product with only one variant. */
  options?: Record<string, string>;
  sku?: string;
  barcode?: string;
  price?: string;
  /** In the shop's currency; missing: nobody entered a cost. */
  cost?: string;
  tracked?: boolean;
  requiresShipping?: boolean;
  picture?: ScenarioPicture;
  /** A bundle: sold as one, kept as these. */
  components?: { variantId: number; quantity: number }[];
  levels?: ScenarioLevel[];
};

export type ScenarioLevel = {
  locationId: number;
  available: number;
  committed?: number;
  reserved?: number;
  damaged?: number;
  safetyStock?: number;
  qualityControl?: number;
  incoming?: number;
  active?: boolean;
};
