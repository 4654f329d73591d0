import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { isOpen, type RequestState, type Verb } from "#app/domain/approval/request.ts";
import { isAllowed, isPlacedAt } from "#app/domain/approval/role.ts";
import type { SecondReason } from "#app/domain/approval/rule.ts";
import { documentNumberOf, isUuid } from "#app/domain/ids.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { PersonContext, ShopContext } from "#app/use-cases/shop-context.ts";
import { type SecondView, toSecondViews } from "./second-reason.ts";
import { toWireMoney, type WireMoney } from "./wire-money.ts";

export type RequestView = {
  id: string;
  kind: "write-off" | "reversal";
  state: RequestState;
  revision: number;
  requester: { id: string; name: string; linkLabel: string | null };
  madeAt: string;
  waitingSince: string;
  eventDate: string;
  note: string;
  units: number;
  value: WireMoney | null;
  costHidden: boolean;
  reasons: SecondView[];
  lines: RequestLineView[];
  revisions: { revision: number; at: string }[];
  decisions: { verb: Verb; revision: number; by: string; at: string; words: string }[];
  trouble: Problem[] | null;
  reverses: { id: string; number: string } | null;
  /** Where its document belongs, or will. */
  incident: { id: string; name: string } | null;
  document: { id: string; number: string } | null;
  command: unknown;
  may: { decide: boolean; change: boolean; withdraw: boolean; own: boolean };
};

export type RequestLineView = {
  position: number;
  itemId: string;
  locationId: string;
  title: string;
  variantTitle: string;
  sku: string;
  imageUrl: string | null;
  locationName: string;
  takenFrom: TakenFrom;
  reasonLabel: string;
  disposal: string | null;
  note: string;
  quantity: number;
  before: number | null;
  after: number | null;
  value: WireMoney | null;
};

type Row = Omit<
  RequestView,
  | "requester"
  | "madeAt"
  | "waitingSince"
  | "value"
  | "costHidden"
  | "reasons"
  | "lines"
  | "may"
  | "reverses"
  | "document"
> & {
  requesterId: string;
  requesterName: string;
  linkLabel: string | null;
  madeAt: Date;
  waitingSince: Date;
  valueMinor: bigint | null;
  currency: string;
  reasons: SecondReason[];
  locations: string[];
  lines: (Omit<RequestLineView, "value"> & { valueMinor: string | null })[];
  reversesId: string | null;
  reversesNumber: number | null;
  documentNumber: number | null;
};

/** One request for who asked and for who may decide; to everybody else it is not there. */
export async function requestView(
  ctx: ShopContext,
  { id, seesCost }: { id: string; seesCost: boolean },
): Promise<RequestView | null> {
  if (!isUuid(id) || !ctx.person) return null;
  const row = await inShop(ctx.database, ctx.shopId, (tx) => requestRow(tx, ctx.shopId, id));
  return row && isShownTo(ctx.person, row) ? toView(row, ctx.person, seesCost) : null;
}

function isShownTo(person: PersonContext, row: Row): boolean {
  if (row.requesterId === person.userId) return true;
  return isAllowed(person, "approve") && row.locations.every((locationId) => isPlacedAt(person, locationId));
}

async function requestRow(tx: Tx, shopId: string, id: string): Promise<Row | null> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT r.id, r.kind, r.state, r.revision, r.requester AS "requesterId", k.label AS "linkLabel",
      coalesce(nullif(r.reporter, ''), p.name, '') AS "requesterName", r.made_at AS "madeAt",
      r.waiting_since AS "waitingSince", to_char(v.event_date, 'YYYY-MM-DD') AS "eventDate", v.note, v.units,
      v.value_minor AS "valueMinor", v.currency, v.reasons, v.locations, v.command, r.trouble,
      CASE WHEN i.id IS NOT NULL THEN json_build_object('id', i.id, 'name', i.name) END AS incident,
      o.id AS "reversesId", o.number AS "reversesNumber", d.number AS "documentNumber",
      (SELECT json_agg(x ORDER BY x.position) FROM (
        SELECT l.position, l.item_id AS "itemId", l.location_id AS "locationId", l.title,
          l.variant_title AS "variantTitle", l.sku, l.image_url AS "imageUrl",
          l.location_name AS "locationName", l.taken_from AS "takenFrom",
          l.reason_label AS "reasonLabel", l.disposal, l.note, l.quantity, l.before_quantity AS before,
          l.after_quantity AS after, l.value_minor::text AS "valueMinor"
        FROM request_line l
        WHERE l.shop_id = r.shop_id AND l.request_id = r.id AND l.revision = r.revision) x) AS lines,
      (SELECT json_agg(json_build_object('revision', w.revision, 'at', w.made_at) ORDER BY w.revision)
        FROM request_revision w WHERE w.shop_id = r.shop_id AND w.request_id = r.id) AS revisions,
      (SELECT coalesce(json_agg(json_build_object('verb', c.verb, 'revision', c.revision,
          'by', coalesce(q.name, ''), 'at', c.at, 'words', c.words) ORDER BY c.at, c.id), '[]')
        FROM request_decision c LEFT JOIN person q ON q.shop_id = c.shop_id AND q.user_id = c.person_id
        WHERE c.shop_id = r.shop_id AND c.request_id = r.id) AS decisions
    FROM request r
    JOIN request_revision v ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
    LEFT JOIN person p ON p.shop_id = r.shop_id AND p.user_id = r.requester
    LEFT JOIN report_link k ON k.shop_id = r.shop_id AND k.id = r.link_id
    LEFT JOIN incident i ON i.shop_id = r.shop_id AND i.id = r.incident_id
    LEFT JOIN document o ON o.shop_id = r.shop_id AND o.id = r.reverses_id
    LEFT JOIN document d ON d.shop_id = r.shop_id AND d.id = r.id
    WHERE r.shop_id = ${shopId}::uuid AND r.id = ${id}::uuid`;
  return rows[0] ?? null;
}

function toView(row: Row, person: PersonContext, seesCost: boolean): RequestView {
  const { requesterId, requesterName, linkLabel, valueMinor, currency, locations: _, ...rest } = row;
  const { reversesId, reversesNumber, documentNumber, command, ...shown } = rest;
  const own = requesterId === person.userId;
  const numbered = (id: string | null, number: number | null) =>
    id && number ? { id, number: documentNumberOf(number) } : null;
  const mayUndo = row.kind === "write-off" || isAllowed(person, "reverse");
  return {
    ...shown,
    // A stated cost stands in it: only who may change it gets it back.
    command: own ? command : null,
    requester: { id: requesterId, name: requesterName, linkLabel },
    madeAt: row.madeAt.toISOString(),
    waitingSince: row.waitingSince.toISOString(),
    value: seesCost ? toWireMoney(valueMinor, currency) : null,
    costHidden: !seesCost,
    reasons: toSecondViews(row.reasons, seesCost),
    lines: row.lines.map(({ valueMinor: minor, ...line }) => ({
      ...line,
      value: seesCost ? toWireMoney(minor, currency) : null,
    })),
    reverses: numbered(reversesId, reversesNumber),
    document: numbered(row.id, documentNumber),
    may: {
      decide: !own && isOpen(row.state) && isAllowed(person, "approve") && mayUndo,
      change: own && isOpen(row.state) && row.kind === "write-off",
      withdraw: own && isOpen(row.state),
      own,
    },
  };
}
