import { listAccounts, listDimensions } from "#app/db/book-charts.ts";
import { type BookRow, findBook } from "#app/db/books.ts";
import { type DeliveryRow, listOpenDeliveries } from "#app/db/deliveries.ts";
import { listLastBodies } from "#app/db/delivery-attempts.ts";
import { listEntryPostings, listPostings, listUnsentEntries } from "#app/db/delivery-entries.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { startOf } from "#app/domain/book/book.ts";
import { type Difference, differencesOf } from "#app/domain/book/difference.ts";
import { formDeliveries } from "#app/domain/book/form.ts";
import { journalOf } from "#app/domain/book/journal.ts";
import type { JournalPlan } from "#app/domain/book/plan-journal.ts";
import { type Day, dayIn } from "#app/domain/dates.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccount, BookDimension, RemoteJournal } from "#app/ports/book.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { type Planner, plannerOf } from "./gather-deliveries.ts";

/** One journal as it would be sent now. */
export type PreviewedDelivery = {
  /** Null: it is formed when its day or month is over, or when the book begins. */
  row: DeliveryRow | null;
  date: Day;
  plan: JournalPlan;
  /** What stands in the book under its number; null: there is no number yet, or nobody could look. */
  held: RemoteJournal[] | null;
  /** Against what was last sent of it. */
  changed: Difference[] | null;
};

export type DeliveriesPreview = {
  book: BookRow;
  previews: PreviewedDelivery[];
  hasMore: boolean;
  /** Whether the book was asked and answered. */
  isRead: boolean;
  accounts: BookAccount[];
  dimensions: BookDimension[];
};

/** Exactly what would be sent, beside what the book holds now. Nothing is sent, drawn or kept. */
export async function previewDeliveries(
  ctx: ShopContext,
  { bookId, only }: { bookId: string; only: string | null },
): Promise<Result<DeliveriesPreview>> {
  const bar = await barredFromMoney(ctx, "see-journal");
  if (bar) return refuse(bar);
  const planned = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const book = await findBook(tx, bookId);
    if (!book) return null;
    if (!ctx.books.offered.some(({ kind }) => kind === book.kind)) return { book, previews: [] };
    return { book, previews: await plan(ctx, tx, book, only), ...(await chartOf(tx, bookId)) };
  });
  if (!planned) return refuse({ code: "not-found" });
  if (!("accounts" in planned)) return refuse({ code: "book-not-offered" });
  const { book, accounts, dimensions } = planned;
  const previews = planned.previews.slice(0, limits.deliveriesPreviewed);
  const references = previews.flatMap(({ row }) => (row ? [row.reference] : []));
  const held = await heldUnder(ctx, book, references);
  return ok({
    book,
    previews: previews.map((one) => ({
      ...one,
      held: one.row ? (held?.filter(({ reference }) => reference === one.row?.reference) ?? null) : null,
    })),
    hasMore: planned.previews.length > limits.deliveriesPreviewed,
    isRead: held !== null,
    accounts,
    dimensions,
  });
}

async function chartOf(tx: Tx, bookId: string) {
  return { accounts: await listAccounts(tx, bookId), dimensions: await listDimensions(tx, bookId) };
}

type Planned = Omit<PreviewedDelivery, "held">;

async function plan(ctx: ShopContext, tx: Tx, book: BookRow, only: string | null): Promise<Planned[]> {
  if (book.method === "reports-only") return [];
  const most = limits.deliveriesPreviewed + 1;
  const rows = await listOpenDeliveries(tx, book.id, { only, most });
  const capabilities = ctx.books.capabilitiesOf(book.kind);
  const planner = await plannerOf(tx, { book, capabilities, locale: ctx.shop.locale }, rows);
  const postings = await listPostings(
    tx,
    rows.map(({ id }) => id),
  );
  const bodies = await listLastBodies(
    tx,
    rows.map(({ id }) => id),
  );
  const formed = rows.map((row): Planned => {
    const planned = planner.plan(row, postings.get(row.id) ?? []);
    const body = bodies.get(row.id);
    const changed = body && planned.ok ? differencesOf(planned.journal, journalOf(body)) : null;
    return { row, date: row.remoteDate ?? row.accountingDate, plan: planned, changed };
  });
  return only ? formed : [...formed, ...(await unformed(ctx, tx, book, planner))];
}

/** As the forming would do it, if today were over: what is still gathered is shown too. */
async function unformed(ctx: ShopContext, tx: Tx, book: BookRow, planner: Planner): Promise<Planned[]> {
  const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
  const { closedThrough } = await findPlanningSettings(tx);
  const startsOn = book.startsOn ?? startOf({ today, lockDate: book.lockDate, closedThrough });
  const queued = await listUnsentEntries(tx, book.id, { startsOn, most: limits.entriesPerDelivery });
  const { cadence, currency } = book;
  const { linesMax } = ctx.books.capabilitiesOf(book.kind);
  const groups = formDeliveries(queued, { cadence, today: "9999-12-31", linesMax });
  const shown = groups.slice(0, limits.deliveriesPreviewed + 1);
  const postings = await listEntryPostings(
    tx,
    shown.flatMap(({ entryIds }) => entryIds),
  );
  return shown.map(({ accountingDate, entryIds }) => {
    const ofEntries = entryIds.flatMap((id) => postings.get(id) ?? []);
    const row = { reference: "", scope: cadence, currency, reversesId: null, accountingDate };
    const planned = planner.plan({ ...row, remoteDate: null }, ofEntries);
    return { row: null, date: accountingDate, plan: planned, changed: null };
  });
}

async function heldUnder(
  ctx: ShopContext,
  book: BookRow,
  references: string[],
): Promise<RemoteJournal[] | null> {
  if (references.length === 0) return [];
  if (book.state !== "connected" && book.state !== "setting-up") return null;
  try {
    return await ctx.books.open(book).findByReferences(references);
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, bookId: book.id }, "A book could not be looked at for a preview");
    return null;
  }
}
