import { inShop } from "#app/db/in-shop-transaction.ts";
import { barOf, isPlacedAt } from "#app/domain/approval/role.ts";
import type { FirstLine } from "#app/domain/draft/first-line.ts";
import type { FoundVariant } from "#app/ports/shopify.ts";
import type { ShopContext } from "#app/use-cases/shop-context.ts";
import { askedForm } from "./asked-form.ts";
import { type EvidenceView, evidenceOf } from "./evidence-list.ts";
import { type LocationChoice, locationChoices } from "./form-rows.ts";
import type { VariantView } from "./found-variant.ts";
import { type IncidentChoice, incidentChoices } from "./incident-choices.ts";
import { type BegunDraft, begunDrafts, type OwnDraftView, ownDraft } from "./own-draft.ts";
import { type WriteOffForm, writeOffForm } from "./write-off-form.ts";

export type FormPage = {
  form: WriteOffForm;
  kept: OwnDraftView | null;
  /** The revision of the request that is being changed; null where something new is made. */
  asked: number | null;
  /** A form was asked for that is not there for this person. */
  gone: boolean;
  begun: BegunDraft[];
  /** The line that somebody had filled in elsewhere, if its item is still there. */
  first: (FirstLine & { variant: VariantView }) | null;
  /** What came along without an item: Shopify was away, or it cannot be written off (any more). */
  missed: (FirstLine & { why: "away" | "gone" }) | null;
  incidents: IncidentChoice[];
  locations: LocationChoice[];
  /** What hangs already on the document to come. */
  evidence: EvidenceView[];
  mayAddEvidence: boolean;
  mayAsk: boolean;
  /** Otherwise what is sent becomes a request. */
  mayWriteOff: boolean;
};

export type FormAddress = {
  draftId: string | null;
  requestId?: string | null;
  first?: { line: FirstLine; found: FoundVariant[] | null } | null;
  seesCost: boolean;
};

/** A page on which a write-off is made, empty or as somebody left it. */
export async function formPage(
  ctx: ShopContext,
  { draftId, requestId = null, first = null, seesCost }: FormAddress,
): Promise<FormPage> {
  const isBegun = draftId !== null || requestId !== null;
  const [form, asked, own, begun, incidents, locations] = await Promise.all([
    writeOffForm(ctx, { of: null, found: (isBegun ? null : first?.found) ?? [], seesCost }),
    requestId ? askedForm(ctx, requestId) : null,
    draftId ? ownDraft(ctx, draftId) : null,
    isBegun || first ? [] : begunDrafts(ctx),
    inShop(ctx.database, ctx.shopId, (tx) => incidentChoices(tx, ctx.shopId)),
    inShop(ctx.database, ctx.shopId, (tx) => locationChoices(tx, ctx.shopId)),
  ]);
  const kept = asked?.kept ?? own;
  const [variant] = form.variants;
  return {
    form: { ...form, variants: [] },
    kept,
    first: first && variant && !variant.refusal ? { ...first.line, variant } : null,
    missed: !first || isBegun || (variant && !variant.refusal) ? null : missedOf(first),
    asked: asked?.revision ?? null,
    gone: isBegun && kept === null,
    begun,
    incidents: incidents.filter(({ closed }) => !closed),
    locations: locations.filter(({ id }) => !ctx.person || isPlacedAt(ctx.person, id)),
    evidence: kept ? await evidenceOf(ctx, [kept.id]) : [],
    mayAddEvidence: barOf(ctx.person, "evidence") === null,
    mayAsk: barOf(ctx.person, "request") === null,
    mayWriteOff: barOf(ctx.person, "write-off") === null,
  };
}

function missedOf({ line, found }: NonNullable<FormAddress["first"]>): FormPage["missed"] {
  return { ...line, why: found === null ? "away" : "gone" };
}
