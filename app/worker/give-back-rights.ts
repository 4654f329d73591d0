import type { Pool } from "pg";
import { contextOfShop } from "#app/context.server.ts";
import {
  deleteOverSignIns,
  isLivedIn,
  listBooksLeftHalf,
  listOverSignIns,
} from "#app/db/book-housekeeping.ts";
import { limits } from "#app/domain/limits.ts";
import { forgetTokens, leaveBook } from "#app/use-cases/book/disconnect-book.ts";
import { giveBackConsent } from "#app/use-cases/book/sign-in.ts";

/** What vendors gave us that nobody uses: consents without a book, and tokens of books that have ended. */
export async function giveBackRights(owner: Pool): Promise<number> {
  for (const { shopId, bookId } of await listBooksLeftHalf(owner)) {
    const ctx = await contextOfShop(shopId);
    if (!ctx) continue;
    await leaveBook(ctx, bookId);
    await forgetTokens(ctx, bookId);
  }
  const again: string[] = [];
  for (const over of await listOverSignIns(owner)) {
    const ctx = await contextOfShop(over.shopId);
    const livedIn = (organisationId: string) => isLivedIn(owner, over.kind, organisationId);
    if (ctx && !(await giveBackConsent(ctx, over, livedIn))) again.push(over.id);
  }
  return deleteOverSignIns(owner, again, limits.consentKeptDays);
}
