import pg from "pg";

export type BigDesk = { shopId: string; documents: number };

export const LINES_PER_DOCUMENT = 3;
const ITEMS = 49_998;
const DAYS = 1_095;

/** Ids in the order of time, as the app makes them. */
const idOf = (part: string, number: string) =>
  `('019a0000-0000-7${part}-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`;

/** Most of what happens has one of these; `prohibited`, location 40 and vendor 0 nearly never happen. */
const reason = `CASE WHEN n % 200000 = 7 THEN 'prohibited' ELSE (ARRAY['damaged', 'damaged', 'damaged',
  'damaged', 'expired', 'expired', 'expired', 'stolen', 'stolen', 'lost', 'obsolete', 'record-error',
  'internal-use', 'opened', 'supplier-error', 'count-difference'])[1 + (n * 13) % 16] END`;
const location = "'gid://shopify/Location/' || CASE WHEN n % 250000 = 9 THEN 40 ELSE 1 + (n * 31) % 39 END";
const person = "((n * 17) % 20 + 1)::text";
const base = "(n * 7 % 16666)";
const vendor = `'Vendor ' || CASE WHEN n % 300000 = 11 THEN 0 ELSE 1 + ${base} % 299 END`;
const kindOfGoods = `'Kind ' || ${base} % 299 % 100`;
const item = `(${base} * 3 + p)`;
const quantity = "((n + p) % 5 + 1)";
const value = `(${quantity} * (${item} % 900 + 100))`;
const day = (documents: number) =>
  `current_date - ${DAYS - 1} + (n * ${DAYS - 1}::bigint / ${documents})::int`;
const back = "n % 50 = 0";
const state = "CASE WHEN n % 199 = 3 THEN 'refused' ELSE 'done' END";

/**
 * A shop with three years behind it. Written past the guards, which would take an hour: what is measured is
 * reading. The totals are summed, as `npm run totals -- --repair` would.
 */
