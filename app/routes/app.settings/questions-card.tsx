import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useTypedAmount } from "#app/components/typed-amount.ts";
import { useAct } from "#app/components/use-act.ts";
import { useFormat } from "#app/components/use-format.ts";
import { limits } from "#app/domain/limits.ts";
import type { RulesSettings } from "#app/queries/rules-settings.ts";

type Props = Pick<RulesSettings, "questions" | "currency"> & { mayChange: boolean };

/** In words what people are asked before goods leave. */
export function QuestionsCard({ questions, currency, mayChange }: Props) {
  const { t } = useTranslation("settings");
  const format = useFormat("UTC");
  const [open, setOpen] = useState(false);
  const { doubledWithinHours: hours, salvageFrom } = questions;
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="p">
          {hours === 0 ? t("questions.noDoubles") : t("questions.doubles", { count: hours })}
        </Text>
        <Text as="p">
          {salvageFrom
            ? t("questions.worth", { value: format.money(salvageFrom) })
            : t("questions.worthUsual")}
        </Text>
        {mayChange ? (
          <Button accessibilityLabel={t("questions.change")} onClick={() => setOpen(true)}>
            {t("change")}
          </Button>
        ) : (
          <Text as="p" tone="subdued">
            {t("policy.mayNot")}
          </Text>
        )}
      </BlockStack>
      {open ? (
        <QuestionsDialog questions={questions} currency={currency} onClose={() => setOpen(false)} />
      ) : null}
    </Card>
  );
}

type DialogProps = Omit<Props, "mayChange"> & { onClose(): void };

function QuestionsDialog({ questions, currency, onClose }: DialogProps) {
  const { t } = useTranslation("settings");
  const shopify = useAppBridge();
  const { read, write } = useTypedAmount();
  const [hours, setHours] = useState(String(questions.doubledWithinHours));
  const [amount, setAmount] = useState(write(questions.salvageFrom?.amount ?? ""));
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("questions.saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const isHours = /^[0-9]{1,3}$/.test(hours.trim()) && Number(hours) <= limits.doubledHoursMax;
  const typed = read(amount);
  const isAmount = amount.trim() === "" || typed !== null;
  return (
    <Dialog
      open
      title={t("questions.change")}
      confirm={t("save")}
      busy={act.busy}
      disabled={!isHours || !isAmount}
      onConfirm={() =>
        act.send("/app/settings/questions", { doubledWithinHours: Number(hours), salvageFrom: typed })
      }
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          <TextField
            label={t("questions.hours")}
            value={hours}
            onChange={setHours}
            inputMode="numeric"
            error={isHours ? undefined : t("questions.badHours", { most: limits.doubledHoursMax })}
            helpText={t("questions.hoursHelp")}
            autoComplete="off"
          />
          <TextField
            label={t("questions.from")}
            value={amount}
            onChange={setAmount}
            inputMode="decimal"
            suffix={currency}
            error={isAmount ? undefined : t("threshold.bad", { example: write("250.00") })}
            helpText={t("questions.fromHelp")}
            autoComplete="off"
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
