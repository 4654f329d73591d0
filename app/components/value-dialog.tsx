import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "./dialog.tsx";
import { fullNameOf } from "./item-name.tsx";
import { RefusalBanner } from "./refusal-banner.tsx";
import { useTypedAmount } from "./typed-amount.ts";
import { useAct } from "./use-act.ts";

type Props = {
  open: boolean;
  onClose(): void;
  documentId: string;
  currency: string;
  line: { position: number; title: string; variantTitle: string; quantity: number };
};

/** What finance says the goods had cost. Zero is an answer too, if it says why. */
export function ValueDialog({ open, onClose, documentId, currency, line }: Props) {
  const { t } = useTranslation("value");
  const shopify = useAppBridge();
  const [amount, setAmount] = useState("");
  const [cause, setCause] = useState("");
  const done = useCallback(() => {
    shopify.toast.show(t("done"));
    onClose();
  }, [shopify, t, onClose]);
  const act = useAct(done);
  const { read, write } = useTypedAmount();
  const typed = read(amount);
  const isZero = typed !== null && !/[1-9]/.test(typed);
  const ready = typed !== null && (!isZero || cause.trim() !== "");

  function send() {
    const command = {
      unitCost: { amount: typed },
      ...(cause.trim() ? { cause: cause.trim() } : {}),
    };
    act.send(`/app/write-offs/${documentId}/lines/${line.position}/valuation`, command);
  }

  return (
    <Dialog
      open={open}
      title={t("title", { item: fullNameOf(line) })}
      confirm={t("confirm")}
      busy={act.busy}
      disabled={!ready}
      onConfirm={send}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("refused")} /> : null}
          <Text as="p">{t("body", { count: line.quantity })}</Text>
          <TextField
            label={t("unitCost")}
            value={amount}
            onChange={setAmount}
            inputMode="decimal"
            suffix={currency}
            autoComplete="off"
            autoFocus
            error={amount !== "" && typed === null ? t("badAmount", { example: write("4.50") }) : undefined}
          />
          <TextField
            label={isZero ? t("causeNeeded") : t("cause")}
            value={cause}
            onChange={setCause}
            autoComplete="off"
            maxLength={500}
            helpText={isZero ? t("causeHelp") : undefined}
            requiredIndicator={isZero}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
