import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useTypedAmount } from "#app/components/typed-amount.ts";
import { useAct } from "#app/components/use-act.ts";
import type { RulesSettings } from "#app/queries/rules-settings.ts";

type Props = Pick<RulesSettings, "threshold" | "currency">;

export function ThresholdCard({ threshold, currency }: Props) {
  const { t } = useTranslation("settings");
  const [open, setOpen] = useState(false);
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="p">
          {threshold ? (
            <>
              {t("threshold.above")} <Amount money={threshold} />
            </>
          ) : (
            t("threshold.none")
          )}
        </Text>
        <Button accessibilityLabel={t("threshold.change")} onClick={() => setOpen(true)}>
          {t("change")}
        </Button>
      </BlockStack>
      {open ? (
        <ThresholdDialog threshold={threshold} currency={currency} onClose={() => setOpen(false)} />
      ) : null}
    </Card>
  );
}

function ThresholdDialog({ threshold, currency, onClose }: Props & { onClose(): void }) {
  const { t } = useTranslation("settings");
  const shopify = useAppBridge();
  const { read, write } = useTypedAmount();
  const [amount, setAmount] = useState(write(threshold?.amount ?? ""));
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("threshold.saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const isNone = amount.trim() === "";
  const typed = read(amount);
  const isAmount = isNone || typed !== null;
  return (
    <Dialog
      open
      title={t("threshold.change")}
      confirm={t("save")}
      busy={act.busy}
      disabled={!isAmount}
      onConfirm={() => act.send("/app/settings/threshold", { amount: typed })}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          <TextField
            label={t("threshold.amount")}
            value={amount}
            onChange={setAmount}
            inputMode="decimal"
            suffix={currency}
            error={isAmount ? undefined : t("threshold.bad", { example: write("250.00") })}
            helpText={t("threshold.help")}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
