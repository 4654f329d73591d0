import { listAccounts, replaceAccounts, replaceDimensions } from "#app/db/book-charts.ts";
import {
  type BookRow,
  findBook,
  lockBook,
  markBookState,
  markChangesRead,
  markDescribed,
} from "#app/db/books.ts";
import { releaseOpened, releaseTroubled } from "#app/db/deliveries.ts";
import { listConfirmedByRemote, listConfirmedReferences } from "#app/db/drifted-deliveries.ts";
import { inShop, inShopTransaction } from "#app/db/in-shop-transaction.ts";
import { limits } from "#app/domain/limits.ts";
import { AdapterError } from "#app/ports/adapter-error.ts";
import type { BookAccount, BookPort, RemoteChange, RemoteJournal } from "#app/ports/book.ts";
import { noteAct } from "../audit/note-act.ts";
import type { ShopContext } from "../shop-context.ts";
import { insertDeliverJob } from "./book-of.ts";
import { bodiesOf, driftOf, isStanding, noteDrift, seenOf } from "./note-drift.ts";

/**
 * Looks at a book for what happened there without us: its lock date, its chart, and what became of our
 * journals. What differs is a task for a person; nothing is put right behind anybody's back.
 */
export async function watchBook(ctx: ShopContext, bookId: string): Promise<void> {
  const book = await inShop(ctx.database, ctx.shopId, (tx) => findBook(tx, bookId));
  if (book?.state !== "connected" || !ctx.books.offered.some(({ kind }) => kind === book.kind)) return;
  await lookAtBook(ctx, book);
}

/** Answers whether we are let in; where not, a book that is delivered to is signed out. */
export async function lookAtBook(ctx: ShopContext, book: BookRow): Promise<boolean> {
  const port = ctx.books.open(book);
  try {
    await describe(ctx, book, port);
    const since = book.changesReadAt ?? book.connectedAt;
    const { changes, deletionsFrom, until } = await port.changesSince(since);
    await noteChanges(ctx, book, changes);
    // The vendor has forgotten what was deleted in between: then every journal of ours is looked at. What was
    // doubled always: of the other one's end a vendor tells no more than an id we never knew.
    await lookAtOurs(ctx, book, port, deletionsFrom > since ? "any" : "doubled");
    await inShopTransaction(ctx.database, ctx.shopId, (tx) => markChangesRead(tx, book.id, until));
    return true;
  } catch (error) {
    if (!(error instanceof AdapterError) || error.kind !== "disconnected") throw error;
    await signOut(ctx, book);
    return false;
  }
}

async function describe(ctx: ShopContext, book: BookRow, port: BookPort): Promise<void> {
  const organisation = await port.describe();
  const accounts = await port.listAccounts();
  const dimensions = await port.listDimensions();
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const before = await lockBook(tx, book.id);
    const chart = await listAccounts(tx, book.id);
    await markDescribed(tx, book.id, organisation);
    await replaceAccounts(tx, ctx.shopId, book.id, accounts);
    await replaceDimensions(tx, ctx.shopId, book.id, dimensions);
    // A book of another currency takes nothing until somebody has looked at it.
    const isForeign = organisation.currency !== ctx.shop.currency;
    if (isForeign && before?.state === "connected") await markBookState(tx, book.id, "setting-up");
    // Only what has changed there: what the book refuses for a reason of its own is not sent time and again.
    const { lockDate } = organisation;
    const opened = before && before.lockDate !== lockDate ? await releaseOpened(tx, book.id, lockDate) : 0;
    const mapped = hasMore(chart, accounts) ? await releaseTroubled(tx, book.id, ["mapping"]) : 0;
    if (opened + mapped > 0) await insertDeliverJob(tx, book.id, 0);
  });
}

/** Whether the book posts to an account now that it did not take before. */
function hasMore(before: BookAccount[], after: BookAccount[]): boolean {
  const usable = (chart: BookAccount[]) => chart.filter((one) => one.isActive && one.isPostable);
  const known = new Set(usable(before).map(({ id }) => id));
  return usable(after).some(({ id }) => !known.has(id));
}

async function noteChanges(ctx: ShopContext, book: BookRow, changes: RemoteChange[]): Promise<void> {
  if (changes.length === 0) return;
  const journals = changes.flatMap((change) => (change.kind === "changed" ? [change.journal] : []));
  const deleted = changes.flatMap((change) => (change.kind === "deleted" ? [change.remoteId] : []));
  const wanted = {
    remoteIds: [...deleted, ...journals.map(({ remoteId }) => remoteId)],
    references: journals.map(({ reference }) => reference).filter((reference) => reference !== ""),
  };
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const deliveries = await listConfirmedByRemote(tx, book.id, wanted);
    const bodies = await bodiesOf(tx, deliveries);
    for (const delivery of deliveries) {
      const seen = journals.find(({ remoteId }) => remoteId === delivery.remoteId) ?? null;
      const twin = journals.find(
        (one) => one.reference === delivery.reference && one.remoteId !== delivery.remoteId,
      );
      if (!seen && !twin && !deleted.includes(delivery.remoteId ?? "")) continue;
      const isDoubled = twin !== undefined && isStanding(twin);
      // Whether the other is gone is not told here.
      if (delivery.drift === "doubled" && !isDoubled) continue;
      const drift = isDoubled
        ? { drift: "doubled" as const, differences: [], journal: seen }
        : driftOf(bodies.get(delivery.id), seen);
      if (seen || isDoubled || deleted.includes(delivery.remoteId ?? ""))
        await noteDrift(ctx, tx, delivery, drift);
    }
  });
}

async function lookAtOurs(
  ctx: ShopContext,
  book: BookRow,
  port: BookPort,
  drift: "any" | "doubled",
): Promise<void> {
  for (let after = ""; ; ) {
    const page = { drift, after, most: limits.referencesPerLook };
    const references = await inShop(ctx.database, ctx.shopId, (tx) =>
      listConfirmedReferences(tx, book.id, page),
    );
    const last = references.at(-1);
    if (last === undefined) return;
    const held = await port.findByReferences(references);
    held.push(...(await renumbered(ctx, book, port, references, held)));
    await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
      const deliveries = await listConfirmedByRemote(tx, book.id, { remoteIds: [], references });
      const bodies = await bodiesOf(tx, deliveries);
      for (const delivery of deliveries)
        await noteDrift(ctx, tx, delivery, seenOf(delivery, bodies.get(delivery.id), held));
    });
    after = last;
  }
}

/** A number is the bookkeeper's to change: what is not found under ours is asked for by its own name. */
async function renumbered(
  ctx: ShopContext,
  book: BookRow,
  port: BookPort,
  references: string[],
  held: RemoteJournal[],
): Promise<RemoteJournal[]> {
  const wanted = { remoteIds: [], references };
  const ours = await inShop(ctx.database, ctx.shopId, (tx) => listConfirmedByRemote(tx, book.id, wanted));
  const known = new Set(held.map(({ remoteId }) => remoteId));
  const found: RemoteJournal[] = [];
  for (const { remoteId } of ours) {
    const journal = remoteId !== null && !known.has(remoteId) ? await port.find(remoteId) : null;
    if (journal) found.push(journal);
  }
  return found;
}

async function signOut(ctx: ShopContext, book: BookRow): Promise<void> {
  await inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    const now = await lockBook(tx, book.id);
    if (now?.state !== "connected") return;
    await markBookState(tx, book.id, "signed-out");
    await noteAct(ctx, tx, { kind: "book-signed-out", subjectId: book.id, facts: {} });
  });
}
