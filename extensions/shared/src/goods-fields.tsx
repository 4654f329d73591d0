import { type Chosen, type Draft, type Missing, usualLocation } from "./draft.ts";
import { count, t } from "./text.ts";
import type { Problem, Variant, WriteOffForm } from "./wire.ts";

type Props = {
  form: WriteOffForm;
  draft: Draft;
  chosen: Chosen;
  missing: Missing[];
  problems: Problem[];
  disabled: boolean;
  quantityLabel: string;
  onChange: (change: Partial<Draft>) => void;
};

/** Which goods, where, and how many. */
export function GoodsFields(props: Props) {
  const { form, draft, chosen, missing, problems, disabled, quantityLabel, onChange } = props;
  const levels = chosen.variant?.levels ?? [];
  return (
    <>
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
        label={quantityLabel}
        value={draft.quantity}
        min={1}
        step={1}
        inputMode="numeric"
        error={quantityError(draft, chosen, missing, problems)}
        disabled={disabled}
        onInput={(event) => onChange({ quantity: event.currentTarget.value })}
      />
    </>
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

/** What is said of one field, whether of a form's line or of a flag. */
export function messageAt(problems: Problem[], field: string): string {
  return problems.find((problem) => problem.at?.at(-1) === field)?.message ?? "";
}
