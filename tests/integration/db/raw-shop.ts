import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { freshDatabase } from "#tests/support/database.ts";
import type { TestDatabase } from "#tests/support/test-server.ts";

/** SQL as the app's own role may say it, with none of the app's code in between: for attacks. */
export type RawShops = {
  database: TestDatabase;
  /** Under the app's role. One connection, so a test sees what a pooled connection would carry on. */
  app: pg.Client;
  owner: pg.Client;
  mine: string;
  theirs: string;
  /** Another connection under the app's role; closed at the end. */
  another(): Promise<pg.Client>;
};

export function rawShops(): RawShops {
  const shops = {} as RawShops;
  const open: pg.Client[] = [];
  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    open.push(client);
    return client;
  };
  beforeAll(async () => {
    shops.database = await freshDatabase();
    shops.owner = await connect(shops.database.ownerUrl);
    shops.app = await connect(shops.database.appUrl);
    shops.another = () => connect(shops.database.appUrl);
    shops.mine = await openShop(shops.app, "mug-shop.myshopify.com");
    shops.theirs = await openShop(shops.app, "other-shop.myshopify.com");
  });
  afterAll(async () => {
    for (const client of open) await client.end();
    await shops.database?.drop();
  });
  return shops;
}

async function openShop(client: pg.Client, domain: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>("SELECT open_shop($1) AS id", [domain]);
  return rows[0]?.id ?? "";
}

