import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type FlaggedLine = {
  id: string;
  revision: number;
  itemId: string;
  title: string;
  variantTitle: string;
  sku: string;
  imageUrl: string | null;
  locationId: string;
  locationName: string;
  quantity: number;
  reasonId: string;
  reasonLabel: string;
  note: string;
  salvage: string | null;
  flaggedBy: string;
  flaggedAt: string;
  /** Null where nobody has looked. */
  available: number | null;
};

export type FlaggedFilter = {
  q?: string;
  reason?: string;
  location?: string;
  type?: string;
  vendor?: string;
};

export type FlaggedList = {
  lines: FlaggedLine[];
  /** How many there are in all with these filters. */
  count: number;
  choices: {
    reasons: { id: string; label: string }[];
    locations: { id: string; label: string }[];
    types: string[];
    vendors: string[];
  };
};

const NAMES = ["q", "reason", "location", "type", "vendor"] as const;

export function flaggedFilterOf(params: URLSearchParams): FlaggedFilter {
  const filter: FlaggedFilter = {};
  for (const name of NAMES) {
    const value = params.get(name)?.trim().slice(0, limits.searchLengthMax);
    if (value) filter[name] = value;
  }
  return filter;
}

type Row = Omit<FlaggedLine, "flaggedAt"> & { flaggedAt: Date };
type Choice = { kind: "reason" | "location" | "type" | "vendor"; id: string; label: string };

/** What stands on the lists of all locations and has been taken by no document, the oldest first. */
export async function flaggedList(ctx: ShopContext, filter: FlaggedFilter): Promise<FlaggedList> {
  const { rows, counted, choices } = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const [rows, counted, choices] = await Promise.all([
      tx.$queryRaw<Row[]>`
        SELECT f.id, f.revision, f.item_id AS "itemId", f.title, f.variant_title AS "variantTitle", f.sku,
               f.image_url AS "imageUrl", f.location_id AS "locationId", f.location_name AS "locationName",
               f.quantity, f.reason_id AS "reasonId", coalesce(r.label, f.reason_id) AS "reasonLabel",
               f.note, f.salvage, coalesce(nullif(p.name, ''), f.flagged_by) AS "flaggedBy",
               f.flagged_at AS "flaggedAt", m.available
          ${open}
          LEFT JOIN person p ON p.shop_id = f.shop_id AND p.user_id = f.flagged_by
          LEFT JOIN level_mirror m ON m.shop_id = f.shop_id AND m.item_id = f.item_id
                AND m.location_id = f.location_id
         WHERE ${matching(filter)}
         ORDER BY f.flagged_at, f.id LIMIT ${limits.flaggedShown}`,
      tx.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count ${open} WHERE ${matching(filter)}`,
      tx.$queryRaw<Choice[]>`
        SELECT DISTINCT c.kind, c.id, c.label
          ${open}
         CROSS JOIN LATERAL (VALUES ('reason', f.reason_id, coalesce(r.label, f.reason_id)),
               ('location', f.location_id, f.location_name), ('type', i.product_type, i.product_type),
               ('vendor', i.vendor, i.vendor)) AS c(kind, id, label)
         WHERE ${untaken} AND c.id <> '' ORDER BY c.label`,
    ]);
    return { rows, counted, choices };
  });
  const of = (kind: Choice["kind"]) => choices.filter((choice) => choice.kind === kind);
  return {
    lines: rows.map((row) => ({ ...row, flaggedAt: row.flaggedAt.toISOString() })),
    count: counted[0]?.count ?? 0,
    choices: {
      reasons: of("reason").map(({ id, label }) => ({ id, label })),
      locations: of("location").map(({ id, label }) => ({ id, label })),
      types: of("type").map(({ id }) => id),
      vendors: of("vendor").map(({ id }) => id),
    },
  };
}

const open = Prisma.sql`
  FROM draft_line f
  LEFT JOIN reason r ON r.shop_id = f.shop_id AND r.id = f.reason_id
  LEFT JOIN item_mirror i ON i.shop_id = f.shop_id AND i.item_id = f.item_id`;

const untaken = Prisma.sql`f.state = 'open' AND NOT EXISTS (SELECT FROM document_line l
  WHERE l.shop_id = f.shop_id AND l.draft_line_id = f.id AND l.fate <> 'refused')`;

function matching({ q, reason, location, type, vendor }: FlaggedFilter): Prisma.Sql {
  const words = q && `%${q.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const parts = [
    untaken,
    ...(reason ? [Prisma.sql`f.reason_id = ${reason}`] : []),
    ...(location ? [Prisma.sql`f.location_id = ${location}`] : []),
    ...(type ? [Prisma.sql`i.product_type = ${type}`] : []),
    ...(vendor ? [Prisma.sql`i.vendor = ${vendor}`] : []),
    ...(words
      ? [Prisma.sql`concat_ws(' ', f.title, f.variant_title, f.sku, f.barcode, f.note) ILIKE ${words}`]
      : []),
  ];
  return Prisma.join(parts, " AND ");
}