export async function makeBigDesk(adminUrl: string, documents: number): Promise<BigDesk> {
  const shopId = "22222222-2222-4222-8222-222222222222";
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const say = (text: string) => client.query(text.replaceAll("$1", `'${shopId}'::uuid`));
  const n = `generate_series(1, ${documents}) n`;
  const p = `generate_series(0, ${LINES_PER_DOCUMENT - 1}) p`;
  await client.query("SET session_replication_role = replica");
  await client.query("SET maintenance_work_mem = '256MB'");
  const indexes = await client.query<{ name: string; definition: string }>(
    `SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
      WHERE i.schemaname = 'public' AND i.tablename IN ('document', 'document_line', 'document_word', 'entry')
        AND i.indexname !~ '_(key|pkey)$'`,
  );
  for (const { name } of indexes.rows) await client.query(`DROP INDEX "${name}"`);
  await say(`INSERT INTO shop (id, domain, name, currency, time_zone, install_proved_at, read_at)
    VALUES ($1, 'big-desk.myshopify.com', 'Big', 'EUR', 'Europe/Berlin', now(), now())`);
  await say(`INSERT INTO person (shop_id, user_id, name, account_owner, may_write_off, seen_at)
    SELECT $1, i::text, 'Person number ' || i, i = 1, true, now() FROM generate_series(1, 20) i`);
  await say(`INSERT INTO reason (shop_id, id, label, family, shrink, needs_note, needs_evidence, debit_role,
      shopify_reason, kinds, position)
    SELECT $1, r, initcap(r), ${familyOf("r")}, ${shrinkOf("r")}, false, false, 'shrinkage-damage', 'other',
      '{off}', o FROM unnest(ARRAY['damaged', 'expired', 'stolen', 'lost', 'obsolete', 'record-error',
      'internal-use', 'opened', 'supplier-error', 'count-difference', 'prohibited'])
      WITH ORDINALITY x(r, o)`);
  await say(`INSERT INTO location_mirror (shop_id, location_id, name, is_active, read_at)
    SELECT $1, 'gid://shopify/Location/' || i, 'Main street ' || i, true, now()
      FROM generate_series(1, 40) i`);
  await say(`INSERT INTO item_mirror (shop_id, item_id, title, variant_title, sku, tracked, product_type,
      vendor, read_at)
    SELECT $1, 'gid://shopify/InventoryItem/' || (i + 1), 'Stoneware mug, hand made, series ' || i, 'Blue',
      'MUG-' || i, true, 'Kind ' || i / 3 % 299 % 100, 'Vendor ' || 1 + i / 3 % 299, now()
      FROM generate_series(0, ${ITEMS - 1}) i`);
  await say(`INSERT INTO document (shop_id, id, number, kind, reverses_id, reversal_cause, fingerprint, state,
      note, event_date, currency, time_zone, submitted_by, right_proved, units, units_applied, value_minor,
      line_count, created_at, settled_at)
    SELECT $1, ${idOf("000", "n")}, n, CASE WHEN ${back} THEN 'found' ELSE 'off' END,
      CASE WHEN ${back} THEN ${idOf("000", "n - 1")} END, CASE WHEN ${back} THEN 'found' END, 'f',
      ${state}, '',
      ${day(documents)}, 'EUR', 'Europe/Berlin', ${person}, true, x.units,
      CASE WHEN ${state} = 'done' THEN x.units ELSE 0 END,
      CASE WHEN ${state} = 'done' THEN x.value ELSE 0 END,
      ${LINES_PER_DOCUMENT}, now() - (${documents} - n) * interval '90 seconds', now()
      FROM ${n}, LATERAL (SELECT sum(${quantity})::int AS units, sum(${value})::bigint AS value
        FROM ${p}) x`);
  await say(`INSERT INTO document_line (shop_id, id, document_id, position, adjustment_id, item_id, title,
      variant_title, sku, location_id, location_name, quantity, reason_id, reason_label, family, shrink,
      debit_role, unit_cost, cost_source, cost_at, value_minor, fate, before_quantity, after_quantity,
      settled_at, product_type, vendor, reverses_line_id, root_line_id, acknowledged_at)
    SELECT $1, ${idOf("001", "n * 10 + p")}, ${idOf("000", "n")}, p, ${idOf("002", "n")},
      'gid://shopify/InventoryItem/' || (${item} + 1), 'Stoneware mug, hand made, series ' || ${item}, 'Blue',
      'MUG-' || ${item}, ${location}, 'Main street', ${quantity}, x.reason, initcap(x.reason),
      ${familyOf("x.reason")}, ${shrinkOf("x.reason")}, 'shrinkage-damage', 1, 'shopify', now(), ${value},
      CASE WHEN ${state} = 'done' THEN 'applied' ELSE 'refused' END, 40, 38, now(), ${kindOfGoods}, ${vendor},
      CASE WHEN ${back} THEN ${idOf("001", "(n - 1) * 10 + p")} END,
      CASE WHEN ${back} THEN ${idOf("001", "(n - 1) * 10 + p")} END,
      CASE WHEN ${state} = 'refused' THEN now() END
      FROM ${n}, ${p}, LATERAL (SELECT ${reason} AS reason) x`);
  await say(`INSERT INTO document_facet (shop_id, facet, number)
    SELECT $1, f, n FROM ${n}, LATERAL (SELECT ${reason} AS reason) x, LATERAL unnest(ARRAY[
      'reason:' || x.reason, 'family:' || ${familyOf("x.reason")}, 'location:' || ${location},
      'person:' || ${person}, 'kind:' || CASE WHEN ${back} THEN 'reversal' ELSE 'off' END,
      'type:' || ${kindOfGoods}, 'vendor:' || ${vendor}]) f
    ORDER BY f, n`);
  await say(`INSERT INTO document_word (shop_id, word, number)
    SELECT $1, w, n FROM ${n}, LATERAL unnest(ARRAY['mug', 'stoneware', 'mug-' || ${base} * 3]) w
    ORDER BY w, n`);
  await say(`INSERT INTO entry (shop_id, id, cause_kind, cause_id, document_id, currency, accounting_date,
      event_date, line_count, created_at)
    SELECT $1, ${idOf("003", "n")}, 'adjustment', ${idOf("002", "n")}, ${idOf("000", "n")}, 'EUR',
      ${day(documents)} + CASE WHEN n % 40 = 0 THEN 20 ELSE 0 END, ${day(documents)}, 2, now() FROM ${n}
      WHERE ${state} = 'done'`);
  await say(`INSERT INTO document_facet (shop_id, facet, number)
    SELECT $1, 'booked:' || to_char(e.accounting_date, 'YYYY-MM-DD'), n.number FROM entry e
      JOIN document n ON n.shop_id = e.shop_id AND n.id = e.document_id ORDER BY 2, 3`);
  for (const { definition } of indexes.rows) await client.query(definition);
  await client.query("ANALYZE");
  for (const table of ["place_total", "item_total", "trade_total"])
    await say(`INSERT INTO ${table} SELECT * FROM ${table}_summed WHERE shop_id = $1 ORDER BY day`);
  await client.query("VACUUM ANALYZE");
  await client.end();
  return { shopId, documents };
}

function familyOf(reasonId: string): string {
  return `CASE WHEN ${reasonId} IN ('stolen', 'lost', 'count-difference') THEN 'theft'
    WHEN ${reasonId} IN ('obsolete', 'prohibited') THEN 'obsolescence'
    WHEN ${reasonId} IN ('record-error', 'internal-use') THEN 'record' ELSE 'damage' END`;
}

function shrinkOf(reasonId: string): string {
  return `${reasonId} NOT IN ('record-error', 'internal-use')`;
}
