/** Shopify's global ids. */
export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The last part as Shopify's REST-shaped payloads carry it. */
export function numericId(id: string): number {
  return Number(/\/(\d+)(?:\?|$)/.exec(id)?.[1] ?? Number.NaN);
}

export function typeOfGid(id: string): string | null {
  return /^gid:\/\/shopify\/([A-Za-z]+)\/[^/\s]+$/.exec(id)?.[1] ?? null;
}

/** Accepts `7`, `"7"` and `gid://shopify/X/7`, so that people at a keyboard need not type the prefix. */
export function asGid(type: string, id: number | string): string {
  return String(id).startsWith("gid://") ? String(id) : gid(type, id);
}
