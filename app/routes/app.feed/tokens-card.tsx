import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Box, Button, Card, InlineStack, Modal, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "#app/components/dialog.tsx";
import { Moment } from "#app/components/moment.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { FeedTokenView } from "#app/queries/feed-page.ts";

const TONES = { working: "success", expired: "warning", revoked: undefined } as const;

export function TokensCard({ tokens, timeZone }: { tokens: FeedTokenView[]; timeZone: string }) {
  const { t } = useTranslation("feed");
  const [ending, setEnding] = useState<FeedTokenView | null>(null);
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("tokens.title")}
        </Text>
      </Box>
      {tokens.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("tokens.none")}
          </Text>
        </Box>
      ) : null}
      {tokens.map((token) => (
        <Token key={token.id} token={token} timeZone={timeZone} onRevoke={() => setEnding(token)} />
      ))}
      {ending ? <RevokeDialog token={ending} onClose={() => setEnding(null)} /> : null}
    </Card>
  );
}

type TokenProps = { token: FeedTokenView; timeZone: string; onRevoke(): void };

function Token({ token, timeZone, onRevoke }: TokenProps) {
  const { t } = useTranslation("feed");
  const works = token.state === "working";
  return (
    <Box padding="400" borderBlockStartWidth="025" borderColor="border">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm" breakWord>
            {token.label}
          </Text>
          <InlineStack gap="200" blockAlign="center">
            <Badge tone={TONES[token.state]}>{t(`state.${token.state}`)}</Badge>
            <Text as="span">{token.scopes.map((scope) => t(`scope.${scope}`)).join(", ")}</Text>
          </InlineStack>
          <Text as="p" tone="subdued" variant="bodySm">
            {token.lastUsedAt ? (
              <>
                {t("tokens.lastUsed")} <Moment at={token.lastUsedAt} timeZone={timeZone} />
              </>
            ) : (
              t("tokens.neverUsed")
            )}
            {" · "}
            {t(works ? "tokens.until" : "tokens.ended")} <Moment at={token.expiresAt} timeZone={timeZone} />
            {token.madeBy ? " · " : null}
            {token.madeBy ? t("tokens.madeBy", { name: token.madeBy }) : null}
          </Text>
        </BlockStack>
        {works ? (
          <Button
            tone="critical"
            accessibilityLabel={t("tokens.revokeOne", { label: token.label })}
            onClick={onRevoke}
          >
            {t("tokens.revoke")}
          </Button>
        ) : null}
      </InlineStack>
    </Box>
  );
}

function RevokeDialog({ token, onClose }: { token: FeedTokenView; onClose(): void }) {
  const { t } = useTranslation("feed");
  const shopify = useAppBridge();
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("revoke.done"));
      onClose();
    }, [shopify, t, onClose]),
  );
  return (
    <Dialog
      open
      title={t("revoke.title", { label: token.label })}
      confirm={t("revoke.confirm")}
      destructive
      busy={act.busy}
      onConfirm={() => act.send(`/app/feed/tokens/${token.id}/revocation`, {})}
      onClose={onClose}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("revoke.notDone")} /> : null}
          <Text as="p">{t("revoke.body")}</Text>
        </BlockStack>
      </Modal.Section>
    </Dialog>
  );
}
