import { countOwnDrafts, findOwnDraft, insertOwnDraft } from "#app/db/drafts.ts";
import {
  type FormSource,
  listDocumentSources,
  listFlaggedSources,
  listFormLevels,
} from "#app/db/form-sources.ts";
import { inShopTransaction, type Tx } from "#app/db/in-shop-transaction.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { BeginCommand } from "#app/domain/draft/begin-command.ts";
import { contentOf } from "#app/domain/draft/content-of.ts";
import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";
import type { ShopContext } from "../shop-context.ts";
import { takenProblem } from "./bar-of-lines.ts";

/** Begins a form of one's own with what was flagged, or with what an earlier write-off said. */
export async function beginDraft(ctx: ShopContext, command: BeginCommand): Promise<Result<{ id: string }>> {
  const { person } = ctx;
  const bar = barOf(person, "request");
  if (!person || bar) return refuse(bar ?? { code: "may-not-write-off" });
  const { id } = command;
  return inShopTransaction(ctx.database, ctx.shopId, async (tx): Promise<Result<{ id: string }>> => {
    const known = await findOwnDraft(tx, id);
    if (known) return known.personId === person.userId ? ok({ id }) : refuse({ code: "id-taken" });
    const most = limits.draftsPerPerson;
    if ((await countOwnDrafts(tx, person.userId)) >= most)
      return refuse({ code: "too-many-drafts", facts: { most } });
    const sources = await sourcesOf(tx, command);
    if (!sources.ok) return sources;
    // A list is its location's; what a document said is said again for the shelf one may see anyway.
    const away = "flags" in command && sources.value.find((one) => !isPlacedAt(person, one.locationId));
    if (away) return refuse({ code: "not-your-location", facts: { location: away.locationName } });
    const itemIds = [...new Set(sources.value.map((source) => source.itemId))];
    const levels = await listFormLevels(tx, itemIds, limits.draftLevelsPerLine - 1);
    const content = contentOf(sources.value, levels, () => ctx.ids.next());
    const made = await insertOwnDraft(tx, ctx.shopId, { id, personId: person.userId, content });
    return made ? ok({ id }) : refuse({ code: "id-taken" });
  });
}

/** Somebody may have taken some of the goods since the list was read: they are named, none is left out. */
async function sourcesOf(tx: Tx, command: BeginCommand): Promise<Result<FormSource[]>> {
  if ("documentId" in command) {
    const said = await listDocumentSources(tx, command.documentId);
    return said.length > 0 ? ok(said) : refuse({ code: "not-found" });
  }
  const ids = [...new Set(command.flags)];
  const flagged = await listFlaggedSources(tx, ids);
  if (flagged.length === ids.length) return ok(flagged);
  return refuse((await takenProblem(tx, ids)) ?? { code: "not-found" });
}
