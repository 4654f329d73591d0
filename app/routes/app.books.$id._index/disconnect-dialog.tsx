import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { BookSummary } from "#app/queries/book-list.ts";

export function DisconnectDialog({ book, onClose }: { book: BookSummary; onClose(): void }) {
  const { t } = useTranslation("books");
  const shopify = useAppBridge();
  const act = useAct<{ revoked: boolean }>(
    useCallback(
      ({ revoked }) => {
        shopify.toast.show(t(revoked ? "disconnect.done" : "disconnect.doneHere"));
        onClose();
      },
      [shopify, t, onClose],
    ),
  );
  return (
    <Dialog
      open
      title={t("disconnect.title", { name: book.organisationName })}
      confirm={t("disconnect.confirm")}
      destructive
      busy={act.busy}
      onConfirm={() => act.send(`/app/books/${book.id}/disconnection`, {})}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("disconnect.notDone")} /> : null}
          <Text as="p">{t("disconnect.body", { vendor: book.vendor })}</Text>
          {book.waiting > 0 ? <Text as="p">{t("disconnect.waiting", { count: book.waiting })}</Text> : null}
          <Text as="p">{t("disconnect.back")}</Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
