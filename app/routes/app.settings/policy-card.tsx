import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, Checkbox, FormLayout, Modal, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { RulesSettings } from "#app/queries/rules-settings.ts";

type Policy = RulesSettings["policy"];

/** In words what happens when more is written off than there is. */
export function PolicyCard({ policy, mayChange }: { policy: Policy; mayChange: boolean }) {
  const { t } = useTranslation("settings");
  const [open, setOpen] = useState(false);
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="p">{t(policy.refuseBelowZero ? "policy.zeroKept" : "policy.zeroAllowed")}</Text>
        <Text as="p">
          {t(policy.refuseBelowCommitted ? "policy.committedKept" : "policy.committedAllowed")}
        </Text>
        {mayChange ? (
          <Button accessibilityLabel={t("policy.change")} onClick={() => setOpen(true)}>
            {t("change")}
          </Button>
        ) : (
          <Text as="p" tone="subdued">
            {t("policy.mayNot")}
          </Text>
        )}
      </BlockStack>
      {open ? <PolicyDialog policy={policy} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function PolicyDialog({ policy, onClose }: { policy: Policy; onClose(): void }) {
  const { t } = useTranslation("settings");
  const shopify = useAppBridge();
  const [changed, setChanged] = useState(policy);
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("policy.saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  return (
    <Dialog
      open
      title={t("policy.change")}
      confirm={t("save")}
      busy={act.busy}
      onConfirm={() => act.send("/app/settings/stock-policy", changed)}
      onClose={onClose}
    >
      <Modal.Section>
        <FormLayout>
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
          <Checkbox
            label={t("policy.zero")}
            helpText={t("policy.zeroHelp")}
            checked={changed.refuseBelowZero}
            onChange={(refuseBelowZero) => setChanged({ ...changed, refuseBelowZero })}
          />
          <Checkbox
            label={t("policy.committed")}
            helpText={t("policy.committedHelp")}
            checked={changed.refuseBelowCommitted}
            onChange={(refuseBelowCommitted) => setChanged({ ...changed, refuseBelowCommitted })}
          />
        </FormLayout>
      </Modal.Section>
    </Dialog>
  );
}
