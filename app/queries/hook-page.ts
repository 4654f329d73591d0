import { Prisma } from "#app/db/generated/client.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import type { HookDeliveryState, HookEvent, HookTrouble } from "#app/domain/hook/event.ts";
import { documentNumberOf, isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type HookView = {
  id: string;
  label: string;
  url: string;
  events: HookEvent[];
  state: "working" | "failing" | "ended";
  madeBy: string;
  createdAt: string;
  failingSince: string | null;
  endedAt: string | null;
  /** Null where the receiver itself said that it is gone. */
  endedBy: string | null;
  /** Until then the secret before this one signs too. */
  formerUntil: string | null;
  waiting: number;
  parked: number;
};

export type HookDeliveryView = {
  id: string;
  hook: string;
  event: HookEvent;
  document: { id: string; number: string };
  state: HookDeliveryState;
  attempts: number;
  status: number | null;
  trouble: HookTrouble | null;
  words: string;
  createdAt: string;
  triedAt: string | null;
  /** When it is tried again, where it waits. */
  dueAt: string | null;
};

export type HookPage = {
  hooks: HookView[];
  deliveries: HookDeliveryView[];
  next: string | null;
  previous: string | null;
};

type Dates<T, K extends keyof T> = Omit<T, K> & { [key in K]: Date | null };
type HookRow = Dates<HookView, "createdAt" | "failingSince" | "endedAt" | "formerUntil">;
type DeliveryRow = Dates<Omit<HookDeliveryView, "document">, "createdAt" | "triedAt" | "dueAt"> & {
  documentId: string;
  documentNumber: number;
  place: string;
};

/** The hooks, working ones first, and what they were told, the latest first. */
export async function hookPage(
  ctx: ShopContext,
  wanted: { cursor: string; onlyFailed: boolean },
): Promise<HookPage> {
  const size = limits.pageSize;
  const place = placeOf(wanted.cursor);
  const [hooks, rows] = await inShop(ctx.database, ctx.shopId, (tx) =>
    Promise.all([
      tx.$queryRaw<HookRow[]>(hooksOf(ctx.shopId)),
      tx.$queryRaw<DeliveryRow[]>(deliveriesOf(ctx.shopId, place, wanted.onlyFailed)),
    ]),
  );
  const page = rows.slice(0, size);
  if (place?.newer) page.reverse();
  const more = rows.length > size;
  const hasOlder = place?.newer ? page.length > 0 : more;
  const hasNewer = place?.newer ? more : place !== null && page.length > 0;
  return {
    hooks: hooks.map((hook) => ({
      ...hook,
      createdAt: told(hook.createdAt) ?? "",
      failingSince: told(hook.failingSince),
      endedAt: told(hook.endedAt),
      formerUntil: told(hook.formerUntil),
    })),
    deliveries: page.map(toView),
    next: hasOlder ? `older~${page.at(-1)?.place}` : null,
    previous: hasNewer ? `newer~${page[0]?.place}` : null,
  };
}

type Place = { newer: boolean; micros: string; id: string };

/** A cursor nobody gave out begins at the start. */
function placeOf(cursor: string): Place | null {
  const [side, micros = "", id = ""] = cursor.split("~");
  return /^\d{1,17}$/.test(micros) && isUuid(id) ? { newer: side === "newer", micros, id } : null;
}

function hooksOf(shopId: string): Prisma.Sql {
  const count = (state: HookDeliveryState) => Prisma.sql`
    (SELECT count(*)::int FROM hook_delivery d
      WHERE d.shop_id = h.shop_id AND d.hook_id = h.id AND d.state = ${state})`;
  return Prisma.sql`
    SELECT h.id, h.label, h.url, h.events, coalesce(p.name, '') AS "madeBy", h.created_at AS "createdAt",
           h.failing_since AS "failingSince", h.ended_at AS "endedAt",
           CASE WHEN h.ended_by IS NOT NULL THEN coalesce(q.name, '') END AS "endedBy",
           CASE WHEN h.former_until > clock_timestamp() THEN h.former_until END AS "formerUntil",
           CASE WHEN h.state = 'ended' THEN 'ended' WHEN h.failing_since IS NOT NULL THEN 'failing'
                ELSE 'working' END AS state,
           ${count("waiting")} AS waiting, ${count("parked")} AS parked
      FROM hook h
      LEFT JOIN person p ON p.shop_id = h.shop_id AND p.user_id = h.created_by
      LEFT JOIN person q ON q.shop_id = h.shop_id AND q.user_id = h.ended_by
     WHERE h.shop_id = ${shopId}::uuid
     ORDER BY h.state = 'ended', h.created_at DESC LIMIT ${limits.hooksShown}::int`;
}

function deliveriesOf(shopId: string, place: Place | null, onlyFailed: boolean): Prisma.Sql {
  const order = place?.newer ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const beyond = place?.newer ? Prisma.sql`>` : Prisma.sql`<`;
  const from = place
    ? Prisma.sql`AND (v.created_at, v.id) ${beyond}
        ('epoch'::timestamptz + ${place.micros}::bigint * interval '1 microsecond', ${place.id}::uuid)`
    : Prisma.empty;
  const failed = onlyFailed
    ? Prisma.sql`AND v.last_trouble IS NOT NULL AND v.state IN ('waiting', 'parked')`
    : Prisma.empty;
  return Prisma.sql`
    SELECT v.id, h.label AS hook, v.event, t.id AS "documentId", t.number AS "documentNumber", v.state,
           v.attempts, v.last_status AS status, v.last_trouble AS trouble, v.last_words AS words,
           v.created_at AS "createdAt", v.tried_at AS "triedAt",
           CASE WHEN v.state = 'waiting' THEN v.due_at END AS "dueAt",
           (extract(epoch FROM v.created_at) * 1000000)::bigint::text || '~' || v.id AS place
      FROM hook_delivery v
      JOIN hook h ON h.shop_id = v.shop_id AND h.id = v.hook_id
      LEFT JOIN entry e ON e.shop_id = v.shop_id AND e.id = v.entry_id
      JOIN document t ON t.shop_id = v.shop_id AND t.id = coalesce(v.document_id, e.document_id)
     WHERE v.shop_id = ${shopId}::uuid ${failed} ${from}
     ORDER BY v.created_at ${order}, v.id ${order} LIMIT ${limits.pageSize + 1}::int`;
}

function toView({ documentId, documentNumber, place: _, ...row }: DeliveryRow): HookDeliveryView {
  return {
    ...row,
    document: { id: documentId, number: documentNumberOf(documentNumber) },
    createdAt: told(row.createdAt) ?? "",
    triedAt: told(row.triedAt),
    dueAt: told(row.dueAt),
  };
}

function told(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
