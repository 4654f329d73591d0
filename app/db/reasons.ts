import type { AccountRule } from "#app/domain/journal/account-of-line.ts";
import type { Family, Reason, ShopifyReason } from "#app/domain/reason/reason.ts";
import type { AddReasonCommand } from "#app/domain/reason/reason-command.ts";
import type { DocumentKind } from "#app/domain/write-off/kind.ts";
import type { Tx } from "./in-shop-transaction.ts";

type ReasonRow = Omit<Reason, "archived"> & { archivedAt: Date | null };

export async function listReasons(tx: Tx): Promise<Reason[]> {
  const rows = await tx.$queryRaw<ReasonRow[]>`
    SELECT id, label, family, shrink, needs_note AS "needsNote", needs_evidence AS "needsEvidence",
           debit_role AS "debitRole", material_role AS "materialRole", shopify_reason AS "shopifyReason",
           kinds, archived_at AS "archivedAt"
      FROM reason ORDER BY position, id`;
  return rows.map(({ archivedAt, ...row }) => ({
    ...row,
    family: row.family as Family,
    shopifyReason: row.shopifyReason as ShopifyReason,
    kinds: row.kinds as DocumentKind[],
    archived: archivedAt !== null,
  }));
}

/** What a shop starts with; what it has made of it since is left alone. */
export async function insertReasons(tx: Tx, shopId: string, reasons: Reason[]): Promise<void> {
  const rows = JSON.stringify(reasons.map((reason, position) => ({ ...reason, position })));
  await tx.$executeRaw`
    INSERT INTO reason (shop_id, id, label, family, shrink, needs_note, needs_evidence, debit_role,
                        material_role, shopify_reason, kinds, position)
    SELECT ${shopId}::uuid, x.id, x.label, x.family, x.shrink, x."needsNote", x."needsEvidence",
           x."debitRole", x."materialRole", x."shopifyReason",
           ARRAY(SELECT jsonb_array_elements_text(x.kinds)), x.position
      FROM jsonb_to_recordset(${rows}::jsonb) AS x(id text, label text, family text, shrink boolean,
           "needsNote" boolean, "needsEvidence" boolean, "debitRole" text, "materialRole" text,
           "shopifyReason" text, kinds jsonb, position int)
        ON CONFLICT (shop_id, id) DO NOTHING`;
}

/** Last in the list; false when its id is taken. */
export async function insertReason(tx: Tx, shopId: string, reason: AddReasonCommand): Promise<boolean> {
  const inserted = await tx.$executeRaw`
    INSERT INTO reason (shop_id, id, label, family, shrink, needs_note, needs_evidence, debit_role,
                        material_role, shopify_reason, kinds, position)
    SELECT ${shopId}::uuid, ${reason.id}, ${reason.label}, ${reason.family}, ${reason.shrink},
           ${reason.needsNote}, ${reason.needsEvidence}, ${reason.debitRole}, ${reason.materialRole},
           ${reason.shopifyReason},
           ${reason.kinds}::text[], coalesce(max(position) + 1, 0)
      FROM reason
        ON CONFLICT (shop_id, id) DO NOTHING`;
  return inserted === 1;
}

export async function markReason(tx: Tx, reason: Reason): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE reason SET label = ${reason.label}, family = ${reason.family}, shrink = ${reason.shrink},
           needs_note = ${reason.needsNote}, needs_evidence = ${reason.needsEvidence},
           debit_role = ${reason.debitRole},
           material_role = ${reason.materialRole}, shopify_reason = ${reason.shopifyReason},
           kinds = ${reason.kinds}::text[],
           archived_at = CASE WHEN ${reason.archived} THEN coalesce(archived_at, clock_timestamp()) END
     WHERE id = ${reason.id}`;
  return changed === 1;
}

export async function listAccountRules(tx: Tx): Promise<AccountRule[]> {
  return tx.$queryRaw<
    AccountRule[]
  >`SELECT reason_id AS "reasonId", location_id AS "locationId", role FROM account_rule`;
}

export async function upsertAccountRule(tx: Tx, shopId: string, rule: AccountRule): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO account_rule (shop_id, reason_id, location_id, role)
    VALUES (${shopId}::uuid, ${rule.reasonId}, ${rule.locationId}, ${rule.role})
        ON CONFLICT (shop_id, reason_id, location_id) DO UPDATE SET role = excluded.role`;
}

/** The role it led to; null when there was none. */
export async function deleteAccountRule(
  tx: Tx,
  rule: Pick<AccountRule, "reasonId" | "locationId">,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ role: string }[]>`
    DELETE FROM account_rule WHERE reason_id = ${rule.reasonId} AND location_id = ${rule.locationId}
    RETURNING role`;
  return rows[0]?.role ?? null;
}
