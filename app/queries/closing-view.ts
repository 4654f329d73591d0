import { countGathering, countLeftBehind, countOpenWork } from "#app/db/closings.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { type Day, dayIn, daysAfter } from "#app/domain/dates.ts";
import { documentNumberOf } from "#app/domain/ids.ts";
import { planClosing, suggestedClosing } from "#app/domain/journal/plan-closing.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";

export type ClosingView = {
  timeZone: string;
  yesterday: Day;
  closedThrough: Day | null;
  /** The day that is looked at; null when all that can be closed is closed. */
  through: Day | null;
  /** What stands in its way, in the words of the closing itself. */
  problems: Problem[];
  working: OpenDocument[];
  needsValue: OpenDocument[];
  /** Lines of those days that were refused and that nobody has looked at: a word of warning. */
  refusedLines: number;
  deliveries: OpenDelivery[];
  /** Entries of those days that a book gets with its month, after the closing: a word as well. */
  gathering: number;
  /** Entries of those days that a book which is connected no more never got. */
  leftBehind: number;
  history: ClosingRow[];
};

export type OpenDocument = { id: string; number: string; eventDate: Day; title: string };

export type OpenDelivery = { id: string; reference: string; day: Day; organisation: string };

export type ClosingRow = {
  id: string;
  through: Day | null;
  was: Day | null;
  cause: string;
  person: string | null;
  at: string;
};

/** The same plan the closing makes, so the page refuses nothing that the closing would not. */
export function closingView(ctx: ShopContext, asked: { through: Day | null }): Promise<ClosingView> {
  const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const { closedThrough } = await findPlanningSettings(tx);
    const through = asked.through ?? suggestedClosing(today, closedThrough);
    const known = {
      timeZone: ctx.shop.timeZone,
      yesterday: daysAfter(today, -1),
      closedThrough,
      through,
      history: await history(tx, ctx.shopId),
    };
    if (through === null) return { ...known, ...nothing };
    const open = await countOpenWork(tx, { through, today });
    const plan = planClosing(through, { today, closedThrough, open });
    return {
      ...known,
      problems: plan.ok ? [] : plan.problems,
      working: open.working > 0 ? await working(tx, ctx.shopId, through) : [],
      needsValue: open.needsValue > 0 ? await needsValue(tx, ctx.shopId, through) : [],
      refusedLines: await refusedLines(tx, ctx.shopId, through),
      deliveries: open.deliveries > 0 ? await openDeliveries(tx, ctx.shopId, through) : [],
      gathering: await countGathering(tx, { through, today }),
      leftBehind: await countLeftBehind(tx, { through, closedThrough }),
    };
  });
}

const nothing = {
  problems: [],
  working: [],
  needsValue: [],
  refusedLines: 0,
  deliveries: [],
  gathering: 0,
  leftBehind: 0,
};

async function openDeliveries(tx: Tx, shopId: string, through: Day): Promise<OpenDelivery[]> {
  return tx.$queryRaw<OpenDelivery[]>`
    SELECT d.id, d.reference, to_char(d.accounting_date, 'YYYY-MM-DD') AS day,
      b.organisation_name AS organisation
    FROM book b JOIN delivery d ON d.shop_id = b.shop_id AND d.book_id = b.id
    WHERE b.shop_id = ${shopId}::uuid AND b.state <> 'disconnected'
      AND b.method <> 'reports-only' AND (d.state = 'sent' OR d.accounting_date >= b.starts_on)
      AND d.state IN ('waiting', 'sent', 'rejected') AND d.scope <> 'test'
      AND d.accounting_date <= ${through}::date
    ORDER BY d.state, d.accounting_date, d.reference LIMIT ${limits.tasksShown}`;
}

type DocumentRow = { id: string; number: number; eventDate: Day; title: string };

async function working(tx: Tx, shopId: string, through: Day): Promise<OpenDocument[]> {
  const rows = await tx.$queryRaw<DocumentRow[]>`
    SELECT d.id, d.number, to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", l.title
    FROM document d
    JOIN document_line l ON l.shop_id = d.shop_id AND l.document_id = d.id AND l.position = 0
    WHERE d.shop_id = ${shopId}::uuid AND d.state = 'working' AND d.event_date <= ${through}::date
    ORDER BY d.number LIMIT ${limits.tasksShown}`;
  return rows.map(toDocument);
}

async function needsValue(tx: Tx, shopId: string, through: Day): Promise<OpenDocument[]> {
  const rows = await tx.$queryRaw<DocumentRow[]>`
    SELECT d.id, d.number, to_char(d.event_date, 'YYYY-MM-DD') AS "eventDate", min(l.title) AS title
    FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
    WHERE l.shop_id = ${shopId}::uuid AND l.fate = 'applied' AND l.unit_cost IS NULL
      AND l.reverses_line_id IS NULL AND d.event_date <= ${through}::date
    GROUP BY d.id, d.number, d.event_date ORDER BY d.number LIMIT ${limits.tasksShown}`;
  return rows.map(toDocument);
}

function toDocument({ number, ...row }: DocumentRow): OpenDocument {
  return { ...row, number: documentNumberOf(number) };
}

async function refusedLines(tx: Tx, shopId: string, through: Day): Promise<number> {
  const rows = await tx.$queryRaw<{ lines: number }[]>`
    SELECT count(*)::int AS lines
    FROM document_line l JOIN document d ON d.shop_id = l.shop_id AND d.id = l.document_id
    WHERE l.shop_id = ${shopId}::uuid AND l.fate = 'refused' AND l.acknowledged_at IS NULL
      AND d.event_date <= ${through}::date`;
  return rows[0]?.lines ?? 0;
}

async function history(tx: Tx, shopId: string): Promise<ClosingRow[]> {
  const rows = await tx.$queryRaw<(Omit<ClosingRow, "at"> & { at: Date })[]>`
    SELECT c.id, to_char(c.through, 'YYYY-MM-DD') AS through, to_char(c.was, 'YYYY-MM-DD') AS was, c.cause,
      p.name AS person, c.at
    FROM closing c LEFT JOIN person p ON p.shop_id = c.shop_id AND p.user_id = c.person_id
    WHERE c.shop_id = ${shopId}::uuid ORDER BY c.at DESC LIMIT ${limits.closingsShown}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
