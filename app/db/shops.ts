import type { Role } from "#app/domain/approval/role.ts";
import type { Database, Tx } from "./in-shop-transaction.ts";

export type ShopRow = {
  id: string;
  domain: string;
  name: string;
  currency: string;
  timeZone: string;
  /** What the owner reads; null before we have met them. */
  ownersLocale: string | null;
  plan: string;
  /** Empty until Shopify has said it. */
  appHandle: string;
  installProvedAt: Date;
  uninstalledAt: Date | null;
  readAt: Date | null;
  /** Of everybody who was given none. */
  roleOfOthers: Role | null;
};

/** A door must know its shop before it can choose it, so this and `openShop` run outside any tenant. */
export async function findShopId(database: Database, domain: string): Promise<string | null> {
  const [row] = await database.$queryRaw<{ id: string | null }[]>`SELECT shop_of_domain(${domain}) AS id`;
  return row?.id ?? null;
}

export async function openShop(database: Database, domain: string): Promise<string> {
  const [row] = await database.$queryRaw<{ id: string }[]>`SELECT open_shop(${domain}) AS id`;
  if (!row) throw new Error("open_shop answered no row");
  return row.id;
}

export async function findShop(tx: Tx, shopId: string): Promise<ShopRow | null> {
  const rows = await tx.$queryRaw<ShopRow[]>`
    SELECT id, domain, name, currency, time_zone AS "timeZone", plan,
           (SELECT locale FROM person WHERE shop_id = ${shopId}::uuid AND account_owner
             ORDER BY seen_at DESC LIMIT 1) AS "ownersLocale",
           app_handle AS "appHandle",
           install_proved_at AS "installProvedAt", uninstalled_at AS "uninstalledAt",
           read_at AS "readAt",
           role_of_others AS "roleOfOthers"
      FROM shop WHERE id = ${shopId}::uuid`;
  return rows[0] ?? null;
}

/** What Shopify answered before an uninstall that came meanwhile proves nothing about afterwards. */
export async function markInstalled(tx: Tx, shopId: string, provedAt: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET install_proved_at = greatest(install_proved_at, ${provedAt}),
      uninstalled_at = CASE WHEN uninstalled_at > ${provedAt} THEN uninstalled_at END
    WHERE id = ${shopId}::uuid`;
}

/** False when the shop was installed again after this uninstall was triggered, or is marked already. */
export async function markUninstalled(tx: Tx, shopId: string, triggeredAt: Date): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE shop SET uninstalled_at = ${triggeredAt}
     WHERE id = ${shopId}::uuid AND uninstalled_at IS NULL AND install_proved_at <= ${triggeredAt}`;
  return changed > 0;
}

export async function markShopRead(
  tx: Tx,
  shopId: string,
  facts: { name: string; currency: string; timeZone: string; plan: string; readAt: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE shop SET name = ${facts.name}, currency = ${facts.currency}, time_zone = ${facts.timeZone},
           plan = ${facts.plan}, read_at = ${facts.readAt}
     WHERE id = ${shopId}::uuid`;
}

/** The owner's procedure: it refuses by itself while the shop is installed or was installed again. */
export async function eraseShopRows(tx: Tx, askedAt: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<{ erased: boolean }[]>`SELECT erase_shop(${askedAt}) AS erased`;
  return rows[0]?.erased ?? false;
}
