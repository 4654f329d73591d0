import { insertAuditEvent } from "#app/db/audit-events.ts";
import { listNumbers } from "#app/db/documents.ts";
import { inShopTransaction } from "#app/db/in-shop-transaction.ts";
import type { SelectionCommand } from "#app/domain/list/selection-command.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import { ticketOf } from "../evidence/open-address.ts";
import { seesCost } from "../shop/see-cost.ts";
import type { ShopContext } from "../shop-context.ts";

/** What a ticket for a file of documents opens. */
export type DocumentsFile = { chosen: { numbers: number[] } | { query: string }; seesCost: boolean };

const KIND = "documents";

/** An address of the file, good for a while; that it was given out, and for what, is in the trail. */
export async function grantDocumentsFile(
  ctx: ShopContext,
  wish: SelectionCommand,
): Promise<Result<{ ticket: string }>> {
  const { person } = ctx;
  if (!person) return refuse({ code: "may-not-write-off" });
  const sees = await seesCost(ctx, { ask: true });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ ticket: string }>> => {
    const numbers = "ids" in wish ? await listNumbers(tx, wish.ids) : null;
    if (numbers?.length === 0) return refuse({ code: "nothing-to-export" });
    await insertAuditEvent(tx, ctx.shopId, {
      id: ctx.ids.next(),
      kind: "documents-exported",
      subjectId: ctx.shopId,
      personId: person.userId,
      at: ctx.clock.now().toISOString(),
      facts: { documents: numbers?.length ?? null, filtered: numbers === null },
    });
    const what = "query" in wish ? ["query", wish.query] : ["numbers", (numbers ?? []).join()];
    return ok({ ticket: await ticketOf(ctx, tx, [KIND, sees ? "cost" : "units", ...what].join(" ")) });
  });
}

/** Null for a ticket that opens something else. */
export function documentsFileOf(opens: string): DocumentsFile | null {
  const [, sight, by, told = ""] = /^documents (cost|units) (query|numbers) (.*)$/s.exec(opens) ?? [];
  if (!by) return null;
  const chosen = by === "query" ? { query: told } : { numbers: told.split(",").map(Number) };
  return { chosen, seesCost: sight === "cost" };
}
