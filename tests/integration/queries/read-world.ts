import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Database } from "#app/db/in-shop-transaction.ts";
import { openDatabase } from "#app/db/open-database.ts";
import { freshDatabase } from "#tests/support/database.ts";

/**
 * Rows put there by the owner, read by the app's own role: what a query shows must not depend on who wrote
 * it.
 */
export type ReadWorld = {
  database: Database;
  owner: pg.Client;
  shop(domain: string): Promise<string>;
  write(shopId: string, document: Partial<GivenDocument>): Promise<GivenDocument & { id: string }>;
  end(): Promise<void>;
};

export type GivenDocument = {
  id: string;
  kind: string;
  state: string;
  note: string;
  eventDate: string;
  submittedBy: string;
  reversesId: string | null;
  valueMinor: number | null;
  lines: Partial<GivenLine>[];
};

export type GivenLine = {
  id: string;
  itemId: string;
  title: string;
  sku: string;
  locationId: string;
  locationName: string;
  reasonId: string;
  reasonLabel: string;
  quantity: number;
  fate: string;
  refusal: object | null;
  unitCost: string | null;
  valueMinor: number | null;
  note: string;
  before: number | null;
  after: number | null;
  attempts: { id: string; state: string; sends: number }[];
};

export async function readWorld(): Promise<ReadWorld> {
  const fresh = await freshDatabase();
  const owner = new pg.Client({ connectionString: fresh.ownerUrl });
  await owner.connect();
  const database = openDatabase(fresh.appUrl, () => undefined);
  return {
    database,
    owner,
    shop: (domain) => insertShop(owner, domain),
    write: (shopId, document) => insertDocument(owner, shopId, document),
    end: async () => {
      await database.$disconnect();
      await owner.end();
      await fresh.drop();
    },
  };
}

async function insertShop(owner: pg.Client, domain: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>("SELECT open_shop($1) AS id", [domain]);
  const id = rows[0]?.id ?? "";
  await owner.query(
    "UPDATE shop SET name = 'Mug Shop', currency = 'EUR', time_zone = 'Europe/Berlin' WHERE id = $1",
    [id],
  );
  await insert(owner, "person", { shop_id: id, user_id: "1", name: "Olivia Owner", seen_at: new Date() });
  await insert(owner, "person", { shop_id: id, user_id: "2", name: "Max Manager", seen_at: new Date() });
  return id;
}

async function insertDocument(owner: pg.Client, shopId: string, given: Partial<GivenDocument>) {
  const document = { ...documentDefaults(), ...given };
  const lines = (given.lines ?? [{}]).map((line) => ({ ...lineDefaults(), ...line }));
  await owner.query("BEGIN");
  await insert(owner, "document", {
    shop_id: shopId,
    id: document.id,
    kind: document.kind,
    fingerprint: "given",
    state: document.state,
    note: document.note,
    event_date: document.eventDate,
    currency: "EUR",
    time_zone: "Europe/Berlin",
    submitted_by: document.submittedBy,
    right_proved: true,
    reverses_id: document.reversesId,
    reversal_cause: document.reversesId && "mistake",
    units: lines.reduce((units, line) => units + line.quantity, 0),
    units_applied: lines.reduce((units, line) => units + (line.fate === "applied" ? line.quantity : 0), 0),
    value_minor: document.valueMinor,
    line_count: lines.length,
    created_at: new Date(),
  });
  for (const [position, line] of lines.entries())
    await insertLine(owner, shopId, document.id, position, line);
  await owner.query("COMMIT");
  return { ...document, lines };
}

async function insertLine(
  owner: pg.Client,
  shopId: string,
  documentId: string,
  position: number,
  line: GivenLine,
) {
  const adjustmentId = randomUUID();
  await insert(owner, "adjustment", {
    shop_id: shopId,
    id: adjustmentId,
    document_id: documentId,
    ordinal: position,
    quantity_name: "available",
    shopify_reason: "damaged",
    state: line.fate === "working" ? "waiting" : line.fate,
  });
  await insert(owner, "document_line", {
    shop_id: shopId,
    id: line.id,
    document_id: documentId,
    position,
    adjustment_id: adjustmentId,
    item_id: line.itemId,
    title: line.title,
    sku: line.sku,
    location_id: line.locationId,
    location_name: line.locationName,
    quantity: line.quantity,
    reason_id: line.reasonId,
    reason_label: line.reasonLabel,
    family: "damage",
    shrink: true,
    debit_role: "shrinkage-damage",
    unit_cost: line.unitCost,
    value_minor: line.valueMinor,
    note: line.note,
    fate: line.fate,
    refusal: line.refusal && JSON.stringify(line.refusal),
    before_quantity: line.before,
    after_quantity: line.after,
  });
  if (line.fate === "applied") {
    await insert(owner, "line_balance", { shop_id: shopId, line_id: line.id, applied: line.quantity });
  }
  for (const [ordinal, attempt] of line.attempts.entries()) {
    await insert(owner, "attempt", {
      shop_id: shopId,
      id: attempt.id,
      adjustment_id: adjustmentId,
      ordinal,
      body: JSON.stringify({
        quantityName: "available",
        shopifyReason: "damaged",
        reference: `gid://lossbook/WriteOff/${documentId}/${attempt.id}`,
        changes: [
          { itemId: line.itemId, locationId: line.locationId, delta: -line.quantity, changeFrom: 40 },
        ],
      }),
      state: attempt.state,
      sends: attempt.sends,
      made_at: new Date(),
      first_sent_at: attempt.sends > 0 ? new Date() : null,
      vendor_clock: new Date(),
    });
  }
}

export async function insert(owner: pg.Client, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`).join(", ");
  await owner.query(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${places})`, Object.values(row));
}

const documentDefaults = (): GivenDocument => ({
  id: randomUUID(),
  kind: "off",
  state: "done",
  note: "",
  eventDate: "2026-11-21",
  submittedBy: "1",
  reversesId: null,
  valueMinor: 450,
  lines: [],
});

const lineDefaults = (): GivenLine => ({
  id: randomUUID(),
  itemId: "gid://shopify/InventoryItem/4100000001",
  title: "Blue mug",
  sku: "MUG-BLUE",
  locationId: "gid://shopify/Location/7000000001",
  locationName: "Main street",
  reasonId: "damaged",
  reasonLabel: "Damaged",
  quantity: 1,
  fate: "applied",
  refusal: null,
  unitCost: "4.50",
  valueMinor: 450,
  note: "",
  before: 40,
  after: 39,
  attempts: [],
});
