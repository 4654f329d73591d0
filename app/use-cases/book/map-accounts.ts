import { listAccounts, listDimensions } from "#app/db/book-charts.ts";
import {
  type DimensionMark,
  deleteAccountMappings,
  deleteDimensionMark,
  listAccountMappings,
  upsertAccountMappings,
  upsertDimensionMark,
} from "#app/db/book-mappings.ts";
import { lockBook } from "#app/db/books.ts";
import { releaseTroubled } from "#app/db/deliveries.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { isStockKind, type Method } from "#app/domain/book/book.ts";
import type { AccountRole } from "#app/domain/journal/account-role.ts";
import type { Problem } from "#app/domain/problem.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { BookAccount } from "#app/ports/book.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob } from "./book-of.ts";

/** Which account of the book each of our roles is; null takes one away. What waited for it goes on. */
export async function mapAccounts(
  ctx: ShopContext,
  command: { bookId: string; mappings: { role: AccountRole; accountId: string | null }[] },
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const { bookId, mappings } = command;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ bookId: string }>> => {
    const book = await lockBook(tx, bookId);
    if (!book) return refuse({ code: "not-found" });
    const set = mappings.filter(
      (one): one is { role: AccountRole; accountId: string } => one.accountId !== null,
    );
    const after = new Map([...(await listAccountMappings(tx, bookId)), ...mappings.map(pairOf)]);
    const chart = await listAccounts(tx, bookId);
    const problem =
      problemOf(set, chart, after, ctx.shop.currency) ?? stockProblemOf(set, chart, book.method);
    if (problem) return refuse(problem);
    await upsertAccountMappings(tx, ctx.shopId, bookId, set);
    await deleteAccountMappings(
      tx,
      bookId,
      mappings.filter((one) => one.accountId === null).map((one) => one.role),
    );
    if ((await releaseTroubled(tx, bookId, ["mapping"])) > 0) await insertDeliverJob(tx, bookId, 0);
    const facts = Object.fromEntries(mappings.map(pairOf));
    await noteAct(ctx, tx, { kind: "book-accounts-mapped", subjectId: bookId, facts });
    return ok({ bookId });
  });
}

function pairOf({ role, accountId }: { role: AccountRole; accountId: string | null }) {
  return [role, accountId] as const;
}

/** No account is its own contra: the goods and a loss are never the same one. */
function problemOf(
  set: { role: AccountRole; accountId: string }[],
  chart: BookAccount[],
  after: Map<AccountRole, string | null>,
  currency: string,
): Problem | null {
  const accounts = new Map(chart.map((account) => [account.id, account]));
  for (const { role, accountId } of set) {
    const account = accounts.get(accountId);
    const facts = { account: account?.name ?? accountId };
    if (!account) return { code: "unknown-book-account", at: [role], facts };
    const isForeign = account.currency !== null && account.currency !== currency;
    if (!account.isActive || !account.isPostable || isForeign)
      return { code: "account-not-postable", at: [role], facts };
  }
  const goods = after.get("inventory");
  for (const [role, accountId] of after)
    if (goods && role !== "inventory" && accountId === goods)
      return {
        code: "account-not-postable",
        at: [role],
        facts: { account: accounts.get(goods)?.name ?? goods },
      };
  return null;
}

/** Books that keep no stock get a reclass: crediting an account of stock there would make one of nothing. */
function stockProblemOf(
  set: { role: AccountRole; accountId: string }[],
  chart: BookAccount[],
  method: Method,
): Problem | null {
  const credited = set.find(({ role }) => role === "inventory")?.accountId;
  const account = chart.find(({ id }) => id === credited);
  return method === "reclass" && account && isStockKind(account.kind)
    ? { code: "no-stock-account", at: ["inventory"], facts: { account: account.name } }
    : null;
}

/** How lines of a location, or of a reason, are marked in the book. */
export async function mapDimension(
  ctx: ShopContext,
  command: { bookId: string } & Omit<DimensionMark, "optionId"> & { optionId: string | null },
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const { bookId, optionId, ...subject } = command;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ bookId: string }>> => {
    if (!(await lockBook(tx, bookId))) return refuse({ code: "not-found" });
    if (optionId === null) {
      await deleteDimensionMark(tx, bookId, subject);
    } else {
      const dimension = (await listDimensions(tx, bookId)).find(({ id }) => id === subject.dimensionId);
      if (!dimension?.options.some((option) => option.id === optionId && option.isActive))
        return refuse({ code: "unknown-book-account", at: ["optionId"], facts: { account: optionId } });
      await upsertDimensionMark(tx, ctx.shopId, bookId, { ...subject, optionId });
    }
    const facts = { ...subject, optionId };
    await noteAct(ctx, tx, { kind: "book-dimension-mapped", subjectId: bookId, facts });
    return ok({ bookId });
  });
}
