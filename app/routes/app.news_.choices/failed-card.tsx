import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, InlineStack, List } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { NewsChoices } from "#app/queries/news-choices.ts";

/** A letter that nobody took is not simply gone: its reader sees why, in the mail server's own words. */
export function FailedCard({ letters, timeZone }: { letters: NewsChoices["failed"]; timeZone: string }) {
  const { t } = useTranslation("news-choices");
  const shopify = useAppBridge();
  const act = useAct(useCallback(() => shopify.toast.show(t("failed.again")), [shopify, t]));
  return (
    <BlockStack gap="200">
      {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("notSaved")} /> : null}
      <Banner tone="warning" title={t("failed.title")}>
        <BlockStack gap="200">
          <List>
            {letters.map(({ id, madeAt, trouble, words }) => (
              <List.Item key={id}>
                <Moment at={madeAt} timeZone={timeZone} />: {t(`trouble.${trouble}`)}
                {words ? ` (${words})` : null}
              </List.Item>
            ))}
          </List>
          <InlineStack>
            <Button loading={act.busy} onClick={() => act.send("/app/news/choices/again", {})}>
              {t("failed.action")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Banner>
    </BlockStack>
  );
}
