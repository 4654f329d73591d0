import type { Reader, SealedEvent } from "#app/domain/news/audience.ts";
import type { MailTime, NewsKind, SubjectKind } from "#app/domain/news/news-kind.ts";
import { SIGNAL_CODES } from "#app/domain/signal/signal.ts";
import type { Tx } from "./in-shop-transaction.ts";

export type EventToTell = SealedEvent & { eventId: string; sequence: bigint; at: Date };
export type ReaderToTell = Reader & { chosen: Partial<Record<NewsKind, MailTime>>; takesMail: boolean };

export type NewsToKeep = {
  id: string;
  userId: string;
  eventId: string;
  sequence: bigint;
  kind: NewsKind;
  subjectKind: SubjectKind;
  subjectId: string;
  byId: string | null;
  at: Date;
  mail: MailTime;
};

/** Whoever tells goes on from here, one after the other. */
export async function lockNewsPlace(tx: Tx, shopId: string): Promise<bigint> {
  await tx.$executeRaw`
    INSERT INTO news_place (shop_id) VALUES (${shopId}::uuid) ON CONFLICT (shop_id) DO NOTHING`;
  const rows = await tx.$queryRaw<{ sequence: bigint }[]>`SELECT sequence FROM news_place FOR UPDATE`;
  return rows[0]?.sequence ?? 0n;
}

export async function markNewsPlace(tx: Tx, sequence: bigint): Promise<void> {
  await tx.$executeRaw`UPDATE news_place SET sequence = ${sequence}`;
}

/** Up to which place the next so many events reach; null when there is none. */
export async function findNextPlace(tx: Tx, after: bigint, most: number): Promise<bigint | null> {
  const rows = await tx.$queryRaw<{ sequence: bigint | null }[]>`
    SELECT max(sequence) AS sequence FROM audit_seal
     WHERE sequence > ${after} AND sequence <= ${after + BigInt(most)}`;
  return rows[0]?.sequence ?? null;
}

const TOLD_KINDS = [
  "request-made",
  "request-changed",
  "request-reminded",
  "request-approved",
  "request-sent-back",
  "request-rejected",
  "adjustment-applied",
  "adjustment-refused",
  "adjustment-unknown",
  "line-flagged",
  "delivery-rejected",
  "delivery-drifted",
  "book-signed-out",
];

/** In the order of their seals, with what is known now of what each speaks of. */
export async function listEventsToTell(tx: Tx, after: bigint, through: bigint): Promise<EventToTell[]> {
  return tx.$queryRaw<EventToTell[]>`
    SELECT e.id AS "eventId", s.sequence, e.at, e.kind, e.subject_id AS "subjectId",
           e.person_id AS "personId",
           CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('state', d.state,
             'undoes', d.reverses_id IS NOT NULL, 'submittedBy', d.submitted_by, 'approvedBy', d.approved_by,
             'locations', (SELECT jsonb_agg(DISTINCT l.location_id) FROM document_line l
                            WHERE l.shop_id = d.shop_id AND l.document_id = d.id),
             'isFollowed', EXISTS (
               SELECT FROM audit_event x
                 LEFT JOIN audit_seal y ON y.shop_id = x.shop_id AND y.event_id = x.id
                WHERE x.shop_id = e.shop_id AND x.subject_id = d.id
                  AND x.kind IN ('adjustment-applied', 'adjustment-refused')
                  AND coalesce(y.sequence, s.sequence + 1) > s.sequence)) END AS document,
           CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('state', r.state, 'kind', r.kind,
             'requester', r.requester, 'locations', v.locations, 'isUnusual', EXISTS (
               SELECT FROM jsonb_array_elements(v.reasons) AS why
                WHERE why ->> 'code' = ANY(${[...SIGNAL_CODES]}))) END AS request,
           CASE WHEN e.kind = 'line-flagged' THEN e.canonical::jsonb #>> '{facts,location}' END AS "flaggedAt"
      FROM audit_seal s
      JOIN audit_event e ON e.shop_id = s.shop_id AND e.id = s.event_id AND e.kind = ANY(${TOLD_KINDS})
      LEFT JOIN document d ON d.shop_id = e.shop_id AND d.id = e.subject_id AND e.kind LIKE 'adjustment-%'
      LEFT JOIN request r ON r.shop_id = e.shop_id AND r.id = e.subject_id AND e.kind LIKE 'request-%'
      LEFT JOIN request_revision v
             ON v.shop_id = r.shop_id AND v.request_id = r.id AND v.revision = r.revision
     WHERE s.sequence > ${after} AND s.sequence <= ${through}
     ORDER BY s.sequence`;
}

