import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, Banner, BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { HookView } from "#app/queries/hook-page.ts";
import { ChangeSecretDialog, EndDialog } from "./change-dialogs.tsx";

const TONES = { working: "success", failing: "warning", ended: undefined } as const;

export function HooksCard({ hooks, timeZone }: { hooks: HookView[]; timeZone: string }) {
  const { t } = useTranslation("hooks");
  const [ending, setEnding] = useState<HookView | null>(null);
  const [changing, setChanging] = useState<HookView | null>(null);
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("hooks.title")}
        </Text>
      </Box>
      {hooks.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("hooks.none")}
          </Text>
        </Box>
      ) : null}
      {hooks.map((hook) => (
        <Box key={hook.id} padding="400" borderBlockStartWidth="025" borderColor="border">
          <BlockStack gap="300">
            <Hook hook={hook} timeZone={timeZone} />
            {hook.state === "ended" ? null : (
              <Acts hook={hook} onChange={() => setChanging(hook)} onEnd={() => setEnding(hook)} />
            )}
          </BlockStack>
        </Box>
      ))}
      {ending ? <EndDialog hook={ending} onClose={() => setEnding(null)} /> : null}
      {changing ? <ChangeSecretDialog hook={changing} onClose={() => setChanging(null)} /> : null}
    </Card>
  );
}

function Hook({ hook, timeZone }: { hook: HookView; timeZone: string }) {
  const { t } = useTranslation("hooks");
  const since = hook.endedAt ?? hook.failingSince ?? hook.createdAt;
  const word = hook.endedAt ? "endedAt" : hook.failingSince ? "failingSince" : "since";
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm" breakWord>
          {hook.label}
        </Text>
        <Badge tone={TONES[hook.state]}>{t(`state.${hook.state}`)}</Badge>
        {hook.waiting > 0 ? <Badge>{t("hooks.waiting", { count: hook.waiting })}</Badge> : null}
        {hook.parked > 0 ? <Badge tone="attention">{t("hooks.parked", { count: hook.parked })}</Badge> : null}
      </InlineStack>
      <Text as="p" breakWord>
        {hook.url}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {hook.events.map((event) => t(`event.${event.replace(".", "-")}`)).join(", ")}
        {" · "}
        {t(`hooks.${word}`)} <Moment at={since} timeZone={timeZone} />
        {hook.madeBy ? ` · ${t("hooks.madeBy", { name: hook.madeBy })}` : null}
      </Text>
      {hook.endedAt && hook.endedBy === null ? <Text as="p">{t("hooks.gone")}</Text> : null}
      {hook.formerUntil ? (
        <Text as="p" variant="bodySm">
          {t("hooks.former")} <Moment at={hook.formerUntil} timeZone={timeZone} />
        </Text>
      ) : null}
    </BlockStack>
  );
}

type Tested = { taken: true } | { taken: false; trouble: string; status: number | null; words: string };

/** What came of a test, in the words of what was sent: it stays until the next one is asked for. */
function useTest(hook: HookView) {
  const { t } = useTranslation("hooks");
  const shopify = useAppBridge();
  const [failed, setFailed] = useState<string | null>(null);
  const act = useAct<Tested>(
    useCallback(
      (came) => {
        if (came.taken) shopify.toast.show(t("tested.done"));
        const words = came.taken || !came.words ? "" : `: ${came.words}`;
        setFailed(came.taken ? null : t(`trouble.${came.trouble}`, { status: came.status ?? "" }) + words);
      },
      [shopify, t],
    ),
  );
  return { act, failed, send: () => act.send(`/app/hooks/${hook.id}/trial`, {}) };
}

function Acts({ hook, onChange, onEnd }: { hook: HookView; onChange(): void; onEnd(): void }) {
  const { t } = useTranslation("hooks");
  const shopify = useAppBridge();
  const act = useAct<{ replayed: number }>(
    useCallback(
      ({ replayed: count }) =>
        shopify.toast.show(count === 0 ? t("replayed.nothing") : t("replayed.done", { count })),
      [shopify, t],
    ),
  );
  const test = useTest(hook);
  const { label } = hook;
  return (
    <BlockStack gap="200">
      {test.act.refusal ? <RefusalBanner refusal={test.act.refusal} title={t("tested.notDone")} /> : null}
      <div role="status">
        {test.failed && !test.act.busy ? (
          <Banner tone="warning" title={t("tested.failed")}>
            <Text as="p" breakWord>
              {test.failed}
            </Text>
          </Banner>
        ) : null}
      </div>
      {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("replayed.notDone")} /> : null}
      <InlineStack gap="200">
        <Button
          accessibilityLabel={t("hooks.testOne", { label })}
          loading={test.act.busy}
          onClick={test.send}
        >
          {t("hooks.test")}
        </Button>
        <Button
          accessibilityLabel={t("hooks.replayOne", { label })}
          loading={act.busy}
          disabled={hook.parked === 0 && hook.state !== "failing"}
          onClick={() => act.send(`/app/hooks/${hook.id}/replay`, {})}
        >
          {t("hooks.replay")}
        </Button>
        <Button accessibilityLabel={t("hooks.secretOne", { label })} onClick={onChange}>
          {t("hooks.secret")}
        </Button>
        <Button tone="critical" accessibilityLabel={t("hooks.endOne", { label })} onClick={onEnd}>
          {t("hooks.end")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
