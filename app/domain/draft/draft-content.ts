import { z } from "zod";
import { limits } from "../limits.ts";
import type { Result } from "../result.ts";
import { field, parseWith } from "../write-off/parse.ts";
import { SET_ASIDE, TAKEN_FROM } from "../write-off/taken-from.ts";

const text = field.text(limits.draftTextLengthMax);
const short = field.text(100);
const link = field.text(2_000);

const place = z.strictObject({ locationId: field.locationId, locationName: field.text(255) });

const units = z.number().int();

/** Units that were set aside there, where there are any. */
const aside = z.partialRecord(z.enum(SET_ASIDE), units);

const level = place.extend({ available: units, aside: aside.optional() });

/** Which of the form's places, and what stood there: a place is named once, and not in hundreds of lines. */
const packedLevel = z.tuple([z.number().int().min(0), units, aside.optional()]);

const variant = z.strictObject({
  itemId: field.itemId,
  variantId: short.nullable(),
  productId: short.nullable(),
  title: field.text(500),
  variantTitle: field.text(500),
  sku: field.text(255),
  barcode: field.text(255),
  imageUrl: link.nullable(),
  levels: z.array(z.union([packedLevel, level])).max(limits.draftLevelsPerLine),
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
const draftContent = z
  .strictObject(
    {
      reasonId: short,
      disposal: short,
      note: text,
      eventDate: short,
      incidentId: short,
      places: z
        .array(place)
        .max(limits.linesPerDocument * limits.draftLevelsPerLine)
        .default([]),
      lines: z.array(line).max(limits.linesPerDocument),
    },
    { error: "bad-field" },
  )
  .transform(({ places, lines, ...header }, context) => {
    const unpacked = lines.map((one) => ({
      ...one,
      variant: { ...one.variant, levels: one.variant.levels.flatMap((known) => unpack(known, places)) },
    }));
    const isWhole = unpacked.every(
      (one, at) => one.variant.levels.length === lines[at]?.variant.levels.length,
    );
    if (!isWhole) context.addIssue({ code: "custom", message: "bad-field", path: ["places"] });
    return { ...header, lines: unpacked };
  });

type Level = z.output<typeof level>;

/** Nothing for a place that was not named. */
function unpack(known: Level | z.output<typeof packedLevel>, places: z.output<typeof place>[]): Level[] {
  if (!Array.isArray(known)) return [known];
  const [at, available, set] = known;
  const named = places[at];
  return named ? [{ ...named, available, ...(set ? { aside: set } : {}) }] : [];
}

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
/** As a browser sends it. */
export type PackedLevel = z.input<typeof packedLevel>;
export type DraftContentLine = DraftContent["lines"][number];
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
