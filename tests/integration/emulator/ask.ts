import type { ShopifyEmulator } from "#tests/emulators/shopify/emulator.ts";

export const blueMug = "gid://shopify/InventoryItem/4100000001";
export const mainStreet = "gid://shopify/Location/7000000001";
export const backRoom = "gid://shopify/Location/7000000002";
export const people = { owner: "9000001", manager: "9000002", ava: "9000003", ben: "9000004" };

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
export type Json = any;

export type Asking = { token?: string; shop?: string; version?: string };

/** One Admin call as the app's library would send it. */
export async function send(
  emulator: ShopifyEmulator,
  body: { query: string; variables?: object },
  { token = emulator.offlineToken(), shop = "mug-shop.myshopify.com", version = "2026-10" }: Asking = {},
): Promise<Response> {
  return fetch(`${emulator.url}/admin/api/${version}/graphql.json`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Forwarded-Host": shop,
      "X-Shopify-Access-Token": token,
    },
    body: JSON.stringify(body),
  });
}

export async function ask(
  emulator: ShopifyEmulator,
  query: string,
  variables: object = {},
  asking?: Asking,
): Promise<Json> {
  return (await send(emulator, { query, variables }, asking)).json();
}

export const ADJUST = `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup {
      id createdAt reason referenceDocumentUri app { title }
      changes { name delta quantityAfterChange item { id } location { id } }
    }
    userErrors { field code message }
  }
}`;

export type Change = {
  inventoryItemId: string;
  locationId: string;
  delta: number;
  changeFromQuantity: number | null;
  ledgerDocumentUri?: string;
};

export function change(delta: number, more: Partial<Change> = {}): Change {
  return { inventoryItemId: blueMug, locationId: mainStreet, delta, changeFromQuantity: null, ...more };
}

export function adjustInput(changes: Change[], more: object = {}) {
  return {
    name: "available",
    reason: "damaged",
    referenceDocumentUri: "gid://lossbook/WriteOff/1/1",
    changes,
    ...more,
  };
}

let keys = 0;

/** The payload of one adjust call, with a key of its own unless one is given. */
export async function adjust(
  emulator: ShopifyEmulator,
  input: object,
  { key = `key-${++keys}`, ...asking }: Asking & { key?: string } = {},
): Promise<Json> {
  const answer = await ask(emulator, ADJUST, { input, key }, asking);
  return answer.data?.inventoryAdjustQuantities ?? answer;
}

export function codes(payload: Json): string[] {
  return payload.userErrors.map((error: { code: string }) => error.code);
}