/** Everybody who ever opened the app, with what they may do and what they chose. */
export async function listReadersToTell(tx: Tx, mailSeenDaysMax: number): Promise<ReaderToTell[]> {
  return tx.$queryRaw<ReaderToTell[]>`
    SELECT p.user_id AS "userId", coalesce(p.role, s.role_of_others) AS role,
           p.account_owner AS "accountOwner", p.may_write_off AS "mayWriteOff", p.locations,
           coalesce(p.sees_cost, false) AS "seesCost",
           p.email <> '' AND p.seen_at > clock_timestamp() - ${mailSeenDaysMax} * interval '1 day'
             AS "takesMail",
           coalesce((SELECT jsonb_object_agg(c.kind, c.mail) FROM news_choice c
                      WHERE c.shop_id = p.shop_id AND c.user_id = p.user_id), '{}') AS chosen
      FROM person p JOIN shop s ON s.id = p.shop_id`;
}

/** Once for each person and event, however often it is told. */
export async function insertNews(tx: Tx, shopId: string, news: NewsToKeep[]): Promise<void> {
  if (news.length === 0) return;
  const rows = JSON.stringify(news.map((one) => ({ ...one, sequence: one.sequence.toString() })));
  await tx.$executeRaw`
    INSERT INTO news (shop_id, id, user_id, event_id, sequence, kind, subject_kind, subject_id,
                      by_id, at, mail)
    SELECT ${shopId}::uuid, x.id, x."userId", x."eventId", x.sequence, x.kind, x."subjectKind", x."subjectId",
           x."byId", x.at, x.mail
      FROM jsonb_to_recordset(${rows}::jsonb) AS x(id uuid, "userId" text, "eventId" uuid, sequence bigint,
        kind text, "subjectKind" text, "subjectId" uuid, "byId" text, at timestamptz, mail text)
        ON CONFLICT (shop_id, event_id, user_id) DO NOTHING`;
}

export async function markNewsRead(
  tx: Tx,
  userId: string,
  read: { id: string } | { through: bigint },
): Promise<number> {
  if ("id" in read)
    return tx.$executeRaw`
      UPDATE news SET read_at = clock_timestamp()
       WHERE user_id = ${userId} AND id = ${read.id}::uuid AND read_at IS NULL`;
  return tx.$executeRaw`
    UPDATE news SET read_at = clock_timestamp()
     WHERE user_id = ${userId} AND sequence <= ${read.through} AND read_at IS NULL`;
}

export async function upsertNewsChoices(
  tx: Tx,
  shopId: string,
  chosen: { userId: string; digestHour: number | null; choices: [NewsKind, MailTime][] },
): Promise<void> {
  const { userId, digestHour } = chosen;
  const choices = JSON.stringify(chosen.choices.map(([kind, mail]) => ({ kind, mail })));
  await tx.$executeRaw`
    INSERT INTO news_choice (shop_id, user_id, kind, mail)
    SELECT ${shopId}::uuid, ${userId}, x.kind, x.mail
      FROM jsonb_to_recordset(${choices}::jsonb) AS x(kind text, mail text)
        ON CONFLICT (shop_id, user_id, kind) DO UPDATE
       SET mail = excluded.mail, changed_at = clock_timestamp()`;
  if (digestHour === null) return;
  await tx.$executeRaw`
    INSERT INTO news_reader (shop_id, user_id, digest_hour)
    VALUES (${shopId}::uuid, ${userId}, ${digestHour}::int)
        ON CONFLICT (shop_id, user_id) DO UPDATE SET digest_hour = excluded.digest_hour`;
}
