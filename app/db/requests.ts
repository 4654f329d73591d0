import type { RequestState, Verb } from "#app/domain/approval/request.ts";
import type { Act, SecondReason } from "#app/domain/approval/rule.ts";
import { dateOfDay, dayOfDate } from "#app/domain/dates.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { TakenFrom } from "#app/domain/write-off/taken-from.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type NewRequest = {
  id: string;
  kind: Act;
  reversesId: string | null;
  requester: string;
  linkId: string | null;
  reporter: string;
};

export type NewRevision = {
  requestId: string;
  revision: number;
  fingerprint: string;
  /** As it will be carried out: with its day and its lines, whatever was left open when it was asked. */
  command: object;
  reasons: SecondReason[];
  eventDate: string;
  note: string;
  currency: string;
  units: number;
  valueMinor: bigint | null;
  madeBy: string;
  lines: NewRequestLine[];
};

export type NewRequestLine = {
  position: number;
  itemId: string;
  locationId: string;
  reasonId: string;
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
  valueMinor: bigint | null;
};

export type RequestHead = {
  id: string;
  kind: Act;
  reversesId: string | null;
  requester: string;
  linkId: string | null;
  /** Who made the link it came by. */
  linkMadeBy: string | null;
  state: RequestState;
  revision: number;
  decidedBy: string | null;
  fingerprint: string;
  command: unknown;
  reasons: SecondReason[];
  locations: { id: string; name: string }[];
  eventDate: string;
  /** Where the document belongs that may come of it. */
  incidentId: string | null;
};

type HeadRow = Omit<RequestHead, "eventDate"> & { eventDate: Date };

/** A second request or document of the same id fails here. */
export async function insertRequest(tx: Tx, shopId: string, request: NewRequest): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO request (shop_id, id, kind, reverses_id, requester, link_id, reporter)
    VALUES (${shopId}::uuid, ${request.id}::uuid, ${request.kind}, ${request.reversesId}::uuid,
            ${request.requester}, ${request.linkId}::uuid, ${request.reporter})`;
}

/** The database makes it the one that counts, and takes back whatever was decided about the one before. */
export async function insertRevision(tx: Tx, shopId: string, made: NewRevision): Promise<void> {
  const locations = [...new Set(made.lines.map((line) => line.locationId))];
  await tx.$executeRaw`
    INSERT INTO request_revision (shop_id, request_id, revision, fingerprint, command, reasons, event_date,
                                  note, currency, units, value_minor, line_count, locations, made_by)
    VALUES (${shopId}::uuid, ${made.requestId}::uuid, ${made.revision}, ${made.fingerprint},
            ${JSON.stringify(made.command)}::jsonb, ${JSON.stringify(made.reasons)}::jsonb,
            ${dateOfDay(made.eventDate)}::date, ${made.note}, ${made.currency}, ${made.units},
            ${made.valueMinor}::bigint, ${made.lines.length}, ${locations}::text[], ${made.madeBy})`;
  await tx.$executeRaw`
    INSERT INTO request_line (shop_id, request_id, revision, position, item_id, location_id, reason_id, title,
      variant_title, sku, image_url, location_name, taken_from, reason_label, disposal, note, quantity,
      before_quantity, after_quantity, value_minor)
    SELECT ${shopId}::uuid, ${made.requestId}::uuid, ${made.revision}, x.position, x."itemId", x."locationId",
      x."reasonId", x.title, x."variantTitle", x.sku, x."imageUrl", x."locationName", x."takenFrom",
      x."reasonLabel", x.disposal, x.note, x.quantity, x.before, x.after, x.value
    FROM jsonb_to_recordset(${JSON.stringify(made.lines.map(toRow))}::jsonb) AS x(position int, "itemId" text,
      "locationId" text, "reasonId" text, title text, "variantTitle" text, sku text, "imageUrl" text,
      "locationName" text, "takenFrom" text, "reasonLabel" text, disposal text, note text, quantity int,
      before int, after int, value bigint)`;
}

export async function findRequest(tx: Tx, id: string): Promise<RequestHead | null> {
  const rows = await tx.$queryRaw<HeadRow[]>`
    SELECT r.id, r.kind, r.reverses_id AS "reversesId", r.requester, r.link_id AS "linkId",
           k.made_by AS "linkMadeBy", r.state, r.revision, r.decided_by AS "decidedBy", v.fingerprint,
           v.command, v.reasons, v.event_date AS "eventDate", r.incident_id AS "incidentId",
           (SELECT json_agg(DISTINCT jsonb_build_object('id', l.location_id, 'name', l.location_name))
              FROM request_line l WHERE l.shop_id = r.shop_id AND l.request_id = r.id
               AND l.revision = r.revision) AS locations
      FROM request r
      JOIN request_revision v ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
      LEFT JOIN report_link k ON k.shop_id = r.shop_id AND k.id = r.link_id
     WHERE r.id = ${id}::uuid`;
  return rows[0] ? toHead(rows[0]) : null;
}

/**
 * Whoever decides, changes or withdraws holds the request, and with it its photos; what they saw may be gone
 * by then. The wish comes before the row, as everywhere.
 */
export async function lockRequest(tx: Tx, id: string): Promise<RequestHead | null> {
  const [, , request] = await Promise.all([
    tx.$queryRaw`SELECT hold_wish(${id}::uuid)`,
    tx.$queryRaw`SELECT FROM request WHERE id = ${id}::uuid FOR UPDATE`,
    findRequest(tx, id),
  ]);
  return request;
}

export type NewDecision = {
  id: string;
  requestId: string;
  revision: number;
  verb: Verb;
  personId: string;
  words: string;
  /** The photos that were looked at, of an approval. */
  evidence?: string[];
};

export async function insertDecision(tx: Tx, shopId: string, made: NewDecision): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO request_decision (shop_id, id, request_id, revision, verb, person_id, words, evidence)
    VALUES (${shopId}::uuid, ${made.id}::uuid, ${made.requestId}::uuid, ${made.revision}, ${made.verb},
            ${made.personId}, ${made.words}, ${made.evidence ?? null}::uuid[])`;
}

