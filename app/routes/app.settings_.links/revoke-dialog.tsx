import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { ReportLinkView } from "#app/queries/report-links.ts";

export function RevokeDialog({ link, onClose }: { link: ReportLinkView; onClose(): void }) {
  const { t } = useTranslation("links");
  const shopify = useAppBridge();
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("revoked"));
      onClose();
    }, [shopify, t, onClose]),
  );
  return (
    <Dialog
      open
      title={t("revokeTitle", { label: link.label })}
      confirm={t("revoke")}
      destructive
      busy={act.busy}
      onConfirm={() => act.send(`/app/settings/links/${link.id}/revocation`, {})}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notDone")} /> : null}
          <Text as="p">{t("revokeBody")}</Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
