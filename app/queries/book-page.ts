import { listAccounts, listDimensions } from "#app/db/book-charts.ts";
import { listAccountMappings, listDimensionMarks } from "#app/db/book-mappings.ts";
import { type BookRow, findBook } from "#app/db/books.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { type Cadence, isStockKind, type Method, type StockBooker, startOf } from "#app/domain/book/book.ts";
import type { DeliveryState, Drift, Trouble } from "#app/domain/book/delivery.ts";
import { type Day, dayIn } from "#app/domain/dates.ts";
import { ACCOUNT_ROLES, type AccountRole } from "#app/domain/journal/account-role.ts";
import type { BookAccount, BookDimension } from "#app/ports/book.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { type BookSummary, bookSummary } from "./book-list.ts";

export type BookPage = {
  book: BookSummary;
  shopCurrency: string;
  timeZone: string;
  today: Day;
  tracksStock: boolean | null;
  terms: {
    /** Null until somebody has said so. */
    stockBookedBy: StockBooker | null;
    method: Method;
    cadence: Cadence;
    startsOn: Day;
    isAgreed: boolean;
  };
  roles: RoleMapping[];
  accounts: AccountChoice[];
  dimensions: { id: string; name: string; options: { id: string; name: string }[] }[];
  marks: MarkView[];
  subjects: { location: Named[]; reason: Named[] };
  tests: TestView[];
};

type Named = { id: string; name: string };
export type RoleMapping = {
  role: AccountRole;
  accountId: string | null;
  /** What is mapped but takes no journal now. */
  goneName: string | null;
  /** Some reason or rule leads to it. */
  isUsed: boolean;
};
export type AccountChoice = { id: string; label: string; isStock: boolean };
export type MarkView = {
  subjectKind: "location" | "reason";
  subjectId: string;
  subjectName: string;
  dimensionId: string;
  dimensionName: string;
  optionName: string;
};
export type TestView = {
  id: string;
  reference: string;
  isReversal: boolean;
  state: DeliveryState;
  trouble: Trouble | null;
  drift: Drift | null;
  address: string | null;
};

/** Everything a book is set up with, and what can be chosen for it; null when there is no such book. */
export async function bookPage(ctx: ShopContext, bookId: string): Promise<BookPage | null> {
  const summary = await bookSummary(ctx, bookId);
  if (!summary) return null;
  const today = dayIn(ctx.shop.timeZone, ctx.clock.now());
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const book = await findBook(tx, bookId);
    if (!book) return null;
    const chart = await listAccounts(tx, bookId);
    const dimensions = await listDimensions(tx, bookId);
    const subjects = await subjectsOf(tx, ctx.shopId);
    const { closedThrough } = await findPlanningSettings(tx);
    return {
      book: summary,
      shopCurrency: ctx.shop.currency,
      timeZone: ctx.shop.timeZone,
      today,
      tracksStock: book.tracksStock,
      terms: termsOf(book, startOf({ today, lockDate: book.lockDate, closedThrough })),
      roles: await rolesOf(tx, ctx.shopId, bookId, chart.filter(isUsable(ctx.shop.currency)), chart),
      accounts: chart.filter(isUsable(ctx.shop.currency)).map((account) => ({
        id: account.id,
        label: labelOf(account),
        isStock: isStockKind(account.kind),
      })),
      dimensions: dimensions.flatMap(({ options, ...dimension }) => {
        const active = options.filter(({ isActive }) => isActive).map(({ id, name }) => ({ id, name }));
        return active.length > 0 ? [{ ...dimension, options: active }] : [];
      }),
      marks: await marksOf(tx, bookId, dimensions, subjects),
      subjects,
      tests: await testsOf(tx, ctx.shopId, bookId),
    };
  });
}

function termsOf(book: BookRow, startsOn: Day): BookPage["terms"] {
  const { stockBookedBy, method, cadence } = book;
  const isAgreed = book.startsOn !== null && stockBookedBy !== null;
  return { stockBookedBy, method, cadence, startsOn: book.startsOn ?? startsOn, isAgreed };
}

function isUsable(currency: string) {
  return (account: BookAccount) =>
    account.isActive && account.isPostable && (account.currency === null || account.currency === currency);
}

function labelOf({ code, name }: BookAccount): string {
  return [code, name].filter(Boolean).join(" ");
}

async function rolesOf(
  tx: Tx,
  shopId: string,
  bookId: string,
  usable: BookAccount[],
  chart: BookAccount[],
): Promise<RoleMapping[]> {
  const mapped = await listAccountMappings(tx, bookId);
  const used = await tx.$queryRaw<{ role: string }[]>`
    SELECT debit_role AS role FROM reason WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL
    UNION SELECT material_role FROM reason
     WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL AND material_role IS NOT NULL
    UNION SELECT role FROM account_rule WHERE shop_id = ${shopId}::uuid
    UNION SELECT 'inventory'`;
  const usedRoles = new Set(used.map(({ role }) => role));
  return ACCOUNT_ROLES.map((role) => {
    const account = chart.find(({ id }) => id === mapped.get(role)) ?? null;
    const isOpen = usable.some(({ id }) => id === account?.id);
    return {
      role,
      accountId: account && isOpen ? account.id : null,
      goneName: account && !isOpen ? labelOf(account) : null,
      isUsed: usedRoles.has(role),
    };
  });
}

async function marksOf(
  tx: Tx,
  bookId: string,
  dimensions: BookDimension[],
  subjects: BookPage["subjects"],
): Promise<MarkView[]> {
  const marks = await listDimensionMarks(tx, bookId);
  return marks.map(({ subjectKind, subjectId, dimensionId, optionId }) => {
    const dimension = dimensions.find(({ id }) => id === dimensionId);
    return {
      subjectKind,
      subjectId,
      subjectName: subjects[subjectKind].find(({ id }) => id === subjectId)?.name ?? subjectId,
      dimensionId,
      dimensionName: dimension?.name ?? dimensionId,
      optionName: dimension?.options.find(({ id }) => id === optionId)?.name ?? optionId,
    };
  });
}

async function subjectsOf(tx: Tx, shopId: string): Promise<BookPage["subjects"]> {
  const location = await tx.$queryRaw<Named[]>`
    SELECT location_id AS id, name FROM location_mirror WHERE shop_id = ${shopId}::uuid
    ORDER BY is_active DESC, name, location_id`;
  const reason = await tx.$queryRaw<Named[]>`
    SELECT id, label AS name FROM reason WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL
    ORDER BY position, id`;
  return { location, reason };
}

/** The last test and its reversal, the test first. */
async function testsOf(tx: Tx, shopId: string, bookId: string): Promise<TestView[]> {
  const rows = await tx.$queryRaw<TestView[]>`
    SELECT id, reference, reverses_id IS NOT NULL AS "isReversal", state, trouble, drift,
      remote_address AS address
    FROM delivery WHERE shop_id = ${shopId}::uuid AND book_id = ${bookId}::uuid AND scope = 'test'
    ORDER BY created_at DESC, reference DESC LIMIT 2`;
  return rows.reverse();
}
