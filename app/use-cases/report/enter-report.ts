import { timingSafeEqual } from "node:crypto";
import { type Database, inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { listReasons } from "#app/db/reasons.ts";
import { findReportItems, type ReportItem } from "#app/db/report-items.ts";
import {
  findReportLink,
  findReportLinkPlace,
  type ReportLinkRow,
  takeLinkTurn,
} from "#app/db/report-links.ts";
import { findShop } from "#app/db/shops.ts";
import { isLinkToken, reportReasons } from "#app/domain/approval/report-link.ts";
import { limits } from "#app/domain/limits.ts";
import type { Reason } from "#app/domain/reason/reason.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { hashOfLink } from "./make-report-link.ts";

export type ReportGuest = {
  shopId: string;
  shopName: string;
  link: ReportLinkRow;
  items: ReportItem[];
  reasons: Reason[];
};

/**
 * Lets in whoever shows a working link. What cannot be one costs the database nothing, and who holds one
 * that is over learns that and no more.
 */
export async function enterReport(database: Database, token: string): Promise<Result<ReportGuest>> {
  if (!isLinkToken(token)) return refuse({ code: "bad-link" });
  const hash = hashOfLink(token);
  const place = await findReportLinkPlace(database, hash);
  if (!place) return refuse({ code: "bad-link" });
  return inShop(database, place.shopId, (tx) => enter(tx, place, hash));
}

async function enter(
  tx: Tx,
  { shopId, linkId }: { shopId: string; linkId: string },
  hash: Buffer,
): Promise<Result<ReportGuest>> {
  const link = await findReportLink(tx, shopId, linkId);
  const shop = await findShop(tx, shopId);
  if (!link || !shop || !timingSafeEqual(link.secretHash, hash)) return refuse({ code: "bad-link" });
  if (shop.uninstalledAt || link.revoked || link.expired || link.usesLeft < 1)
    return refuse({ code: "link-over" });
  if (link.turns < 1 || !(await takeLinkTurn(tx, shopId, linkId))) {
    const seconds = Math.max(1, Math.ceil((1 - link.turns) / limits.linkTurnsPerSecond));
    return refuse({ code: "too-many-requests", facts: { seconds } });
  }
  const items = await findReportItems(tx, shopId, link);
  const reasons = reportReasons(await listReasons(tx));
  return ok({ shopId, shopName: shop.name, link, items, reasons });
}
