import {
  Badge,
  BlockStack,
  Box,
  Button,
  InlineGrid,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { DeleteIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { fullNameOf, ItemName } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import { isWholeQuantity, NO_DISPOSAL, reasonOf } from "#app/domain/draft/command-content.ts";
import { THEFT_CLASSES } from "#app/domain/reason/theft-class.ts";
import { isSetAside } from "#app/domain/write-off/taken-from.ts";
import type { PlanLineView } from "#app/queries/plan-view.ts";
import { CostFields } from "./cost-fields.tsx";
import { type DraftLine, isClosed, levelOf } from "./draft.ts";
import { FromField } from "./from-field.tsx";
import type { EditorProps } from "./lines-card.tsx";

type Props = EditorProps & {
  line: DraftLine;
  position: number;
  planned: PlanLineView | null;
  showsCost: boolean;
};

export function LineFields({ draft, form, problems, change, line, position, planned, showsCost }: Props) {
  const { t } = useTranslation("new");
  const { t: word } = useTranslation("words");
  const problem = useProblemWords();
  const set = (changes: Partial<Omit<DraftLine, "key" | "variant">>) =>
    change({ kind: "line", key: line.key, change: changes });
  const error = (field: string) => problems.line(position, field).map(problem).join(" ") || undefined;
  const level = levelOf(line);
  const isForSale = !isSetAside(line.takenFrom);
  const item = fullNameOf(line.variant);
  const headerReason = form.reasons.find(({ id }) => id === draft.reasonId)?.label;
  const reason = form.reasons.find(({ id }) => id === reasonOf(draft, line));

  return (
    <Box padding="400">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
          <ItemName item={line.variant} />
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            {planned ? (
              <Text as="span" fontWeight="semibold">
                <LevelChange before={planned.before} after={planned.after} />
              </Text>
            ) : null}
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t("line.remove", { item })}
              onClick={() => change({ kind: "remove", keys: [line.key] })}
            />
          </InlineStack>
        </InlineStack>
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
                label: draft.disposal
                  ? t("line.asAbove", { label: word(`disposal.${draft.disposal}`) })
                  : t("disposal.none"),
              },
              ...(draft.disposal ? [{ value: NO_DISPOSAL, label: t("disposal.none") }] : []),
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
      </BlockStack>
    </Box>
  );
}