/** One transaction of one shop, with the deferred checks at its end, as the app does it. */
export async function inShop<T>(client: pg.Client, shopId: string, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('app.shop_id', $1, true)", [shopId]);
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

export type Refusal = { code?: string; constraint?: string; message: string };

/** What the database said to it; fails when it said nothing. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new Error("the database let it pass");
  const { code, constraint, message } = error as Error & Refusal;
  return { message, ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) };
}

export async function count(client: pg.Client, sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${sql}`, values);
  return Number(rows[0]?.count);
}

export async function insert(client: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`).join(", ");
  await client.query(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`, Object.values(row));
}

export type Written = { id: string; adjustmentId: string; lineIds: string[]; quantity: number };

export const documentRow = (shopId: string, id: string, lines: number, quantity = 1) => ({
  shop_id: shopId,
  id,
  kind: "off",
  fingerprint: "given",
  event_date: "2026-11-21",
  currency: "EUR",
  time_zone: "Europe/Berlin",
  submitted_by: "1",
  right_proved: true,
  units: lines * quantity,
  line_count: lines,
  created_at: new Date(),
});

export const adjustmentRow = (shopId: string, id: string, documentId: string, ordinal = 0) => ({
  shop_id: shopId,
  id,
  document_id: documentId,
  ordinal,
  quantity_name: "available",
  shopify_reason: "damaged",
});

export const lineRow = (
  shopId: string,
  parts: { documentId: string; adjustmentId: string; position: number; quantity: number },
) => ({
  shop_id: shopId,
  id: randomUUID() as string,
  document_id: parts.documentId,
  position: parts.position,
  adjustment_id: parts.adjustmentId,
  item_id: "gid://shopify/InventoryItem/1",
  title: "Mug",
  location_id: "gid://shopify/Location/1",
  location_name: "Main street",
  quantity: parts.quantity,
  reason_id: "damaged",
  reason_label: "Damaged",
  family: "damage",
  shrink: true,
  debit_role: "shrinkage-damage",
  unit_cost: "4.50",
  cost_source: "shopify",
  cost_at: new Date(),
  value_minor: 450 * parts.quantity,
});

/** A document with its lines, whole and still at work. Runs inside a transaction of its shop. */
export async function write(
  client: pg.Client,
  shopId: string,
  { id = randomUUID() as string, lines = 1, quantity = 1, line = {} as object } = {},
): Promise<Written> {
  const adjustmentId = randomUUID();
  await insert(client, "document", documentRow(shopId, id, lines, quantity));
  await insert(client, "adjustment", adjustmentRow(shopId, adjustmentId, id));
  const lineIds: string[] = [];
  for (let position = 0; position < lines; position += 1) {
    const row = { ...lineRow(shopId, { documentId: id, adjustmentId, position, quantity }), ...line };
    await insert(client, "document_line", row);
    lineIds.push(row.id);
  }
  return { id, adjustmentId, lineIds, quantity };
}

export const attemptRow = (shopId: string, adjustmentId: string, ordinal = 0) => ({
  shop_id: shopId,
  id: randomUUID() as string,
  adjustment_id: adjustmentId,
  ordinal,
  body: "{}",
  made_at: new Date(),
  vendor_clock: new Date(),
});

export async function attempt(client: pg.Client, shopId: string, adjustmentId: string, ordinal = 0) {
  const row = attemptRow(shopId, adjustmentId, ordinal);
  await insert(client, "attempt", row);
  return row.id;
}

export async function markSent(client: pg.Client, attemptId: string): Promise<void> {
  await client.query(
    `UPDATE attempt SET state = 'sent', sends = sends + 1, open_sends = open_sends + 1, first_sent_at = now()
      WHERE id = $1`,
    [attemptId],
  );
}

/** The goods have left: attempt, adjustment, lines, balances and document say so, and the entry is in. */
export async function settle(
  client: pg.Client,
  shopId: string,
  written: Written,
): Promise<{ entryId: string }> {
  const attemptId = await attempt(client, shopId, written.adjustmentId);
  await markSent(client, attemptId);
  await client.query("UPDATE attempt SET state = 'applied', settled_at = now() WHERE id = $1", [attemptId]);
  await client.query("UPDATE adjustment SET state = 'applied', settled_at = now() WHERE id = $1", [
    written.adjustmentId,
  ]);
  await client.query(
    `UPDATE document_line
        SET fate = 'applied', before_quantity = 40, after_quantity = 40 - quantity, settled_at = now()
      WHERE document_id = $1`,
    [written.id],
  );
  for (const lineId of written.lineIds)
    await insert(client, "line_balance", { shop_id: shopId, line_id: lineId, applied: written.quantity });
  await client.query(
    `UPDATE document SET state = 'done', units_applied = units, value_minor = units * 450, settled_at = now()
      WHERE id = $1`,
    [written.id],
  );
  return { entryId: await post(client, shopId, written) };
}

type Line = readonly ["D" | "C", string, number | string, lineId?: string];

export const entryRow = (shopId: string, documentId: string, lines: number) => ({
  shop_id: shopId,
  id: randomUUID() as string,
  cause_kind: "adjustment",
  cause_id: randomUUID(),
  document_id: documentId,
  currency: "EUR",
  accounting_date: "2026-11-21",
  event_date: "2026-11-21",
  line_count: lines,
  created_at: new Date(),
});

/** An entry as given; by default each line's own 4.50 a unit, both sides. */
export async function post(
  client: pg.Client,
  shopId: string,
  written: Written,
  { lines, header = {} }: { lines?: Line[]; header?: object } = {},
): Promise<string> {
  const value = 450 * written.quantity;
  const given =
    lines ??
    written.lineIds.flatMap((id): Line[] => [
      ["D", "shrinkage-damage", value, id],
      ["C", "inventory", value, id],
    ]);
  const row = { ...entryRow(shopId, written.id, given.length), ...header };
  await insert(client, "entry", row);
  for (const [index, line] of given.entries())
    await postLine(client, shopId, written, row.id, index + 1, line);
  return row.id;
}

export async function postLine(
  client: pg.Client,
  shopId: string,
  written: Written,
  entryId: string,
  position: number,
  [side, role, amount, lineId = written.lineIds[0]]: Line,
): Promise<void> {
  await insert(client, "entry_line", {
    shop_id: shopId,
    entry_id: entryId,
    position,
    line_id: lineId,
    role,
    side,
    amount_minor: amount,
  });
}
