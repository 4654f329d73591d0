import { Button, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { useTypedAmount } from "#app/components/typed-amount.ts";
import type { PlanLineView } from "#app/queries/plan-view.ts";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import type { DraftLine } from "./draft.ts";

type Props = {
  line: DraftLine;
  planned: PlanLineView | null;
  form: WriteOffForm;
  error: string | undefined;
  set(change: Pick<DraftLine, "cost">): void;
};

/** The cost Shopify knows, or another one with its cause. */
export function CostFields({ line, planned, form, error, set }: Props) {
  const { t } = useTranslation("new");
  const { cost } = line;
  const item = fullNameOf(line.variant);
  const { read, write } = useTypedAmount();
  const [typed, setTyped] = useState<string | null>(null);
  const begin = () => {
    setTyped(null);
    set({ cost: { amount: planned?.unitCost?.amount ?? "", cause: "" } });
  };
  // What is no amount is kept as it was typed, and refused with the line.
  const type = (text: string) => {
    setTyped(text);
    set({ cost: { amount: read(text) ?? text, cause: cost?.cause ?? "" } });
  };
  if (!cost) {
    return (
      <InlineStack gap="300" blockAlign="center">
        <Text as="span" tone={planned?.needsValue ? "caution" : undefined}>
          {planned?.value ? <Amount money={planned.value} /> : null}
          {planned?.needsValue ? t("cost.missing") : null}
        </Text>
        <Button
          variant="plain"
          onClick={begin}
          accessibilityLabel={t(planned?.needsValue ? "cost.enterOf" : "cost.changeOf", { item })}
        >
          {t(planned?.needsValue ? "cost.enter" : "cost.change")}
        </Button>
      </InlineStack>
    );
  }
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <TextField
          label={t("cost.unit")}
          value={typed ?? write(cost.amount)}
          onChange={type}
          inputMode="decimal"
          suffix={form.shop.currency}
          error={error}
          autoComplete="off"
          autoFocus
        />
        <TextField
          label={t("cost.cause")}
          value={cost.cause}
          onChange={(cause) => set({ cost: { ...cost, cause } })}
          requiredIndicator
          maxLength={500}
          autoComplete="off"
        />
      </FormLayout.Group>
      <Button variant="plain" onClick={() => set({ cost: null })}>
        {t("cost.reset")}
      </Button>
    </FormLayout>
  );
}
