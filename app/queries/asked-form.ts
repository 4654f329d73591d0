import { type FormSource, listFormLevels } from "#app/db/form-sources.ts";
import { inShop, type Tx } from "#app/db/in-shop-transaction.ts";
import { findRequest, type RequestHead } from "#app/db/requests.ts";
import { isOpen } from "#app/domain/approval/request.ts";
import { contentOf } from "#app/domain/draft/content-of.ts";
import { isUuid } from "#app/domain/ids.ts";
import { limits } from "#app/domain/limits.ts";
import { parseWriteOffCommand, type WriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import type { OwnDraftView } from "./own-draft.ts";

/** The form a request was filled in from, for who asked and while nobody has decided. */
export type AskedForm = { kept: OwnDraftView; revision: number };

export async function askedForm(ctx: ShopContext, id: string): Promise<AskedForm | null> {
  if (!isUuid(id)) return null;
  return inShop(ctx.database, ctx.shopId, async (tx) => {
    const request = await findRequest(tx, id);
    const isOwn = request?.requester === ctx.person?.userId;
    if (!request || !isOwn || !isOpen(request.state) || request.kind !== "write-off") return null;
    const command = parseWriteOffCommand(request.command);
    if (!command.ok) return null;
    const content = await contentFor(ctx, tx, request, command.value);
    return { kept: { id, revision: 0, content, over: null }, revision: request.revision };
  });
}

async function contentFor(
  ctx: ShopContext,
  tx: Tx,
  { id, revision, incidentId }: Pick<RequestHead, "id" | "revision" | "incidentId">,
  command: WriteOffCommand,
) {
  const sources = await askedSources(tx, { id, revision });
  const itemIds = [...new Set(sources.map((source) => source.itemId))];
  const levels = await listFormLevels(tx, itemIds, limits.draftLevelsPerLine - 1);
  const said = sources.map((source, position) => ({
    ...source,
    theftClass: command.lines[position]?.theftClass ?? null,
    draftLineId: command.lines[position]?.draftLineId ?? null,
  }));
  const content = contentOf(said, levels, () => ctx.ids.next());
  const lines = content.lines.map((line, position) => ({
    ...line,
    cost: command.lines[position]?.unitCost ?? null,
    salvage: command.lines[position]?.salvage ?? "",
  }));
  const { note = "", eventDate = "" } = command;
  return { ...content, lines, note, eventDate, incidentId: incidentId ?? "" };
}

async function askedSources(tx: Tx, { id, revision }: { id: string; revision: number }) {
  return tx.$queryRaw<Omit<FormSource, "theftClass" | "draftLineId">[]>`
    SELECT l.item_id AS "itemId", i.variant_id AS "variantId", i.product_id AS "productId", l.title,
           l.variant_title AS "variantTitle", l.sku, coalesce(i.barcode, '') AS barcode,
           l.image_url AS "imageUrl", l.location_id AS "locationId", l.location_name AS "locationName",
           l.taken_from AS "takenFrom", l.quantity, l.reason_id AS "reasonId", l.disposal, l.note
      FROM request_line l
      LEFT JOIN item_mirror i ON i.shop_id = l.shop_id AND i.item_id = l.item_id
     WHERE l.request_id = ${id}::uuid AND l.revision = ${revision} ORDER BY l.position`;
}
