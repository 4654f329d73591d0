import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { ApprovalRuleSetting } from "#app/queries/approval-settings.ts";
import { useRuleWords } from "./use-rule-words.ts";

export function EndDialog({ rule, onClose }: { rule: ApprovalRuleSetting; onClose(): void }) {
  const { t } = useTranslation("approval");
  const shopify = useAppBridge();
  const words = useRuleWords();
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("ended"));
      onClose();
    }, [shopify, t, onClose]),
  );
  return (
    <Dialog
      open
      title={t("endTitle")}
      confirm={t("end")}
      destructive
      busy={act.busy}
      onConfirm={() => act.send(`/app/settings/approval/rules/${rule.id}/end`, {})}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          <Text as="p" fontWeight="semibold">
            {words(rule)}
          </Text>
          <Text as="p">{t("endBody")}</Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
