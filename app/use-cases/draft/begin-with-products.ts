import { countOwnDrafts, findOwnDraft, insertOwnDraft } from "#app/db/drafts.ts";
import { listFormLevels } from "#app/db/form-sources.ts";
import { inShop, inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { listReasons } from "#app/db/reasons.ts";
import { findPlanningSettings } from "#app/db/shop-settings.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import { contentOf } from "#app/domain/draft/content-of.ts";
import type { DraftContent } from "#app/domain/draft/draft-content.ts";
import { type PlannedProducts, type ProductLine, planProducts } from "#app/domain/draft/plan-products.ts";
import type { ProductsCommand } from "#app/domain/draft/products-command.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { gatherStock, rememberStock } from "../write-off/gather-stock.ts";

export type BegunWithProducts = { id: string; content: DraftContent; left: PlannedProducts["left"] };

/** Begins a form of one's own with many products; stock is read, and nothing of it changes. */
export async function beginWithProducts(
  ctx: ShopContext,
  command: ProductsCommand,
): Promise<Result<BegunWithProducts>> {
  const { person } = ctx;
  const bar = barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const { id, locationId, reasonId } = command;
  const most = limits.linesPerDocument;

  const ours = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const [known, reasons, settings] = await Promise.all([
      findOwnDraft(tx, id),
      listReasons(tx),
      findPlanningSettings(tx),
    ]);
    return { known, reason: reasons.find((one) => one.id === reasonId), policy: settings.policy };
  });
  if (ours.known) return sameAgain(ours.known, id, person.userId);
  if (!ours.reason?.kinds.includes("off") || ours.reason.archived)
    return refuse({ code: "unknown-reason", at: ["reasonId"], facts: { reason: reasonId } });

  const products = await ctx.shopify.listProductItems(command.productIds, most);
  const itemIds = [...new Set(products.flatMap((product) => product.itemIds))];
  if (itemIds.length > most) return refuse({ code: "too-many-lines", at: ["productIds"], facts: { most } });
  const stock = await gatherStock(ctx, placesOf(itemIds, locationId), "person");
  await rememberStock(ctx, stock.read);
  const { lines, left } = planProducts(command, itemIds, { stock, policy: ours.policy });
  const [first] = lines;
  if (!first)
    return refuse(
      ...(left.length > 0 ? left.map(({ refusal }) => refusal) : [{ code: "no-lines" as const }]),
    );
  if (!isPlacedAt(person, locationId))
    return refuse({ code: "not-your-location", facts: { location: first.location.name } });
  return inShopTransaction(ctx.database, ctx.shopId, async (tx) => {
    if ((await countOwnDrafts(tx, person.userId)) >= limits.draftsPerPerson)
      return refuse({ code: "too-many-drafts", facts: { most: limits.draftsPerPerson } });
    const content = await contentFor(ctx, tx, lines, reasonId);
    const made = await insertOwnDraft(tx, ctx.shopId, { id, personId: person.userId, content });
    return made ? ok({ id, content, left }) : refuse({ code: "id-taken", at: ["id"] });
  });
}

function placesOf<T, P>(itemIds: T[], locationId: P): { itemId: T; locationId: P }[] {
  return itemIds.map((itemId) => ({ itemId, locationId }));
}

type Known = NonNullable<Awaited<ReturnType<typeof findOwnDraft>>>;

function sameAgain(known: Known, id: string, personId: string): Result<BegunWithProducts> {
  if (known.personId !== personId) return refuse({ code: "id-taken", at: ["id"] });
  return ok({ id, content: known.content, left: [] });
}

async function contentFor(
  ctx: ShopContext,
  tx: Tx,
  lines: ProductLine[],
  reasonId: string,
): Promise<DraftContent> {
  const itemIds = lines.map(({ item }) => item.itemId);
  const levels = await listFormLevels(tx, itemIds, limits.draftLevelsPerLine - 1);
  const sources = lines.map(({ item, location, quantity }) => ({
    ...item,
    locationId: location.locationId,
    locationName: location.name,
    takenFrom: "available" as const,
    quantity,
    reasonId,
    disposal: null,
    theftClass: null,
    note: "",
    draftLineId: null,
  }));
  return contentOf(sources, levels, () => ctx.ids.next());
}
