import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { saveFile } from "#app/components/save-file.ts";
import { useAct } from "#app/components/use-act.ts";
import type { Wish } from "./use-selected.ts";

type Props = { wish: Wish; onClose(): void; onDone(): void };

/** A file has no limit: all that match are in it, however many. */
export function ExportDialog({ wish, onClose, onDone }: Props) {
  const { t } = useTranslation("write-offs");
  const act = useAct<{ ticket: string }>(
    useCallback(
      ({ ticket }) => {
        saveFile(`/files/documents/${ticket}`);
        onDone();
      },
      [onDone],
    ),
  );
  return (
    <Dialog
      open
      title={t("bulk.export.title")}
      confirm={t("bulk.export.confirm")}
      busy={act.busy}
      onConfirm={() => act.send("/app/write-offs/export", wish)}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("bulk.export.refused")} /> : null}
          <Text as="p">
            {"ids" in wish ? t("bulk.export.some", { count: wish.ids.length }) : t("bulk.export.all")}
          </Text>
          <Text as="p" tone="subdued">
            {t("bulk.export.body")}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
