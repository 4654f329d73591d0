import { randomBytes, randomUUID } from "node:crypto";
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
    await put("closing", { id: randomUUID(), through: "2020-01-31", person_id: "1" });
    const settled = await write(client, shopId);
    await settle(client, shopId, settled);
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
    for (const seal of [true, false]) {
      const event = {
        id: randomUUID(),
        kind: "document-submitted",
        subject_id: settled.id,
        at: now,
        canonical: "{}",
      };
      await put("audit_event", event);
      if (seal) await client.query("SELECT seal_audit(10)");
    }
    await client.query("SELECT add_shop_job('webhook', '{\"payload\":{}}', $1, now(), 'replace', 0)", [
      randomUUID(),
    ]);
    return settled;
  });
}
