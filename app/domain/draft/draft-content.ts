import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { SET_ASIDE, TAKEN_FROM } from "../write-off/taken-from.ts";

const text = field.text(limits.draftTextLengthMax);
const short = field.text(100);
const link = field.text(2_000);

const level = z.strictObject({
  locationId: field.locationId,
  locationName: field.text(255),
  available: z.number().int(),
  /** Units that were set aside there, where there are any. */
  aside: z.partialRecord(z.enum(SET_ASIDE), z.number().int()).optional(),
});

const variant = z.strictObject({
  itemId: field.itemId,
  variantId: short.nullable(),
  productId: short.nullable(),
  title: field.text(500),
  variantTitle: field.text(500),
  sku: field.text(255),
  barcode: field.text(255),
  imageUrl: link.nullable(),
  levels: z.array(level).max(limits.draftLevelsPerLine),
});

const line = z.strictObject({
  key: field.uuid,
  variant,
  locationId: short,
  /** Absent in forms that were kept before there was a choice. */
  takenFrom: z.enum(TAKEN_FROM).default("available"),
  /** As typed, also while it is no number yet. */
  quantity: short,
  reasonId: short,
  disposal: short,
  theftClass: short,
  note: text,
  cost: z.strictObject({ amount: short, cause: text }).nullable(),
  salvage: short,
  draftLineId: field.uuid.nullable(),
});

/** What stands in a form, before anybody has asked whether it makes sense. */
const draftContent = z.strictObject(
  {
    reasonId: short,
    disposal: short,
    note: text,
    eventDate: short,
    incidentId: short,
    lines: z.array(line).max(limits.linesPerDocument),
  },
  { error: "bad-field" },
);

const saveDraftCommand = z.strictObject(
  {
    id: field.uuid,
    /** Zero: it was never saved. */
    revision: z.number({ error: "bad-field" }).int().min(0),
    content: draftContent,
  },
  { error: "bad-field" },
);

const discardDraftCommand = z.strictObject({ id: field.uuid }, { error: "bad-field" });

const submitDraftCommand = z.strictObject(
  {
    id: field.uuid,
    /** The state that was seen: what was typed since in another window is not sent unseen. */
    revision: z.number({ error: "bad-field" }).int().min(1).max(1_000_000),
  },
  { error: "bad-field" },
);

export type DraftContent = z.output<typeof draftContent>;
export type DraftContentLine = z.output<typeof line>;
export type SaveDraftCommand = z.output<typeof saveDraftCommand>;
export type SubmitDraftCommand = z.output<typeof submitDraftCommand>;
export type DiscardDraftCommand = z.output<typeof discardDraftCommand>;

export function parseSaveDraftCommand(input: unknown): Result<SaveDraftCommand> {
  return parseWith(saveDraftCommand, input);
}

export function parseSubmitDraftCommand(input: unknown): Result<SubmitDraftCommand> {
  return parseWith(submitDraftCommand, input);
}

export function parseDiscardDraftCommand(input: unknown): Result<DiscardDraftCommand> {
  return parseWith(discardDraftCommand, input);
}
