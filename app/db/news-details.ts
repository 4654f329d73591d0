import type { NewsKind, SubjectKind } from "#app/domain/news/news-kind.ts";
import { Prisma } from "./generated/client.ts";

/** One piece of news with what its subject is called now. No amounts: what is told may be forwarded. */
export type NewsDetails = {
  id: string;
  kind: NewsKind;
  subjectKind: SubjectKind;
  subjectId: string;
  at: Date;
  by: string | null;
  /** Of a document that has one. */
  number: number | null;
  title: string;
  lineCount: number;
  units: number;
  place: string | null;
  /** Why it was sent back or rejected. */
  words: string;
  /** A delivery's number in its book, and the book. */
  reference: string | null;
  book: string | null;
};

/**
 * Of `news n`. A document and a request share an id, so a request that became a document is shown by its own
 * lines; several places are named by none.
 */
export const newsDetails = Prisma.sql`
  n.id, n.kind, n.subject_kind AS "subjectKind", n.subject_id AS "subjectId", n.at,
  coalesce(nullif(by.name, ''), nullif(r.reporter, '')) AS by, d.number,
  coalesce(first.title, f.title, '') AS title, coalesce(d.line_count, v.line_count, 1) AS "lineCount",
  coalesce(d.units, v.units, f.quantity, 0) AS units, coalesce(here.place, f.location_name) AS place,
  coalesce(said.words, '') AS words, dy.reference, b.organisation_name AS book`;

export const newsJoins = Prisma.sql`
  LEFT JOIN person by ON by.shop_id = n.shop_id AND by.user_id = n.by_id
  LEFT JOIN document d ON d.shop_id = n.shop_id AND d.id = n.subject_id AND n.subject_kind = 'document'
  LEFT JOIN request r ON r.shop_id = n.shop_id AND r.id = n.subject_id AND n.subject_kind = 'request'
  LEFT JOIN request_revision v
         ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
  LEFT JOIN draft_line f ON f.shop_id = n.shop_id AND f.id = n.subject_id AND n.subject_kind = 'flag'
  LEFT JOIN delivery dy ON dy.shop_id = n.shop_id AND dy.id = n.subject_id AND n.subject_kind = 'delivery'
  LEFT JOIN book b ON b.shop_id = n.shop_id
        AND b.id = CASE n.subject_kind WHEN 'book' THEN n.subject_id ELSE dy.book_id END
  LEFT JOIN LATERAL (
    SELECT l.title FROM document_line l
     WHERE l.shop_id = d.shop_id AND l.document_id = d.id AND l.position = 0
     UNION ALL
    SELECT q.title FROM request_line q
     WHERE q.shop_id = v.shop_id AND q.request_id = v.request_id AND q.revision = v.revision
       AND q.position = 0
     LIMIT 1) AS first ON true
  LEFT JOIN LATERAL (
    SELECT CASE WHEN count(DISTINCT location_name) = 1 THEN min(location_name) END AS place FROM (
      SELECT l.location_name FROM document_line l WHERE l.shop_id = d.shop_id AND l.document_id = d.id
       UNION ALL
      SELECT q.location_name FROM request_line q
       WHERE q.shop_id = v.shop_id AND q.request_id = v.request_id AND q.revision = v.revision) AS places
    ) AS here ON true
  LEFT JOIN LATERAL (
    SELECT c.words FROM request_decision c
     WHERE c.shop_id = r.shop_id AND c.request_id = r.id AND n.kind IN ('sent-back', 'rejected')
       AND c.person_id = n.by_id AND c.at <= n.at + interval '1 minute'
     ORDER BY c.at DESC LIMIT 1) AS said ON true`;
