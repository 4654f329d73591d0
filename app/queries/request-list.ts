import { inShop } from "#app/db/in-shop-transaction.ts";
import type { RequestState, RequestTab } from "#app/domain/approval/request.ts";
import { isAllowed } from "#app/domain/approval/role.ts";
import type { SecondReason } from "#app/domain/approval/rule.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type SecondView, toSecondViews } from "./second-reason.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type RequestRow = {
  id: string;
  kind: "write-off" | "reversal";
  state: RequestState;
  revision: number;
  /** The photos that count, which an approval names. */
  evidence: string[];
  /** Where its document will belong, which an approval names too. */
  incident: { id: string; name: string } | null;
  requester: string;
  linkLabel: string | null;
  isOwn: boolean;
  madeAt: string;
  waitingSince: string;
  title: string;
  lineCount: number;
  units: number;
  value: WireMoney | null;
  locationName: string | null;
  reasons: SecondView[];
  hasTrouble: boolean;
};

export type RequestList = {
  tab: RequestTab;
  requests: RequestRow[];
  costHidden: boolean;
  mayDecide: boolean;
};

type Row = Omit<RequestRow, "madeAt" | "waitingSince" | "value" | "reasons"> & {
  madeAt: Date;
  waitingSince: Date;
  valueMinor: bigint | null;
  currency: string;
  reasons: SecondReason[];
};

/** What waits comes first asked, first shown; what is decided, the latest first. */
export async function requestList(
  ctx: ShopContext,
  { tab, seesCost }: { tab: RequestTab; seesCost: boolean },
): Promise<RequestList> {
  const { person, shopId } = ctx;
  const userId = person?.userId ?? "";
  const mayDecide = person !== null && isAllowed(person, "approve");
  const places = person && !person.accountOwner ? person.locations : [];
  const rows = await inShop(
    ctx.database,
    shopId,
    (tx) => tx.$queryRaw<Row[]>`
      SELECT r.id, r.kind, r.state, r.revision, r.requester = ${userId} AS "isOwn", k.label AS "linkLabel",
             coalesce(nullif(r.reporter, ''), p.name, '') AS requester, r.made_at AS "madeAt",
             r.waiting_since AS "waitingSince", l.title, v.line_count AS "lineCount", v.units,
             v.value_minor AS "valueMinor", v.currency, v.reasons, r.trouble IS NOT NULL AS "hasTrouble",
             CASE WHEN i.id IS NOT NULL THEN json_build_object('id', i.id, 'name', i.name) END AS incident,
             CASE WHEN cardinality(v.locations) = 1 THEN l.location_name END AS "locationName",
             ARRAY(SELECT e.id FROM evidence e
               JOIN kept_file f ON f.shop_id = e.shop_id AND f.sha256 = e.sha256 AND f.erased_at IS NULL
              WHERE e.shop_id = r.shop_id AND e.owner_id = r.id AND NOT EXISTS (
                SELECT FROM evidence_withdrawal w WHERE w.shop_id = e.shop_id AND w.evidence_id = e.id)
              ORDER BY e.id) AS evidence
        FROM request r
        JOIN request_revision v ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
        JOIN request_line l ON l.shop_id = r.shop_id AND l.request_id = r.id AND l.revision = r.revision
          AND l.position = 0
        LEFT JOIN person p ON p.shop_id = r.shop_id AND p.user_id = r.requester
        LEFT JOIN report_link k ON k.shop_id = r.shop_id AND k.id = r.link_id
        LEFT JOIN incident i ON i.shop_id = r.shop_id AND i.id = r.incident_id
       WHERE r.shop_id = ${shopId}::uuid
         AND CASE ${tab} WHEN 'waiting' THEN r.state = 'waiting' AND r.requester <> ${userId}
               WHEN 'mine' THEN r.requester = ${userId}
               ELSE r.state NOT IN ('waiting') AND r.requester <> ${userId} END
         AND (r.requester = ${userId} OR (${mayDecide} AND (cardinality(${places}::text[]) = 0
              OR v.locations <@ ${places}::text[])))
       ORDER BY CASE WHEN ${tab} = 'waiting' THEN r.waiting_since END,
                coalesce(r.decided_at, r.waiting_since) DESC, r.id
       LIMIT ${limits.requestsShown}`,
  );
  const requests = rows.map(({ valueMinor, currency, reasons, ...row }) => ({
    ...row,
    madeAt: row.madeAt.toISOString(),
    waitingSince: row.waitingSince.toISOString(),
    value: seesCost ? toWireMoney(valueMinor, currency) : null,
    reasons: toSecondViews(reasons, seesCost),
  }));
  return { tab, requests, costHidden: !seesCost, mayDecide };
}
