import { replaceAccounts, replaceDimensions } from "#app/db/book-charts.ts";
import { listAccountMappings, upsertAccountMappings } from "#app/db/book-mappings.ts";
import { deleteBookSignIn } from "#app/db/book-sign-ins.ts";
import { upsertBookTokens } from "#app/db/book-tokens.ts";
import {
  findBook,
  findBookOfOrganisation,
  insertBook,
  markConnectedAgain,
  markDescribed,
} from "#app/db/books.ts";
import { queueBacklog } from "#app/db/delivery-entries.ts";
import { inShopTransaction, isUniqueViolation } from "#app/db/in-shop-transaction.ts";
import { prefixOf } from "#app/domain/book/book.ts";
import { suggestAccounts } from "#app/domain/book/suggest-accounts.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccount, BookDimension, BookOrganisation } from "#app/ports/book.ts";
import { noteAct } from "../audit/note-act.ts";
import { barredFromMoney } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob, insertFormJob } from "./book-of.ts";
import { readSignInAnswer, type SignInAnswer } from "./sign-in.ts";

type Seen = { organisation: BookOrganisation; accounts: BookAccount[]; dimensions: BookDimension[] };

/**
 * Joins one organisation to this shop, with its chart and a first guess at the accounts. Nothing is sent
 * until somebody has said from when, and whether another books the same stock. An organisation that was
 * connected before is the same book: its prefix, its numbers, and what was delivered stay.
 */
export async function connectBook(
  ctx: ShopContext,
  command: { signInId: string; organisationId: string },
): Promise<Result<{ bookId: string }>> {
  const bar = await barredFromMoney(ctx, "keep-books");
  if (bar) return refuse(bar);
  const answer = await readSignInAnswer(ctx, command.signInId);
  const known = answer?.organisations.some(({ remoteId }) => remoteId === command.organisationId);
  if (!answer || !known) return refuse({ code: "sign-in-over" });
  const seen = await look(ctx, answer, command.organisationId);
  if (!seen) return refuse({ code: "book-unreachable" });
  const { currency } = seen.organisation;
  if (currency !== ctx.shop.currency)
    return refuse({ code: "book-currency", facts: { book: currency, shop: ctx.shop.currency } });
  for (let tries = 1; ; tries += 1) {
    try {
      const bookId = await join(ctx, command.signInId, answer, seen);
      return bookId === null ? refuse({ code: "sign-in-over" }) : ok({ bookId });
    } catch (error) {
      // Another book drew the same four signs: draw again. What never ends is something else, and a bug.
      if (!isUniqueViolation(error) || tries >= limits.prefixDrawsMax) throw error;
    }
  }
}

async function look(
  ctx: ShopContext,
  { kind, tokens }: SignInAnswer & { kind: Parameters<ShopContext["books"]["openWith"]>[0] },
  organisationId: string,
): Promise<Seen | null> {
  const port = ctx.books.openWith(kind, organisationId, tokens);
  try {
    const organisation = await port.describe();
    return { organisation, accounts: await port.listAccounts(), dimensions: await port.listDimensions() };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    ctx.log.warn({ error, kind }, "A book could not be read when it was connected");
    return null;
  }
}

async function join(
  ctx: ShopContext,
  signInId: string,
  { kind, tokens }: Awaited<ReturnType<typeof readSignInAnswer>> & object,
  { organisation, accounts, dimensions }: Seen,
): Promise<string | null> {
  const connectedBy = ctx.person?.userId ?? "";
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    // One consent makes one book: two would spend each other's refresh token.
    if (!(await deleteBookSignIn(tx, signInId))) return null;
    const before = await findBookOfOrganisation(tx, { kind, organisationId: organisation.remoteId });
    const id = before?.id ?? ctx.ids.next();
    if (before) {
      await markDescribed(tx, id, organisation);
      await markConnectedAgain(tx, id, connectedBy);
    } else {
      await insertBook(tx, ctx.shopId, {
        id,
        kind,
        prefix: prefixOf(ctx.ids.next()),
        connectedBy,
        organisation,
      });
    }
    await upsertBookTokens(tx, ctx.shopId, id, ctx.books.seal(id, tokens));
    await replaceAccounts(tx, ctx.shopId, id, accounts);
    await replaceDimensions(tx, ctx.shopId, id, dimensions);
    const mapped = await listAccountMappings(tx, id);
    const guesses = [...suggestAccounts(accounts)].filter(([role]) => !mapped.has(role));
    await upsertAccountMappings(
      tx,
      ctx.shopId,
      id,
      guesses.map(([role, accountId]) => ({ role, accountId })),
    );
    const book = await findBook(tx, id);
    if (book?.state === "connected" && book.startsOn) {
      // What was booked while it was disconnected is delivered now.
      await queueBacklog(tx, ctx.shopId, id, book.startsOn);
      await insertFormJob(tx);
      await insertDeliverJob(tx, id, 0);
    }
    await noteAct(ctx, tx, {
      kind: "book-connected",
      subjectId: id,
      facts: { kind, organisationId: organisation.remoteId, again: before !== null },
    });
    return id;
  });
}
