import type { ComponentChildren } from "preact";
import { count, t } from "../../shared/src/text.ts";
import type { Problem, Variant, WriteOffForm } from "../../shared/src/wire.ts";
import { type Chosen, type Draft, type Missing, usualLocation } from "./draft.ts";
import { ReasonPicker } from "./reason-picker.tsx";

type Props = {
  form: WriteOffForm;
  draft: Draft;
  chosen: Chosen;
  missing: Missing[];
  problems: Problem[];
  disabled: boolean;
  /** The effect, seen beside the reasons: on a phone the rest lies below the fold. */
  preview: ComponentChildren;
  onChange: (change: Partial<Draft>) => void;
};

export function Fields({ form, draft, chosen, missing, problems, disabled, preview, onChange }: Props) {
  const noteIsNeeded = chosen.reason?.needsNote ?? false;
  const levels = chosen.variant?.levels ?? [];
  return (
    <s-stack direction="block" gap="base">
      {form.variants.length > 1 && (
        <s-select
          label={t("variant.label")}
          placeholder={t("variant.placeholder")}
          value={draft.variantId ?? ""}
          error={chosen.variant?.refusal?.message ?? ""}
          disabled={disabled}
          onChange={(event) => {
            const variant = form.variants.find((each) => each.variantId === event.currentTarget.value);
            if (!variant) return;
            const locationId = usualLocation(variant, draft.locationId);
            onChange({ variantId: variant.variantId, locationId });
          }}
        >
          {form.variants.map((variant) => (
            <s-option key={variant.variantId} value={variant.variantId}>
              {variantName(variant)}
            </s-option>
          ))}
        </s-select>
      )}
      {levels.length > 0 && (
        <s-select
          label={t("location.label")}
          placeholder={t("location.placeholder")}
          value={draft.locationId ?? ""}
          error={chosen.level?.refusal?.message ?? ""}
          disabled={disabled}
          onChange={(event) => onChange({ locationId: event.currentTarget.value })}
        >
          {levels.map((level) => (
            <s-option key={level.locationId} value={level.locationId}>
              {t("location.option", { name: level.locationName, available: count(level.available) })}
            </s-option>
          ))}
        </s-select>
      )}
      <s-number-field
        label={t("quantity.label")}
        value={draft.quantity}
        min={1}
        step={1}
        inputMode="numeric"
        error={quantityError(draft, chosen, missing, problems)}
        disabled={disabled}
        onInput={(event) => onChange({ quantity: event.currentTarget.value })}
      />
      <ReasonPicker
        reasons={form.reasons}
        chosenId={draft.reasonId}
        disabled={disabled}
        onChoose={(reasonId) => onChange({ reasonId })}
      />
      {preview}
      {chosen.reason?.needsEvidence && <s-text color="subdued">{t("reason.needsEvidence")}</s-text>}
      <s-text-area
        label={noteIsNeeded ? t("note.needed") : t("note.label")}
        value={draft.note}
        rows={2}
        maxLength={1000}
        required={noteIsNeeded}
        error={messageAt(problems, "note")}
        disabled={disabled}
        onInput={(event) => onChange({ note: event.currentTarget.value })}
      />
      {form.disposals.length > 0 && (
        <s-select
          label={t("disposal.label")}
          value={draft.disposal}
          disabled={disabled}
          onChange={(event) => onChange({ disposal: event.currentTarget.value })}
        >
          <s-option value="">{t("disposal.none")}</s-option>
          {form.disposals.map((disposal) => (
            <s-option key={disposal.id} value={disposal.id}>
              {disposal.label}
            </s-option>
          ))}
        </s-select>
      )}
    </s-stack>
  );
}

function variantName({ title, variantTitle, sku }: Variant): string {
  const name = variantTitle || title;
  return sku ? t("variant.withSku", { title: name, sku }) : name;
}

function quantityError(draft: Draft, chosen: Chosen, missing: Missing[], problems: Problem[]): string {
  if (missing.includes("quantity")) {
    return draft.quantity.trim() === "" ? t("quantity.empty") : t("quantity.whole");
  }
  if (missing.includes("more-than-available") && chosen.level) {
    const { available, locationName } = chosen.level;
    const facts = { available: count(Math.max(available, 0)), location: locationName };
    return available > 0 ? t("quantity.tooMany", facts) : t("quantity.noneLeft", facts);
  }
  return messageAt(problems, "quantity");
}

function messageAt(problems: Problem[], field: string): string {
  return problems.find((problem) => problem.at?.[2] === field)?.message ?? "";
}
