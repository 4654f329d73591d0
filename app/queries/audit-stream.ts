import { type Stream, type Streams, streamInShop } from "#app/db/feed-streams.ts";
import type { AuditFilter } from "./audit-filter.ts";

export type AuditSpan = Omit<AuditFilter, "cursor"> & {
  shopId: string;
  timeZone: string;
  /** The last event that is told: what is sealed later belongs to another export. */
  through: number;
  /** Given: events of this one thing alone. */
  subjectIds?: string[];
};

/**
 * Sealed events in their order, a line each, made by PostgreSQL; `beside` adds what its columns say of the
 * event, so that they can be held against the text that is sealed.
 */
export function auditStream(streams: Streams, span: AuditSpan, beside = false): Promise<Stream | null> {
  const { shopId, timeZone, through, from, to, kind, person, document, subjectIds } = span;
  const zone = timeZone || "UTC";
  const settings = {
    "audit.through": String(through),
    "audit.zone": zone,
    "audit.from": from ?? "",
    "audit.to": to ?? "",
    "audit.kind": kind ?? "",
    "audit.person": person ?? "",
    "audit.document": document ? String(Number(document.replace(/\D/g, "").slice(0, 9)) || 0) : "",
    "audit.subjects": subjectIds ? `{${subjectIds.join(",")}}` : "",
  };
  return streamInShop(streams, { shopId, settings, text: beside ? checked : told, ending: "\n" });
}

const setting = (name: string) => `nullif(current_setting('audit.${name}'), '')`;
/** A choice that is not made leaves everything in. */
const chosen = (name: string, condition: string) => `(${setting(name)} IS NULL OR ${condition})`;

const line = (more: string) => `COPY (
  SELECT json_build_object('sequence', s.sequence, 'previous', encode(s.previous_hash, 'hex'),
    'hash', encode(s.hash, 'hex'), 'event', e.canonical${more})::text
  FROM audit_seal s JOIN audit_event e ON e.shop_id = s.shop_id AND e.id = s.event_id
  WHERE s.shop_id = current_setting('app.shop_id')::uuid
    AND s.sequence <= current_setting('audit.through')::bigint
    AND ${chosen("from", `e.at >= ${setting("from")}::timestamp AT TIME ZONE ${setting("zone")}`)}
    AND ${chosen("to", `e.at < (${setting("to")}::timestamp + interval '1 day') AT TIME ZONE ${setting("zone")}`)}
    AND ${chosen("kind", `e.kind = ${setting("kind")}`)}
    AND ${chosen("person", `e.person_id = ${setting("person")}`)}
    AND ${chosen(
      "document",
      `e.subject_id = (SELECT d.id FROM document d
        WHERE d.shop_id = s.shop_id AND d.number = ${setting("document")}::int)`,
    )}
    AND ${chosen("subjects", `e.subject_id = ANY(${setting("subjects")}::uuid[])`)}
  ORDER BY s.sequence) TO STDOUT (FORMAT binary)`;

const told = line("");
const checked = line(`, 'columns', json_build_object('id', e.id, 'kind', e.kind, 'subjectId', e.subject_id,
    'personId', e.person_id, 'at', to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`);
