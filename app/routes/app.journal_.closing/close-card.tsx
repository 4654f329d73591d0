import { useSearchParams } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, Modal, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";
import { Dialog } from "#app/components/dialog.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useFormat } from "#app/components/use-format.ts";
import type { ClosingView } from "#app/queries/closing-view.ts";
import { OpenWork } from "./open-work.tsx";

/** Which day, what stands in its way, and the one press that cannot be taken back by whoever presses it. */
export function CloseCard({ view }: { view: ClosingView }) {
  const { t } = useTranslation("closing");
  const shopify = useAppBridge();
  const format = useFormat("UTC");
  const words = useProblemWords();
  const [, setParams] = useSearchParams();
  const [confirming, setConfirming] = useState(false);
  const { through } = view;
  const done = useCallback(() => {
    shopify.toast.show(t("close.done"));
    setConfirming(false);
    setParams({}, { replace: true, preventScrollReset: true });
  }, [shopify, t, setParams]);
  const act = useAct(done);
  if (!through) {
    return (
      <Card>
        <Text as="p" tone="subdued">
          {t("close.all")}
        </Text>
      </Card>
    );
  }
  const day = format.day(through);
  const ofDay = view.problems.filter(({ at }) => at?.[0] === "through");
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("close.title")}
        </Text>
        <DayField
          label={t("close.through")}
          value={through}
          max={view.yesterday}
          onChange={(chosen) =>
            setParams(chosen ? { through: chosen } : {}, { replace: true, preventScrollReset: true })
          }
          error={ofDay.map(words).join(" ") || undefined}
          helpText={t("close.zone", { zone: view.timeZone })}
        />
        <div role="status" className="lossbook-banners">
          {ofDay.length === 0 ? <OpenWork view={view} /> : null}
          {view.refusedLines > 0 ? (
            <Banner tone="info" action={{ content: t("close.toTasks"), url: "/app/tasks" }}>
              <Text as="p">{t("close.refusedLines", { count: view.refusedLines })}</Text>
            </Banner>
          ) : null}
          {view.gathering > 0 ? (
            <Banner tone="info">
              <Text as="p">{t("close.gathering", { count: view.gathering })}</Text>
            </Banner>
          ) : null}
          {view.leftBehind > 0 ? (
            <Banner tone="warning">
              <Text as="p">{t("close.leftBehind", { count: view.leftBehind })}</Text>
            </Banner>
          ) : null}
        </div>
        <div>
          <Button variant="primary" disabled={view.problems.length > 0} onClick={() => setConfirming(true)}>
            {t("close.action", { day })}
          </Button>
        </div>
      </BlockStack>
      <Dialog
        open={confirming}
        title={t("close.confirmTitle", { day })}
        confirm={t("close.confirm")}
        busy={act.busy}
        disabled={view.problems.length > 0}
        onConfirm={() => act.send("/app/journal/closing", { through })}
        onClose={() => setConfirming(false)}
      >
        <Modal.Section>
          <BlockStack gap="300">
            {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("close.refused")} /> : null}
            <Text as="p">{t("close.body")}</Text>
            <Text as="p" tone="subdued">
              {t("close.back")}
            </Text>
          </BlockStack>
        </Modal.Section>
      </Dialog>
    </Card>
  );
}
