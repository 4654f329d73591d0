import { listAccounts, listDimensions } from "#app/db/book-charts.ts";
import { type BookRow, findBook } from "#app/db/books.ts";
import { type DeliveryRow, findDelivery } from "#app/db/deliveries.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import type { BookState } from "#app/domain/book/book.ts";
import type { DeliveryScope, DeliveryState, Drift, Trouble } from "#app/domain/book/delivery.ts";
import { type Way, waysToday } from "#app/domain/book/resolution.ts";
import { type Day, dayIn } from "#app/domain/dates.ts";
import { isUuid } from "#app/domain/ids.ts";
import type { BookAccount } from "#app/ports/book.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import {
  attemptsOf,
  changesOf,
  entriesOf,
  type SentView,
  type ShelfChange,
  toSentView,
} from "./delivery-parts.ts";
import { type DifferenceView, toDifferenceViews } from "./difference-view.ts";
import type { EntryView } from "./entry-view.ts";

export type DeliveryPage = {
  delivery: DeliveryView;
  book: {
    id: string;
    vendor: string;
    organisationName: string;
    state: BookState;
    isPaused: boolean;
    /** The book takes nothing from before this day. */
    startsOn: Day | null;
  };
  /** What a person can do about it, best first. */
  ways: Way[];
  entries: EntryView[];
  changes: ShelfChange[];
  attempts: SentView[];
  today: Day;
  timeZone: string;
};

export type DeliveryView = {
  id: string;
  reference: string;
  scope: DeliveryScope;
  state: DeliveryState;
  trouble: Trouble | null;
  facts: TroubleFacts;
  drift: Drift | null;
  differences: DifferenceView[];
  accepted: { drift: Drift; note: string; by: string } | null;
  accountingDate: Day;
  remoteDate: Day | null;
  entryCount: number;
  createdAt: string;
  settledAt: string | null;
  address: string | null;
  lockDate: Day | null;
};

/** Why it was refused: our own reasons, or what the vendor said. */
export type TroubleFacts = {
  accounts?: string[];
  date?: string;
  lockDate?: string;
  text?: string;
  /** It would be longer than the book takes. */
  lines?: string;
  most?: string;
  note?: string;
  by?: string;
};

/** One delivery with what it is made of and all that was sent; the book's side is read by itself. */
export function deliveryPage(ctx: ShopContext, deliveryId: string): Promise<DeliveryPage | null> {
  if (!isUuid(deliveryId)) return Promise.resolve(null);
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const row = await findDelivery(tx, deliveryId);
    const book = row && (await findBook(tx, row.bookId));
    if (!row || !book) return null;
    const chart = {
      accounts: await listAccounts(tx, book.id),
      dimensions: await listDimensions(tx, book.id),
    };
    const attempts = await attemptsOf(tx, ctx.shopId, row.id);
    const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
    return {
      delivery: await viewOf(tx, ctx.shopId, row, book, chart.accounts),
      book: {
        id: book.id,
        vendor: ctx.books.offered.find(({ kind }) => kind === book.kind)?.name ?? book.kind,
        organisationName: book.organisationName,
        state: book.state,
        isPaused: book.pausedAt !== null,
        startsOn: book.startsOn,
      },
      ways: waysToday(row, { today, lockDate: book.lockDate }),
      entries: await entriesOf(tx, ctx.shopId, row.id),
      changes: await changesOf(tx, ctx.shopId, row.id),
      attempts: attempts.map((attempt) => toSentView(attempt, chart)),
      today,
      timeZone: ctx.shop.timeZone,
    };
  });
}

type More = {
  entryCount: number;
  createdAt: Date;
  settledAt: Date | null;
  address: string | null;
  troubleFacts: (TroubleFacts & { roles?: string[]; personId?: string }) | null;
  names: Record<string, string>;
};

async function viewOf(
  tx: Tx,
  shopId: string,
  row: DeliveryRow,
  book: BookRow,
  accounts: BookAccount[],
): Promise<DeliveryView> {
  const [more] = await tx.$queryRaw<More[]>`
    SELECT d.entry_count AS "entryCount", d.created_at AS "createdAt", d.settled_at AS "settledAt",
      d.remote_address AS address, d.trouble_facts AS "troubleFacts",
      (SELECT coalesce(json_object_agg(x.key, x.name), '{}') FROM (
        SELECT a.role AS key, a.name FROM account a WHERE a.shop_id = d.shop_id
          AND d.trouble_facts->'roles' ? a.role
        UNION ALL SELECT p.user_id, p.name FROM person p WHERE p.shop_id = d.shop_id
          AND p.user_id IN (d.trouble_facts->>'personId', d.drift_facts->>'personId')) x) AS names
    FROM delivery d WHERE d.shop_id = ${shopId}::uuid AND d.id = ${row.id}::uuid`;
  const { roles = [], personId = "", ...facts } = more?.troubleFacts ?? {};
  const names = more?.names ?? {};
  const { driftFacts, reversesId: _, remoteId: __, bookId: ___, currency, ...known } = row;
  const { accepted, note = "", personId: by } = driftFacts ?? {};
  return {
    ...known,
    facts: {
      ...facts,
      ...(roles.length > 0 ? { accounts: roles.map((role) => names[role] ?? role) } : {}),
      ...(personId ? { by: names[personId] ?? "" } : {}),
    },
    differences: toDifferenceViews(driftFacts?.differences ?? [], { accounts, currency }),
    accepted: accepted ? { drift: accepted, note, by: names[by ?? ""] ?? "" } : null,
    entryCount: more?.entryCount ?? 0,
    createdAt: more?.createdAt.toISOString() ?? "",
    settledAt: more?.settledAt?.toISOString() ?? null,
    address: more?.address ?? null,
    lockDate: book.lockDate,
  };
}
