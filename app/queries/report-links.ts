import { inShop } from "#app/db/in-shop-transaction.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type ReportLinkView = {
  id: string;
  label: string;
  state: "working" | "expired" | "used-up" | "revoked";
  locationName: string;
  vendor: string | null;
  items: string[];
  itemCount: number;
  uses: number;
  usesMax: number;
  madeBy: string;
  expiresAt: string;
};

export type ReportLinkPage = {
  links: ReportLinkView[];
  locations: { id: string; name: string }[];
  vendors: string[];
};

type Row = Omit<ReportLinkView, "expiresAt"> & { expiresAt: Date };

/** Null for whoever may not make links: what they reach is the store's matter. */
export async function reportLinkPage(ctx: ShopContext): Promise<ReportLinkPage | null> {
  const { person, shopId } = ctx;
  if (!person || !isAllowed(person, "links")) return null;
  return inShop(ctx.database, shopId, async (tx) => {
    const [links, locations, vendors] = await Promise.all([
      tx.$queryRaw<Row[]>`
        SELECT l.id, l.label, l.vendor, l.uses, l.uses_max AS "usesMax", l.expires_at AS "expiresAt",
          coalesce(m.name, l.location_id) AS "locationName", coalesce(p.name, '') AS "madeBy",
          cardinality(l.item_ids) AS "itemCount",
          ARRAY(SELECT i.title FROM item_mirror i WHERE i.shop_id = l.shop_id AND i.item_id = ANY(l.item_ids)
                 ORDER BY lower(i.title) LIMIT 3) AS items,
          CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked'
               WHEN l.expires_at <= clock_timestamp() THEN 'expired'
               WHEN l.uses >= l.uses_max THEN 'used-up' ELSE 'working' END AS state
        FROM report_link l
        LEFT JOIN location_mirror m ON m.shop_id = l.shop_id AND m.location_id = l.location_id
        LEFT JOIN person p ON p.shop_id = l.shop_id AND p.user_id = l.made_by
        WHERE l.shop_id = ${shopId}::uuid ORDER BY l.made_at DESC, l.id LIMIT ${limits.linksMax}`,
      tx.$queryRaw<{ id: string; name: string }[]>`
        SELECT location_id AS id, name FROM location_mirror
         WHERE shop_id = ${shopId}::uuid AND is_active ORDER BY lower(name)`,
      tx.$queryRaw<{ vendor: string }[]>`
        SELECT DISTINCT vendor FROM item_mirror
         WHERE shop_id = ${shopId}::uuid AND vendor <> '' AND deleted_at IS NULL ORDER BY vendor LIMIT 500`,
    ]);
    return {
      links: links.map((link) => ({ ...link, expiresAt: link.expiresAt.toISOString() })),
      locations: locations.filter(({ id }) => person.locations.length === 0 || person.locations.includes(id)),
      vendors: vendors.map(({ vendor }) => vendor),
    };
  });
}
