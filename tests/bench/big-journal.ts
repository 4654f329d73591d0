import { createHash } from "node:crypto";
import pg from "pg";
import { feedTokenOf } from "../../app/domain/feed/feed-token.ts";

export type BigJournal = { shopId: string; token: string; lines: number };

const LINES_PER_DOCUMENT = 10;

/** Ids in the order of time, as the app makes them. */
const idOf = (part: string, number: string) =>
  `('019a0000-0000-7${part}-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/**
 * A shop with so many journal lines, two for each line of a document. Written past the guards, which would
 * take an hour: what is measured is reading.
 */
export async function makeBigJournal(adminUrl: string, lines: number): Promise<BigJournal> {
  const documents = lines / LINES_PER_DOCUMENT / 2;
  const shopId = "11111111-1111-4111-8111-111111111111";
  const token = feedTokenOf(createHash("sha256").update("bench").digest());
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const say = (text: string, values: unknown[] = [shopId]) => client.query(text, values);
  const at = "timestamptz '2025-01-01' + n * interval '9 minutes'";
  const n = `generate_series(1, ${documents}) n`;
  await client.query("SET session_replication_role = replica");
  await say(`INSERT INTO shop (id, domain, name, currency, time_zone, install_proved_at)
    VALUES ($1, 'big-shop.myshopify.com', 'Big', 'EUR', 'Europe/Berlin', now())`);
  await say(`INSERT INTO person (shop_id, user_id, name, seen_at)
    SELECT $1, i::text, 'Person number ' || i, now() FROM generate_series(1, 20) i`);
  await say(`INSERT INTO account (shop_id, role, name, code)
    SELECT $1, r, 'Account of ' || r, '4' || length(r) FROM unnest(ARRAY['inventory',
      'shrinkage-damage']) r`);
  await say(`INSERT INTO document (shop_id, id, number, kind, fingerprint, state, note, event_date, currency,
      time_zone, submitted_by, right_proved, units, units_applied, value_minor, line_count, created_at,
        settled_at)
    SELECT $1, ${idOf("000", "n")}, n, 'off', 'f', 'done',
      CASE WHEN n % 3 = 0 THEN 'Found on the floor after the night shift, box ' || n ELSE '' END,
      date '2025-01-01' + n / 150, 'EUR', 'Europe/Berlin', (n % 20 + 1)::text, true, 20, 20, 9000, 10,
      ${at}, ${at} FROM ${n}`);
  await say(`INSERT INTO document_line (shop_id, id, document_id, position, adjustment_id, item_id, title,
      variant_title, sku, location_id, location_name, quantity, reason_id, reason_label, family,
        shrink, disposal,
      note, debit_role, unit_cost, cost_source, cost_at, value_minor, fate, before_quantity,
        after_quantity, settled_at)
    SELECT $1, ${idOf("001", "n * 10 + p")}, ${idOf("000", "n")}, p, ${idOf("002", "n")},
      'gid://shopify/InventoryItem/' || (n * 7 + p) % 50000,
      'Stoneware mug, hand made, series ' || (n * 7 + p) % 50000, 'Blue / Large',
      'MUG-' || (n * 7 + p) % 50000, 'gid://shopify/Location/' || n % 5, 'Main street ' || n % 5, 2,
        'damaged', 'Damaged', 'damage', true, CASE WHEN p % 4 = 0 THEN 'destroyed' END,
      CASE WHEN p % 5 = 0 THEN 'Handle broken off, "b" stock' ELSE '' END, 'shrinkage-damage', 4.5, 'shopify',
      now(), 900, 'applied', 40, 38, now() FROM ${n}, generate_series(0, ${LINES_PER_DOCUMENT - 1}) p`);
  await say(`INSERT INTO entry (shop_id, id, cause_kind, cause_id, document_id, currency, accounting_date,
      event_date, line_count, created_at)
    SELECT $1, ${idOf("003", "n")}, 'adjustment', ${idOf("002", "n")}, ${idOf("000", "n")}, 'EUR',
      date '2025-01-01' + n / 150, date '2025-01-01' + n / 150, 20, ${at} FROM ${n}`);
  await say(`INSERT INTO entry_line (shop_id, entry_id, position, line_id, role, side, amount_minor)
    SELECT $1, ${idOf("003", "n")}, p * 2 + s + 1, ${idOf("001", "n * 10 + p")},
      CASE s WHEN 0 THEN 'shrinkage-damage' ELSE 'inventory' END, CASE s WHEN 0 THEN 'D' ELSE 'C' END, 900
      FROM ${n}, generate_series(0, ${LINES_PER_DOCUMENT - 1}) p, generate_series(0, 1) s`);
  await say(`INSERT INTO account_day (shop_id, date, role, currency, debit_minor, credit_minor)
    SELECT $1, date '2025-01-01' + n / 150, r, 'EUR', 1, 1 FROM ${n},
      unnest(ARRAY['inventory', 'shrinkage-damage']) r ON CONFLICT DO NOTHING`);
  await say(
    `INSERT INTO feed_entry (shop_id, sequence, entry_id) SELECT $1, n, ${idOf("003", "n")} FROM ${n}`,
  );
  await say("INSERT INTO feed_counter (shop_id, last_sequence) VALUES ($1, $2)", [shopId, documents]);
  await say(
    `INSERT INTO feed_token (shop_id, id, label, secret_hash, scopes, created_by, expires_at)
      VALUES ($1, gen_random_uuid(), 'Bench', $2, '{entries,documents}', '1', now() + interval '1 day')`,
    [shopId, createHash("sha256").update(token).digest()],
  );
  await client.query("VACUUM ANALYZE");
  await client.end();
  return { shopId, token, lines };
}
