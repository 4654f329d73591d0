import { createHash, randomBytes, randomUUID } from "node:crypto";
import type pg from "pg";
import { attempt, inShop, insert, markSent, type RawShops, settle, type Written, write } from "./raw-shop.ts";

/** Where `shop_id` is not the name of the column that says whose row it is. */
export const shopColumn = (table: string) => (table === "shop" ? "id" : "shop_id");

/** Every table that belongs to shops, as the catalogue knows them: a new one joins these tests by itself. */
export async function tenantTables(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
        AND c.relname <> 'shop_pin' ORDER BY 1`,
  );
  return [...rows.map(({ name }) => name), "shop"];
}

/** A shop with a row in every one of them, written as the app may write. */
export async function furnish(shops: RawShops, shopId: string, client = shops.app): Promise<Written> {
  return inShop(client, shopId, async () => {
    const put = (table: string, row: object) => insert(client, table, { shop_id: shopId, ...row });
    const here = { item_id: "gid://shopify/InventoryItem/1", location_id: "gid://shopify/Location/1" };
    const now = new Date();
    await put("person", { user_id: "1", name: "Olivia Owner", email: "olivia@mugs.example", seen_at: now });
    await put("shopify_session", { id: "offline", is_online: false, key_id: "k1", access_token: "\\x01" });
    await put("reason", {
      id: "damaged",
      label: "Damaged",
      family: "damage",
      shrink: true,
      needs_note: false,
      needs_evidence: false,
      debit_role: "shrinkage-damage",
      shopify_reason: "damaged",
      kinds: ["off"],
      position: 0,
    });
    await put("account", { role: "inventory", name: "Inventory" });
    await put("account_rule", { reason_id: "damaged", location_id: here.location_id, role: "loss-other" });
    await put("item_mirror", { item_id: here.item_id, title: "Mug", tracked: true, read_at: now });
    await put("level_mirror", { ...here, available: 40, updated_at: now });
    await put("location_mirror", {
      location_id: here.location_id,
      name: "Main street",
      is_active: true,
      read_at: now,
    });
    await put("webhook_receipt", { event_id: randomUUID(), topic: "products/update" });
    await put("shop_budget", {});
    const tokenId = randomUUID();
    await put("feed_token", {
      id: tokenId,
      label: "Ana",
      secret_hash: randomBytes(32),
      scopes: ["entries"],
      created_by: "1",
      expires_at: new Date(now.getTime() + 86_400_000),
    });
    await put("feed_pull", { id: randomUUID(), token_id: tokenId, resource: "entries", format: "csv" });
    await put("hook", {
      id: randomUUID(),
      label: "Ledger",
      url: "https://ledger.example/in",
      events: ["entry.made"],
      key_id: "k1",
      secret: "\\x01",
      created_by: "1",
    });
    const draftId = randomUUID();
    await put("draft", { id: draftId, kind: "shared", location_id: here.location_id });
    const flaggedId = randomUUID();
    await put("draft_line", {
      ...here,
      id: flaggedId,
      draft_id: draftId,
      title: "Mug",
      location_name: "Main street",
      quantity: 1,
      reason_id: "damaged",
      flagged_by: "1",
    });
    await put("draft_flag", {
      id: randomUUID(),
      draft_line_id: flaggedId,
      fingerprint: "f",
      quantity: 1,
      person_id: "1",
    });
    await put("closing", { id: randomUUID(), through: "2020-01-31", person_id: "1" });
    const settled = await write(client, shopId);
    await settle(client, shopId, settled);
    await put("list_view", { id: randomUUID(), name: "Burst pipes", query: "q=pipe", made_by: "1" });
    await put("list_columns", { person_id: "1", columns: ["units"] });
    const incidentId = randomUUID();
    await put("incident", { id: incidentId, name: "Burst pipe", made_by: "1" });
    await put("incident_document", { document_id: settled.id, incident_id: incidentId, tagged_by: "1" });
    const unsure = await write(client, shopId);
    const attemptId = await attempt(client, shopId, unsure.adjustmentId);
    await markSent(client, attemptId);
    await client.query("UPDATE attempt SET state = 'unknown' WHERE id = $1", [attemptId]);
    await put("attempt_resolution", {
      attempt_id: attemptId,
      happened: false,
      resolved_by: "1",
      resolved_at: now,
    });
    await put("news_place", {});
    await put("news_choice", { user_id: "1", kind: "done", mail: "digest" });
    await put("news_reader", { user_id: "1" });
    await put("mail", { id: randomUUID(), user_id: "1", kind: "at-once", due_at: now });
    for (const seal of [true, false]) {
      const event = {
        id: randomUUID(),
        kind: "document-submitted",
        subject_id: settled.id,
        at: now,
        canonical: "{}",
      };
      await put("audit_event", event);
      const told = {
        id: randomUUID(),
        user_id: "1",
        event_id: event.id,
        sequence: 1,
        kind: "done",
        mail: "off",
      };
      await put("news", { ...told, subject_kind: "document", subject_id: settled.id, at: now });
      if (seal) await client.query("SELECT seal_audit(10)");
    }
    await keepPhoto(client, shopId, settled.id);
    await connectBook(client, shopId);
    await askForSecond(client, shopId);
    await client.query("SELECT add_shop_job('webhook', '{\"payload\":{}}', $1, now(), 'replace', 0)", [
      randomUUID(),
    ]);
    return settled;
  });
}

/** A photo of a document, withdrawn later. */
async function keepPhoto(client: pg.Client, shopId: string, documentId: string): Promise<void> {
  const put = (table: string, row: object) => insert(client, table, { shop_id: shopId, ...row });
  const content = Buffer.from("a photo");
  const sha256 = createHash("sha256").update(content).digest();
  await put("kept_file", { sha256, size: content.length, parts: 1 });
  await put("kept_file_part", { sha256, position: 0, content });
  const id = randomUUID();
  const owner = { owner_kind: "document", owner_id: documentId };
  await put("evidence", {
    id,
    ...owner,
    sha256,
    media_type: "image/jpeg",
    file_name: "shelf.jpg",
    added_by: "1",
  });
  await put("evidence_withdrawal", { evidence_id: id, cause: "blurred", withdrawn_by: "1" });
}

/** A connected book with one delivery that was sent: a row in every table of theirs. */
async function connectBook(client: pg.Client, shopId: string): Promise<void> {
  const bookId = randomUUID();
  const put = (table: string, row: object) => insert(client, table, { shop_id: shopId, ...row });
  const of = { book_id: bookId };
  const prefix = randomUUID().slice(0, 4).toUpperCase();
  const reference = `${prefix}0000001`;
  const now = new Date();
  const later = new Date(now.getTime() + 86_400_000);
  await put("book", {
    id: bookId,
    kind: "quickbooks",
    organisation_id: "4620816365",
    organisation_name: "Mug Shop GmbH",
    currency: "EUR",
    prefix,
    connected_by: "1",
    connected_at: now,
  });
  const sealed = { key_id: "k1", access_token: "\\x01", refresh_token: "\\x02" };
  await put("book_token", { ...of, ...sealed, expires_at: later, refresh_expires_at: later, stored_at: now });
  const account = { account_id: "81", name: "Stock", kind: "inventory", is_active: true, is_postable: true };
  await put("book_account", { ...of, ...account, read_at: now });
  const option = { dimension_id: "class", option_id: "5" };
  const named = { dimension_name: "Class", option_name: "Mugs", is_active: true, read_at: now };
  await put("book_option", { ...of, ...option, ...named });
  await put("account_mapping", { ...of, role: "inventory", account_id: "81" });
  await put("dimension_mapping", { ...of, ...option, subject_kind: "reason", subject_id: "damaged" });
  await put("book_sign_in", {
    id: randomUUID(),
    state_hash: randomBytes(32),
    kind: "quickbooks",
    verifier: "\\x01",
    key_id: "k1",
    person_id: "1",
    expires_at: later,
  });
  const deliveryId = randomUUID();
  await client.query("UPDATE book SET last_number = 1");
  await put("delivery", {
    id: deliveryId,
    ...of,
    reference,
    scope: "document",
    accounting_date: now,
    currency: "EUR",
    entry_count: 1,
    due_at: now,
    created_at: now,
  });
  await client.query(
    "INSERT INTO delivery_entry (shop_id, book_id, entry_id) SELECT shop_id, $1, id FROM entry LIMIT 1",
    [bookId],
  );
  await client.query("UPDATE delivery_entry SET delivery_id = $1", [deliveryId]);
  const sent = { first_sent_at: now, last_sent_at: now };
  await put("delivery_attempt", {
    id: randomUUID(),
    delivery_id: deliveryId,
    ordinal: 0,
    body: { reference },
    ...sent,
  });
}

/** A rule, a link, and a request that somebody sent back. */
async function askForSecond(client: pg.Client, shopId: string): Promise<void> {
  const put = (table: string, row: object) => insert(client, table, { shop_id: shopId, ...row });
  const here = { item_id: "gid://shopify/InventoryItem/1", location_id: "gid://shopify/Location/1" };
  const rule = { act: "write-off", measure: "any", span: "document", made_by: "1" };
  await put("approval_rule", { id: randomUUID(), ...rule });
  await put("report_link", {
    id: randomUUID(),
    label: "Mill",
    secret_hash: randomBytes(32),
    location_id: here.location_id,
    item_ids: [here.item_id],
    uses_max: 5,
    expires_at: new Date(Date.now() + 86_400_000),
    made_by: "1",
  });
  const id = randomUUID();
  await put("request", { id, kind: "write-off", requester: "2" });
  const revision = { request_id: id, revision: 1 };
  await put("request_revision", {
    ...revision,
    fingerprint: "f",
    command: {},
    reasons: JSON.stringify([{ code: "not-your-role", facts: {} }]),
    event_date: new Date(),
    currency: "EUR",
    units: 1,
    line_count: 1,
    locations: [here.location_id],
    made_by: "2",
  });
  const names = { title: "Mug", location_name: "Main street", reason_label: "Damaged" };
  await put("request_line", {
    ...revision,
    ...here,
    ...names,
    position: 0,
    reason_id: "damaged",
    quantity: 1,
  });
  const decided = { verb: "send-back", person_id: "1", words: "How many?" };
  await put("request_decision", { id: randomUUID(), ...revision, ...decided });
}
