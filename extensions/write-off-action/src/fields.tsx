import type { ComponentChildren } from "preact";
import type { Chosen, Draft, Missing } from "../../shared/src/draft.ts";
import { GoodsFields, messageAt } from "../../shared/src/goods-fields.tsx";
import { t } from "../../shared/src/text.ts";
import type { Problem, WriteOffForm } from "../../shared/src/wire.ts";
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
  photos: ComponentChildren;
  onChange: (change: Partial<Draft>) => void;
};

export function Fields({
  form,
  draft,
  chosen,
  missing,
  problems,
  disabled,
  preview,
  photos,
  onChange,
}: Props) {
  const noteIsNeeded = chosen.reason?.needsNote ?? false;
  return (
    <s-stack direction="block" gap="base">
      <GoodsFields
        form={form}
        draft={draft}
        chosen={chosen}
        missing={missing}
        problems={problems}
        disabled={disabled}
        quantityLabel={t("quantity.label")}
        onChange={onChange}
      />
      <ReasonPicker
        reasons={form.reasons}
        chosenId={draft.reasonId}
        disabled={disabled}
        onChoose={(reasonId) => onChange({ reasonId })}
      />
      {preview}
      {photos}
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
