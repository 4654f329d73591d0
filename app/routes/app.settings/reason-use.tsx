import { BlockStack, ChoiceList, Select } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { SHOPIFY_REASONS } from "#app/domain/reason/reason.ts";
import { DOCUMENT_KINDS } from "#app/domain/write-off/kind.ts";
import type { ReasonSetting } from "#app/queries/reason-settings.ts";

type Props = { reason: ReasonSetting; set(change: Partial<ReasonSetting>): void };

/** What a reason may be chosen for, and the word Shopify's own history will show. */
export function ReasonUse({ reason, set }: Props) {
  const { t } = useTranslation("settings");
  return (
    <BlockStack gap="400">
      <Select
        label={t("reasons.word")}
        options={SHOPIFY_REASONS.map((word) => ({ value: word, label: t(`word.${word}`) }))}
        value={reason.shopifyReason}
        onChange={(shopifyReason) => set({ shopifyReason })}
        helpText={t("reasons.wordHelp")}
      />
      <ChoiceList
        allowMultiple
        title={t("reasons.kinds")}
        choices={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        selected={reason.kinds}
        onChange={(kinds) => set({ kinds })}
        error={reason.kinds.length === 0 ? t("reasons.kindsNeeded") : undefined}
      />
    </BlockStack>
  );
}
