import { inShop } from "#app/db/in-shop-transaction.ts";
import { isUuid } from "#app/domain/ids.ts";
import { openAddress, ticketOf } from "../evidence/open-address.ts";
import type { ShopContext } from "../shop-context.ts";

const KIND = "disposal-note";

export type OpenedNote = { shop: { id: string; name: string }; documentId: string; locale: string };

/**
 * An address for each document's note, for a while: a print dialog may fetch it without saying who prints. It
 * says nothing of money, so whoever may see the document may hand it to whoever takes the goods.
 */
export async function grantNotes(ctx: ShopContext, documentIds: string[]): Promise<Map<string, string>> {
  const locale = ctx.person?.locale ?? "";
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const tickets = new Map<string, string>();
    for (const id of documentIds) tickets.set(id, await ticketOf(ctx, tx, `${KIND} ${id} ${locale}`));
    return tickets;
  });
}

/** Null for what we never gave out, and for what is over. */
export async function openNote(...given: Parameters<typeof openAddress>): Promise<OpenedNote | null> {
  const opened = await openAddress(...given);
  const [kind, documentId = "", locale = ""] = opened?.opens.split(" ") ?? [];
  if (!opened || kind !== KIND || !isUuid(documentId)) return null;
  return { shop: { id: opened.shop.id, name: opened.shop.name }, documentId, locale };
}
