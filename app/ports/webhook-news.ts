import type { ItemId, LocationId, ProductId } from "#app/domain/ids.ts";

/** What a webhook tells us, in our words. What it carries beside (names, e-mail addresses) is not kept. */
export type WebhookNews =
  | { kind: "uninstalled" }
  | { kind: "scopes"; current: string[] }
  /** What the shop pays for is asked for again: of two such words nobody knows which is the later. */
  | { kind: "plan" }
  | { kind: "item-changed"; itemId: ItemId }
  | { kind: "item-deleted"; itemId: ItemId }
  | { kind: "level"; itemId: ItemId; locationId: LocationId; available: number; updatedAt: string }
  | { kind: "product-changed"; productId: ProductId }
  | { kind: "product-deleted"; productId: ProductId }
  | { kind: "customer-asked"; topic: "customers/data_request" | "customers/redact" }
  | { kind: "shop-redact" };