/** Why it could not be carried out when somebody approved it, for whoever looks next. */
export async function markTroubled(tx: Tx, id: string, problems: Problem[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE request SET trouble = ${JSON.stringify(problems)}::jsonb, troubled_at = clock_timestamp()
     WHERE id = ${id}::uuid AND state = 'waiting'`;
}

export async function markAskedUnder(tx: Tx, id: string, incidentId: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE request SET incident_id = ${incidentId}::uuid
     WHERE id = ${id}::uuid AND state IN ('waiting', 'sent-back')`;
}

/** Those that have waited longer than the shop wants since somebody was last told of them. */
export async function markReminded(
  tx: Tx,
  shopId: string,
  most: number,
): Promise<{ id: string; hours: number }[]> {
  return tx.$queryRaw`
    UPDATE request q SET reminded_at = clock_timestamp()
      FROM (SELECT r.shop_id, r.id FROM request r JOIN shop s ON s.id = r.shop_id
             WHERE r.shop_id = ${shopId}::uuid AND r.state = 'waiting'
               AND greatest(r.waiting_since, r.reminded_at)
                 < clock_timestamp() - make_interval(hours => s.remind_after_hours)
             ORDER BY r.waiting_since LIMIT ${most}::int FOR UPDATE OF r SKIP LOCKED) due
     WHERE q.shop_id = due.shop_id AND q.id = due.id
    RETURNING q.id, floor(extract(epoch FROM clock_timestamp() - q.waiting_since) / 3600)::int AS hours`;
}

function toHead(row: HeadRow): RequestHead {
  return { ...row, eventDate: dayOfDate(row.eventDate) };
}

function toRow({ valueMinor, ...line }: NewRequestLine) {
  return { ...line, value: valueMinor?.toString() ?? null };
}
