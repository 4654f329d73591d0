import { findOwnDraft } from "#app/db/drafts.ts";
import { inShop } from "#app/db/in-shop-transaction.ts";
import { listReasons } from "#app/db/reasons.ts";
import { dayIn } from "#app/domain/dates.ts";
import { commandContentOf } from "#app/domain/draft/command-content.ts";
import type { SubmitDraftCommand } from "#app/domain/draft/draft-content.ts";
import { isUuid } from "#app/domain/ids.ts";
import { isTheft } from "#app/domain/reason/theft-class.ts";
import { type Result, refuse } from "#app/domain/result.ts";
import { parseWriteOffCommand } from "#app/domain/write-off/write-off-command.ts";
import type { ShopContext } from "../shop-context.ts";
import { type SubmittedForm, submitForm } from "../write-off/submit-form.ts";

/**
 * Sends a form as it was kept, as its page would: the same wish under the same id. What its person would be
 * asked about stands in the way, and is answered on that page.
 */
export async function submitDraft(
  ctx: ShopContext,
  { id, revision }: SubmitDraftCommand,
): Promise<Result<SubmittedForm>> {
  const { known, reasons } = await inShop(ctx.database, ctx.shopId, async (tx) => {
    const [draft, all] = await Promise.all([findOwnDraft(tx, id), listReasons(tx)]);
    return { known: draft, reasons: all };
  });
  if (!known || known.personId !== ctx.person?.userId) return refuse({ code: "not-found" });
  // What it has become is answered as the first time.
  const isOver = known.number !== null || known.requested;
  if (known.state !== "open" && !isOver) return refuse({ code: "not-found" });
  if (known.revision !== revision) return refuse({ code: "changed-meanwhile" });
  const { content } = known;
  const today = dayIn(ctx.shop.timeZone || "UTC", ctx.clock.now());
  const form = { ...content, eventDate: content.eventDate || today };
  const said = commandContentOf(form, {
    today,
    reasons: reasons.map((reason) => ({ id: reason.id, theft: isTheft(reason) })),
  });
  if (!said) return refuse({ code: "draft-unfinished" });
  const command = parseWriteOffCommand({ id, ...said, acknowledged: [] });
  if (!command.ok) return command;
  return submitForm(ctx, command.value, isUuid(content.incidentId) ? content.incidentId : null);
}
