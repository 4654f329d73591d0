import type { ItemId, LocationId } from "#app/domain/ids.ts";
import { isZeroAmount } from "#app/domain/money.ts";
import { keyOfPlace, type Place, type Stock } from "#app/domain/write-off/stock.ts";
import type { ItemFacts, LevelFacts, LocationFacts } from "#app/ports/shopify.ts";
import type { Tx } from "./in-shop-transaction.ts";

/**
 * Remembers items as they were read. A cost that is gone, or zero now, is still the last one known; a picture
 * that was not asked for stays.
 */
export async function upsertItems(
  tx: Tx,
  shopId: string,
  items: ItemFacts[],
  { pictured }: { pictured: boolean } = { pictured: true },
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({
    ...item,
    unitCost: item.unitCost && !isZeroAmount(item.unitCost.amount) ? item.unitCost : null,
  }));
  await tx.$executeRaw`
    INSERT INTO item_mirror AS m (shop_id, item_id, variant_id, product_id, title, variant_title, sku,
                                  barcode, image_url, product_type, vendor, tracked, unit_cost,
                                  cost_currency, cost_read_at, read_at)
    SELECT ${shopId}::uuid, x."itemId", x."variantId", x."productId", x.title, x."variantTitle", x.sku,
           x.barcode, x."imageUrl", x."productType", x.vendor, x.tracked AND x.components IS NULL,
           (x."unitCost"->>'amount')::numeric, x."unitCost"->>'currency',
           CASE WHEN x."unitCost"->>'amount' IS NOT NULL THEN statement_timestamp() END, statement_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("itemId" text, "variantId" text,
           "productId" text, title text, "variantTitle" text, sku text, barcode text, "imageUrl" text,
           "productType" text, vendor text, tracked boolean, components text[], "unitCost" jsonb)
     ORDER BY x."itemId"
        ON CONFLICT (shop_id, item_id) DO UPDATE
       SET variant_id = excluded.variant_id, product_id = excluded.product_id, title = excluded.title,
           variant_title = excluded.variant_title, sku = excluded.sku, barcode = excluded.barcode,
           image_url = CASE WHEN ${pictured} THEN excluded.image_url ELSE m.image_url END,
           product_type = excluded.product_type, vendor = excluded.vendor, tracked = excluded.tracked,
           unit_cost = coalesce(excluded.unit_cost, m.unit_cost),
           cost_currency = coalesce(excluded.cost_currency, m.cost_currency),
           cost_read_at = coalesce(excluded.cost_read_at, m.cost_read_at),
           deleted_at = NULL, read_at = excluded.read_at`;
}

export async function upsertLocations(tx: Tx, shopId: string, locations: LocationFacts[]): Promise<void> {
  if (locations.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO location_mirror (shop_id, location_id, name, is_active, is_fulfillment_service, read_at)
    SELECT ${shopId}::uuid, x."locationId", x.name, x."isActive", x."isFulfillmentService", clock_timestamp()
      FROM jsonb_to_recordset(${JSON.stringify(locations)}::jsonb)
        AS x("locationId" text, name text, "isActive" boolean, "isFulfillmentService" boolean)
     ORDER BY x."locationId"
        ON CONFLICT (shop_id, location_id) DO UPDATE
       SET name = excluded.name, is_active = excluded.is_active,
           is_fulfillment_service = excluded.is_fulfillment_service, read_at = excluded.read_at`;
}

type SeenLevel = Pick<LevelFacts, "itemId" | "locationId" | "available"> & {
  committed: number | null;
  onHand: number | null;
  updatedAt: Date;
};

/**
 * Only newer news: webhooks come late, twice and out of order. A reading knows more than news of the same
 * moment, and our own effect came after the reading that it was compared with.
 */
export async function upsertLevels(
  tx: Tx,
  shopId: string,
  levels: SeenLevel[],
  { effect }: { effect: boolean } = { effect: false },
): Promise<void> {
  if (levels.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO level_mirror AS m (shop_id, item_id, location_id, available, committed, on_hand, updated_at)
    SELECT ${shopId}::uuid, x."itemId", x."locationId", x.available, x.committed, x."onHand", x."updatedAt"
      FROM jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) AS x("itemId" text, "locationId" text,
           available int, committed int, "onHand" int, "updatedAt" timestamptz)
     ORDER BY x."itemId", x."locationId"
        ON CONFLICT (shop_id, item_id, location_id) DO UPDATE
       SET available = excluded.available, committed = coalesce(excluded.committed, m.committed),
           on_hand = coalesce(excluded.on_hand, m.on_hand), updated_at = excluded.updated_at
     WHERE m.updated_at < excluded.updated_at OR (${effect} AND m.updated_at = excluded.updated_at)
        OR (excluded.committed IS NOT NULL AND (m.updated_at = excluded.updated_at OR m.committed IS NULL))`;
}

/**
 * Levels that are not in use any more, or that are not what the mirror says: without what is committed there,
 * nobody plans with them before they are read again.
 */
export async function markLevelsUnknown(tx: Tx, places: Place[]): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map(({ itemId, locationId }) => ({ itemId, locationId }));
  await tx.$executeRaw`
    WITH held AS MATERIALIZED (
      SELECT m.shop_id, m.item_id, m.location_id FROM level_mirror m
        JOIN jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x("itemId" text, "locationId" text)
          ON m.item_id = x."itemId" AND m.location_id = x."locationId"
       ORDER BY m.item_id, m.location_id FOR UPDATE OF m)
    UPDATE level_mirror m SET committed = NULL FROM held
     WHERE (m.shop_id, m.item_id, m.location_id) = (held.shop_id, held.item_id, held.location_id)`;
}

