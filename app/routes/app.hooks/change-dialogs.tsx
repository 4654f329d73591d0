import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { HookView } from "#app/queries/hook-page.ts";
import { SecretDialog } from "./secret-dialog.tsx";

type Props = { hook: HookView; onClose(): void };

export function EndDialog({ hook, onClose }: Props) {
  const { t } = useTranslation("hooks");
  const shopify = useAppBridge();
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("end.done"));
      onClose();
    }, [shopify, t, onClose]),
  );
  return (
    <Dialog
      open
      title={t("end.title", { label: hook.label })}
      confirm={t("end.confirm")}
      destructive
      busy={act.busy}
      onConfirm={() => act.send(`/app/hooks/${hook.id}/end`, {})}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("end.notDone")} /> : null}
          <Text as="p">{t("end.body")}</Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}

export function ChangeSecretDialog({ hook, onClose }: Props) {
  const { t } = useTranslation("hooks");
  const [secret, setSecret] = useState<string | null>(null);
  const act = useAct<{ secret: string }>(useCallback((made) => setSecret(made.secret), []));
  if (secret) return <SecretDialog secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      title={t("secret.title", { label: hook.label })}
      confirm={t("secret.confirm")}
      busy={act.busy}
      onConfirm={() => act.send(`/app/hooks/${hook.id}/secret`, {})}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("secret.notDone")} /> : null}
          <Text as="p">{t("secret.body")}</Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
