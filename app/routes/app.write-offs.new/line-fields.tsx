import { Badge, Button, InlineGrid, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import type { Dispatch } from "react";
import { useTranslation } from "react-i18next";
import { useProblemWords } from "#app/components/problem-words.ts";
import { isWholeQuantity, NO_DISPOSAL } from "#app/domain/draft/command-content.ts";
import type { Problem } from "#app/domain/problem.ts";
import { THEFT_CLASSES } from "#app/domain/reason/theft-class.ts";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import type { PlanLineView } from "#app/queries/plan-view.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import { CostFields } from "./cost-fields.tsx";
import { type DraftChange, type DraftLine, isClosed, levelOf } from "./draft.ts";
import { FromField } from "./from-field.tsx";

export type LineProps = {
  line: DraftLine;
  /** What holds where the line says nothing else. */
  reasonForAll: string;
  disposalForAll: string;
  wrong: Problem[];
  planned: PlanLineView | null;
  form: WriteOffForm;
  showsCost: boolean;
  change: Dispatch<DraftChange>;
};

export function LineFields(props: LineProps) {
  const { line, reasonForAll, disposalForAll, wrong, planned, form, showsCost, change } = props;
  const { t } = useTranslation("new");
  const { t: word } = useTranslation("words");
  const problem = useProblemWords();
  const set = (changes: Partial<Omit<DraftLine, "key" | "variant">>) =>
    change({ kind: "line", key: line.key, change: changes });
  const error = (field: string) =>
    wrong
      .filter(({ at }) => at?.[2] === field)
      .map(problem)
      .join(" ") || undefined;
  const level = levelOf(line);
  const isForSale = !isSetAside(line.takenFrom);
  const headerReason = form.reasons.find(({ id }) => id === reasonForAll)?.label;
  const reason = form.reasons.find(({ id }) => id === (line.reasonId || reasonForAll));

  return (
    <>
      {error("itemId") ? (
        <Text as="p" tone="critical">
          {error("itemId")}
        </Text>
      ) : null}
      <InlineGrid columns={2} gap="300">
        <TextField
          label={t("line.quantity")}
          type="number"
          inputMode="numeric"
          min={1}
          value={line.quantity}
          onChange={(quantity) => set({ quantity })}
          error={isWholeQuantity(line.quantity) ? error("quantity") : t("line.badQuantity")}
          helpText={level && isForSale ? t("line.available", { count: level.available }) : undefined}
          autoComplete="off"
          selectTextOnFocus
        />
        <Select
          label={t("line.location")}
          options={line.variant.levels.map((one) => ({
            value: one.locationId,
            label: one.locationName,
            disabled: isClosed(one) && one.locationId !== line.locationId,
          }))}
          value={line.locationId}
          onChange={(locationId) => set({ locationId, takenFrom: "available" })}
          error={error("locationId")}
        />
      </InlineGrid>
      <FromField line={line} error={error("from")} onChange={(takenFrom) => set({ takenFrom })} />
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
        <Select
          label={t("line.reason")}
          options={[
            {
              value: "",
              label: headerReason ? t("line.asAbove", { label: headerReason }) : t("line.choose"),
            },
            ...form.reasons.map(({ id, label }) => ({ value: id, label })),
          ]}
          value={line.reasonId}
          onChange={(reasonId) => set({ reasonId, salvage: "" })}
          error={error("reasonId")}
        />
        <TextField
          label={t("line.note")}
          value={line.note}
          onChange={(note) => set({ note })}
          error={error("note")}
          requiredIndicator={reason?.needsNote ?? false}
          maxLength={2000}
          autoComplete="off"
        />
        <Select
          label={t("line.disposal")}
          options={[
            {
              value: "",
              label: disposalForAll
                ? t("line.asAbove", { label: word(`disposal.${disposalForAll}`) })
                : t("disposal.none"),
            },
            ...(disposalForAll ? [{ value: NO_DISPOSAL, label: t("disposal.none") }] : []),
            ...form.disposals.map(({ id }) => ({ value: id, label: word(`disposal.${id}`) })),
          ]}
          value={line.disposal}
          onChange={(disposal) => set({ disposal })}
          error={error("disposal")}
        />
      </InlineGrid>
      {reason?.theft ? (
        <Select
          label={t("line.theft")}
          options={[
            { value: "", label: t("line.theftUnknown") },
            ...THEFT_CLASSES.map((value) => ({ value, label: word(`theft.${value}`) })),
          ]}
          value={line.theftClass}
          onChange={(theftClass) => set({ theftClass })}
          error={error("theftClass")}
        />
      ) : null}
      {line.salvage ? (
        <InlineStack gap="200" blockAlign="center">
          <Badge>{word(`salvage.${line.salvage}`)}</Badge>
          <Button variant="plain" onClick={() => set({ salvage: "" })}>
            {t("salvage.again")}
          </Button>
        </InlineStack>
      ) : null}
      {line.draftLineId ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {t("line.flagged")}
        </Text>
      ) : null}
      {showsCost ? (
        <CostFields line={line} planned={planned} form={form} error={error("unitCost")} set={set} />
      ) : null}
    </>
  );
}