export async function findLastKnownCosts(
  tx: Tx,
  itemIds: ItemId[],
): Promise<Map<string, { amount: string; currency: string; readAt: Date }>> {
  const rows = await tx.$queryRaw<{ itemId: string; amount: string; currency: string; readAt: Date }[]>`
    SELECT item_id AS "itemId", unit_cost::text AS amount, cost_currency AS currency, cost_read_at AS "readAt"
      FROM item_mirror
     WHERE item_id = ANY(${itemIds}) AND unit_cost > 0 AND cost_currency IS NOT NULL`;
  return new Map(rows.map(({ itemId, ...cost }) => [itemId, cost]));
}

type MirrorRow = Omit<ItemFacts, "productType" | "vendor"> & {
  locationId: LocationId;
  available: number;
  committed: number | null;
  name: string;
  isActive: boolean;
  amount: string | null;
  currency: string | null;
  costReadAt: Date | null;
};

/** What is known well enough to plan a large document without reading it all again; the rest is missing. */
export async function findMirroredStock(tx: Tx, places: Place[], ageMsMax: number): Promise<Stock> {
  const rows = await tx.$queryRaw<MirrorRow[]>`
    SELECT i.item_id AS "itemId", i.variant_id AS "variantId", i.product_id AS "productId", i.title,
           i.variant_title AS "variantTitle", i.sku, i.barcode, i.image_url AS "imageUrl", i.tracked,
           CASE WHEN i.cost_read_at = i.read_at THEN i.unit_cost::text END AS amount,
           i.cost_currency AS currency, i.cost_read_at AS "costReadAt",
           l.location_id AS "locationId", l.available, l.committed, p.name, p.is_active AS "isActive"
      FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS x("itemId" text, "locationId" text)
      JOIN item_mirror i ON i.item_id = x."itemId"
      JOIN level_mirror l ON l.item_id = x."itemId" AND l.location_id = x."locationId"
      JOIN location_mirror p ON p.location_id = x."locationId"
     WHERE i.tracked AND i.deleted_at IS NULL AND p.is_active AND l.committed IS NOT NULL
       AND least(i.read_at, p.read_at) > clock_timestamp() - ${ageMsMax} * interval '1 millisecond'`;
  return {
    items: rows.map((row) => ({
      ...row,
      components: null,
      unitCost:
        row.amount && row.currency && row.costReadAt
          ? { amount: row.amount, currency: row.currency, readAt: row.costReadAt }
          : null,
    })),
    locations: rows,
    levels: rows.map((row) => ({ ...row, isActive: true, committed: row.committed ?? 0 })),
  };
}

/**
 * The levels of a large call that are believed without reading them: Shopify compares them all, and what it
 * finds changed is marked unknown and read again.
 */
export async function findKnownLevels(tx: Tx, places: Place[]): Promise<Stock["levels"]> {
  return tx.$queryRaw<Stock["levels"]>`
    SELECT l.item_id AS "itemId", l.location_id AS "locationId", true AS "isActive", l.available, l.committed
      FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS x("itemId" text, "locationId" text)
      JOIN item_mirror i ON i.item_id = x."itemId"
      JOIN level_mirror l ON l.item_id = x."itemId" AND l.location_id = x."locationId"
      JOIN location_mirror p ON p.location_id = x."locationId"
     WHERE i.tracked AND i.deleted_at IS NULL AND p.is_active AND l.committed IS NOT NULL`;
}

/** An item that has a known cost: what one may be shown of it tells what one may be shown at all. */
export async function findCostedItem(tx: Tx): Promise<ItemId | null> {
  const rows = await tx.$queryRaw<{ itemId: ItemId }[]>`
    SELECT item_id AS "itemId" FROM item_mirror
     WHERE unit_cost > 0 AND deleted_at IS NULL AND cost_read_at = read_at ORDER BY read_at DESC LIMIT 1`;
  return rows[0]?.itemId ?? null;
}

export async function markItemDeleted(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE item_mirror SET deleted_at = coalesce(deleted_at, clock_timestamp()) WHERE item_id = ${itemId}`;
}

/** The next document reads it again. */
export async function markItemStale(tx: Tx, itemId: string): Promise<void> {
  await tx.$executeRaw`UPDATE item_mirror SET read_at = 'epoch' WHERE item_id = ${itemId}`;
}

export function missingPlaces<P extends Place>(places: P[], known: Place[]): P[] {
  const seen = new Set(known.map(keyOfPlace));
  return places.filter((place) => !seen.has(keyOfPlace(place)));
}

export async function findLocation(tx: Tx, locationId: string): Promise<{ name: string } | null> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM location_mirror WHERE location_id = ${locationId}`;
  return rows[0] ?? null;
}
