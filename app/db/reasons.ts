import type { AccountRule } from "#app/domain/journal/account-of-line.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { Family, Reason, ShopifyReason } from "#app/domain/reason/reason.ts";
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

export async function markReason(
  tx: Tx,
  reason: {
    id: string;
    label: string;
    family: Family;
    shrink: boolean;
    needsNote: boolean;
    debitRole: AccountRole;
    archived: boolean;
  },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE reason SET label = ${reason.label}, family = ${reason.family}, shrink = ${reason.shrink},
           needs_note = ${reason.needsNote}, debit_role = ${reason.debitRole},
           archived_at = CASE WHEN ${reason.archived} THEN coalesce(archived_at, clock_timestamp()) END
     WHERE id = ${reason.id}`;
  return changed === 1;
}

export async function listAccountRules(tx: Tx): Promise<AccountRule[]> {
  return tx.$queryRaw<
    AccountRule[]
  >`SELECT reason_id AS "reasonId", location_id AS "locationId", role FROM account_rule`;
}
