import { useAppBridge } from "@shopify/app-bridge-react";
import { FormLayout, Modal, Text, TextField } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useFormat } from "#app/components/use-format.ts";
import type { Way } from "#app/domain/book/resolution.ts";
import { daysAfter } from "#app/domain/dates.ts";
import { limits } from "#app/domain/limits.ts";
import type { DeliveryPage } from "#app/queries/delivery-page.ts";

/** Looking asks for nothing and changes nothing there: it is done at once. */
export type AskedWay = Exclude<Way, "look-again">;
type Props = { page: DeliveryPage; way: AskedWay; onClose(): void };

/** Says what one way out will do before it is taken, and asks for what it needs. */
export function ResolveDialog({ page, way, onClose }: Props) {
  const { t } = useTranslation("deliveries");
  const shopify = useAppBridge();
  const format = useFormat("UTC");
  const { delivery, book, today } = page;
  const first = firstOpen(delivery.lockDate, today);
  const [day, setDay] = useState(first);
  const [note, setNote] = useState("");
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t(`way.${way}.done`));
      onClose();
    }, [shopify, t, way, onClose]),
  );
  const isVouched = way === "by-hand" || way === "accept";
  const command = { way, ...(way === "on-day" ? { day } : {}), ...(isVouched ? { note: note.trim() } : {}) };
  return (
    <Dialog
      open
      title={t(`way.${way}.title`, { reference: delivery.reference })}
      confirm={t(`way.${way}.action`)}
      busy={act.busy}
      disabled={(isVouched && note.trim() === "") || (way === "on-day" && !day)}
      onConfirm={() => act.send(`/app/deliveries/${delivery.id}/resolution`, command)}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("refused")} /> : null}
          <Text as="p">{t(`way.${way}.body`, { vendor: book.vendor })}</Text>
          {way === "on-day" ? (
            <TextField
              type="date"
              label={t("way.on-day.label")}
              value={day}
              min={first}
              max={today}
              onChange={setDay}
              helpText={t("way.on-day.help", { day: format.day(delivery.accountingDate) })}
              autoComplete="off"
            />
          ) : null}
          {isVouched ? (
            <TextField
              label={t("way.note")}
              value={note}
              onChange={setNote}
              multiline={3}
              maxLength={limits.noteLengthMax}
              requiredIndicator
              helpText={t("way.noteHelp")}
              autoComplete="off"
            />
          ) : null}
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}

/** The day after the book's lock; today where we do not know of one, or it reaches to today. */
function firstOpen(lockDate: string | null, today: string): string {
  const next = lockDate ? daysAfter(lockDate, 1) : today;
  return next < today ? next : today;
}
