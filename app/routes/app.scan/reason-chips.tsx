import { BlockStack, Button, Card, Select, Text } from "@shopify/polaris";
import type { Dispatch } from "react";
import { useTranslation } from "react-i18next";
import { useOwnWords } from "#app/components/use-own-words.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import type { Draft, DraftChange } from "../app.write-offs.new/draft.ts";

const CHIPS = 6;

type Props = { form: WriteOffForm; draft: Draft; change: Dispatch<DraftChange> };

/** The reasons that are used most stand there to be tapped; the others are one step away. */
export function ReasonChips({ form, draft, change }: Props) {
  const { t } = useTranslation("scan");
  const own = useOwnWords();
  const set = (reasonId: string) => change({ kind: "header", change: { reasonId } });
  const others = form.reasons.slice(CHIPS);
  const isOther = others.some(({ id }) => id === draft.reasonId);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd" id="scan-reasons">
          {t("reason")}
        </Text>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame */}
        <div className="lossbook-chips" role="group" aria-labelledby="scan-reasons">
          {form.reasons.slice(0, CHIPS).map(({ id, label }) => (
            <Button key={id} size="large" pressed={draft.reasonId === id} onClick={() => set(id)}>
              {own.reason(label)}
            </Button>
          ))}
        </div>
        {others.length > 0 ? (
          <Select
            label={t("otherReason")}
            labelHidden
            options={[
              { value: "", label: t("otherReason") },
              ...others.map(({ id, label }) => ({ value: id, label: own.reason(label) })),
            ]}
            value={isOther ? draft.reasonId : ""}
            onChange={set}
          />
        ) : null}
      </BlockStack>
    </Card>
  );
}
