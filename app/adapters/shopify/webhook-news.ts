import { z } from "zod";
import type { ItemId, LocationId, ProductId } from "#app/domain/ids.ts";
import type { WebhookNews } from "#app/ports/webhook-news.ts";

const number = z.union([z.number().int().positive(), z.string().regex(/^[1-9][0-9]*$/)]);
const named = z.object({ id: number });
const item = named.transform(({ id }): ItemId => `gid://shopify/InventoryItem/${id}`);
const product = named.transform(({ id }): ProductId => `gid://shopify/Product/${id}`);
const level = z.object({
  inventory_item_id: number,
  location_id: number,
  /** Null when the item is not tracked there. */
  available: z.int32().nullable(),
  // Beyond four digits of a year a date is none that the database can hold.
  updated_at: z.string().refine((text) => /^\d{4}-/.test(text) && !Number.isNaN(Date.parse(text))),
});
const scopes = z.object({ current: z.array(z.string()) });

const readers = {
  "app/uninstalled": () => ({ kind: "uninstalled" }),
  "app/scopes_update": (body) => ({ kind: "scopes", current: scopes.parse(body).current }),
  "app_subscriptions/update": () => ({ kind: "plan" }),
  "inventory_items/update": (body) => ({ kind: "item-changed", itemId: item.parse(body) }),
  "inventory_items/delete": (body) => ({ kind: "item-deleted", itemId: item.parse(body) }),
  "inventory_levels/update": toLevel,
  "products/update": (body) => ({ kind: "product-changed", productId: product.parse(body) }),
  "products/delete": (body) => ({ kind: "product-deleted", productId: product.parse(body) }),
  "customers/data_request": () => ({ kind: "customer-asked", topic: "customers/data_request" }),
  "customers/redact": () => ({ kind: "customer-asked", topic: "customers/redact" }),
  "shop/redact": () => ({ kind: "shop-redact" }),
} satisfies Record<string, (body: unknown) => WebhookNews>;

export type Topic = keyof typeof readers;

export function topicOf(text: string | null): Topic | null {
  const topic = text?.toLowerCase();
  return topic && Object.hasOwn(readers, topic) ? (topic as Topic) : null;
}

/** Null when the body is not what this topic carries. */
export function toWebhookNews(topic: Topic, body: unknown): WebhookNews | null {
  if (typeof body !== "object" || body === null) return null;
  try {
    return readers[topic](body);
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

function toLevel(body: unknown): WebhookNews {
  const { inventory_item_id: itemNumber, location_id: place, available, updated_at } = level.parse(body);
  const itemId: ItemId = `gid://shopify/InventoryItem/${itemNumber}`;
  if (available === null) return { kind: "item-changed", itemId };
  const locationId: LocationId = `gid://shopify/Location/${place}`;
  return { kind: "level", itemId, locationId, available, updatedAt: new Date(updated_at).toISOString() };
}
