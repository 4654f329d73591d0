import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type BookTasks, bookTasks } from "./book-tasks.ts";
import { type HookTask, hookTasks } from "./hook-tasks.ts";

export type TaskList = BookTasks & {
  unknown: UnknownTask[];
  needsValue: LineTask[];
  refused: RefusedTask[];
  hooks: HookTask[];
};

export type LineTask = {
  document: { id: string; number: string; reversal: boolean };
  position: number;
  itemId: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  variantTitle: string;
  sku: string;
  locationName: string;
  takenFrom: TakenFrom;
  quantity: number;
  eventDate: string;
  currency: string;
};

export type RefusedTask = LineTask & { refusal: Problem | null; settledAt: string | null };

export type UnknownTask = {
  document: { id: string; number: string; reversal: boolean };
  attemptId: string;
  reference: string;
  sends: number;
  firstSentAt: string | null;
  lastSentAt: string | null;
  changes: {
    delta: number;
    changeFrom: number;
    title: string;
    variantTitle: string;
    itemId: string;
    locationName: string;
    takenFrom: TakenFrom;
    productId: string | null;
    variantId: string | null;
    locationId: string;
  }[];
};

/** What waits for a person, oldest first. */
export function taskList(ctx: ShopContext): Promise<TaskList> {
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const [unknown, needsValue, refused, inBooks, hooks] = await Promise.all([
      unknownTasks(tx, ctx.shopId),
      valueTasks(tx, ctx.shopId),
      refusedTasks(tx, ctx.shopId),
      bookTasks(ctx, tx),
      hookTasks(tx, ctx.shopId),
    ]);
    return { unknown, needsValue, refused, ...inBooks, hooks };
  });
}

async function unknownTasks(tx: Tx, shopId: string): Promise<UnknownTask[]> {
  const rows = await tx.$queryRaw<(Omit<UnknownTask, "document"> & DocumentColumns)[]>`
    SELECT d.id AS "documentId", d.number, d.reverses_id IS NOT NULL AS reversal, t.id AS "attemptId",
      t.body->>'reference' AS reference, t.sends, t.first_sent_at AS "firstSentAt",
      t.last_sent_at AS "lastSentAt", x.changes
    FROM adjustment a
    JOIN document d ON d.shop_id = a.shop_id AND d.id = a.document_id
    JOIN LATERAL (SELECT * FROM attempt t WHERE t.shop_id = a.shop_id AND t.adjustment_id = a.id
      AND t.state = 'unknown' ORDER BY t.ordinal DESC LIMIT 1) t ON true
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('delta', (c.one->>'delta')::int, 'changeFrom',
        (c.one->>'changeFrom')::int, 'title', l.title, 'variantTitle', l.variant_title,
        'itemId', l.item_id, 'locationName', l.location_name, 'takenFrom', l.taken_from,
        'productId', l.product_id, 'variantId', l.variant_id, 'locationId', l.location_id)
        ORDER BY c.place) AS changes
      FROM jsonb_array_elements(t.body->'changes') WITH ORDINALITY AS c(one, place)
      JOIN LATERAL (SELECT * FROM document_line l WHERE l.shop_id = a.shop_id AND l.adjustment_id = a.id
        AND l.item_id = c.one->>'itemId' AND l.location_id = c.one->>'locationId'
        ORDER BY l.position LIMIT 1) l ON true) x
    WHERE a.shop_id = ${shopId}::uuid AND a.state = 'unknown'
    ORDER BY d.number, a.ordinal LIMIT ${limits.tasksShown}`;
  return rows.map((row) => withDocument(row));
}

async function valueTasks(tx: Tx, shopId: string): Promise<LineTask[]> {
  const rows = await tx.$queryRaw<(Omit<LineTask, "document"> & DocumentColumns)[]>`
    SELECT d.id AS "documentId", d.number, false AS reversal, d.currency,
      to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", l.position, l.item_id AS "itemId",
      l.product_id AS "productId", l.variant_id AS "variantId", l.title, l.variant_title AS "variantTitle",
      l.sku, l.location_name AS "locationName", l.taken_from AS "takenFrom", l.quantity
    FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
    WHERE l.shop_id = ${shopId}::uuid AND l.fate = 'applied' AND l.unit_cost IS NULL
      AND l.reverses_line_id IS NULL
    ORDER BY d.number, l.position LIMIT ${limits.tasksShown}`;
  return rows.map((row) => withDocument(row));
}

async function refusedTasks(tx: Tx, shopId: string): Promise<RefusedTask[]> {
  const rows = await tx.$queryRaw<(Omit<RefusedTask, "document"> & DocumentColumns)[]>`
    SELECT d.id AS "documentId", d.number, d.reverses_id IS NOT NULL AS reversal, d.currency,
      to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", l.position, l.item_id AS "itemId",
      l.product_id AS "productId", l.variant_id AS "variantId", l.title, l.variant_title AS "variantTitle",
      l.sku, l.location_name AS "locationName", l.taken_from AS "takenFrom", l.quantity, l.refusal,
      l.settled_at AS "settledAt"
    FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
    WHERE l.shop_id = ${shopId}::uuid AND l.fate = 'refused' AND l.acknowledged_at IS NULL
    ORDER BY d.number, l.position LIMIT ${limits.tasksShown}`;
  return rows.map((row) => withDocument(row));
}

type DocumentColumns = { documentId: string; number: number; reversal: boolean };

function withDocument<T extends DocumentColumns>({ documentId, number, reversal, ...row }: T) {
  return { ...row, document: { id: documentId, number: documentNumberOf(number), reversal } };
}
