import { useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, Box, Button, ButtonGroup, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { Pages } from "#app/components/pages.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { HookDeliveryView, HookPage } from "#app/queries/hook-page.ts";

const TONES = { waiting: "info", done: "success", parked: "attention", dropped: undefined } as const;
/** What became of it comes first: on a phone the rest lies to the side. */
const COLUMNS = ["what", "state", "to", "when", "tries"] as const;

type Props = { page: HookPage; onlyFailed: boolean; timeZone: string };

export function DeliveriesCard({ page, onlyFailed, timeZone }: Props) {
  const { t } = useTranslation("hooks");
  const navigate = useNavigate();
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("deliveries.title")}
          </Text>
          <ButtonGroup variant="segmented">
            <Button pressed={!onlyFailed} onClick={() => navigate("/app/hooks")}>
              {t("deliveries.all")}
            </Button>
            <Button pressed={onlyFailed} onClick={() => navigate("/app/hooks?only=failed")}>
              {t("deliveries.failed")}
            </Button>
          </ButtonGroup>
        </InlineStack>
      </Box>
      {page.deliveries.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t(onlyFailed ? "deliveries.noneFailed" : "deliveries.none")}
          </Text>
        </Box>
      ) : (
        <div className="lossbook-table-frame">
          <table className="lossbook-table">
            <caption>{t("deliveries.title")}</caption>
            <thead>
              <tr>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className={column === "tries" ? "lossbook-end" : undefined}>
                    {t(`deliveries.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.deliveries.map((delivery) => (
                <Delivery key={delivery.id} delivery={delivery} timeZone={timeZone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pages next={page.next} previous={page.previous} />
    </Card>
  );
}

function Delivery({ delivery, timeZone }: { delivery: HookDeliveryView; timeZone: string }) {
  const { t } = useTranslation("hooks");
  const { document, state, trouble, status, words, dueAt } = delivery;
  const isTroubled = trouble !== null && state !== "done";
  return (
    <tr>
      <th scope="row">
        <Link url={`/app/write-offs/${document.id}`}>{document.number}</Link>{" "}
        {t(`told.${delivery.event.replace(".", "-")}`)}
      </th>
      <td>
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={TONES[state]}>{t(`delivery.${state}`)}</Badge>
          {state === "dropped" ? null : <Replay delivery={delivery} />}
        </InlineStack>
        {isTroubled ? (
          <Text as="p" variant="bodySm">
            {t(`trouble.${trouble}`, { status: status ?? "" })}
            {words ? `: ${words}` : null}
            {dueAt ? (
              <>
                {" · "}
                {t("deliveries.again")} <Moment at={dueAt} timeZone={timeZone} />
              </>
            ) : null}
          </Text>
        ) : null}
      </td>
      <td>{delivery.hook}</td>
      <td>
        <Moment at={delivery.triedAt ?? delivery.createdAt} timeZone={timeZone} />
      </td>
      <td className="lossbook-end">{delivery.attempts}</td>
    </tr>
  );
}

function Replay({ delivery }: { delivery: HookDeliveryView }) {
  const { t } = useTranslation("hooks");
  const shopify = useAppBridge();
  const act = useAct<{ replayed: number }>(
    useCallback(({ replayed: count }) => shopify.toast.show(t("replayed.done", { count })), [shopify, t]),
  );
  const named = { what: delivery.document.number, to: delivery.hook };
  return (
    <>
      <Button
        size="slim"
        variant="plain"
        loading={act.busy}
        accessibilityLabel={t("deliveries.replayOne", named)}
        onClick={() => act.send(`/app/hooks/deliveries/${delivery.id}/replay`, {})}
      >
        {t("deliveries.replay")}
      </Button>
      {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("replayed.notDone")} /> : null}
    </>
  );
}
