export type ItemId = `gid://shopify/InventoryItem/${string}`;
export type LocationId = `gid://shopify/Location/${string}`;
export type ProductId = `gid://shopify/Product/${string}`;
export type VariantId = `gid://shopify/ProductVariant/${string}`;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Lower case only: one id has one spelling, or "the same id again" could be missed. */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}

/** Below every id made since so long before this one was: ids begin with the time they were made at. */
export function floorBefore(id: string, ms: number): string {
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const hex = Math.max(0, made - ms)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

export function isGid<T extends string>(type: T, value: string): value is `gid://shopify/${T}/${string}` {
  return value.length <= 64 && new RegExp(`^gid://shopify/${type}/[1-9][0-9]*$`).test(value);
}

export function documentNumberOf(number: number): string {
  return `WO-${String(number).padStart(6, "0")}`;
}

/** The number a person typed into a search box, in any of the ways people write it. */
export function parseDocumentNumber(text: string): number | null {
  const match = /^\s*(?:wo-?)?0*([1-9][0-9]{0,8})\s*$/i.exec(text);
  return match?.[1] ? Number(match[1]) : null;
}
