import { BlockStack, Box, Button, Card, Collapsible, InlineGrid, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const STEPS = ["find", "say", "check"] as const;

/** Before anything was written off: three ways to begin, and none of them asks for a set-up. */
export function StartCard() {
  const { t } = useTranslation("home");
  const [shown, setShown] = useState(false);
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingLg">
            {t("start.title")}
          </Text>
          <Text as="p">{t("start.body")}</Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, md: 3 }} gap="300">
          <Choice title={t("start.one.title")} body={t("start.one.body")}>
            <Button variant="primary" url="/app/write-offs/new">
              {t("start.one.action")}
            </Button>
          </Choice>
          <Choice title={t("start.scan.title")} body={t("start.scan.body")}>
            <Button url="/app/scan">{t("start.scan.action")}</Button>
          </Choice>
          <Choice title={t("start.how.title")} body={t("start.how.body")}>
            <Button onClick={() => setShown(!shown)} ariaExpanded={shown} ariaControls="how-it-works">
              {t(shown ? "start.how.less" : "start.how.action")}
            </Button>
          </Choice>
        </InlineGrid>
        <Collapsible id="how-it-works" open={shown}>
          <ol className="lossbook-steps">
            {STEPS.map((step) => (
              <li key={step} className="lossbook-step">
                <Text as="p" fontWeight="semibold">
                  {t(`steps.${step}.title`)}
                </Text>
                <Text as="p">{t(`steps.${step}.body`)}</Text>
              </li>
            ))}
          </ol>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}

function Choice({ title, body, children }: { title: string; body: string; children: React.ReactNode }) {
  return (
    <Box background="bg-surface-secondary" borderRadius="200" padding="300">
      <BlockStack gap="200" inlineAlign="start">
        <Text as="h3" variant="headingSm">
          {title}
        </Text>
        <Text as="p">{body}</Text>
        {children}
      </BlockStack>
    </Box>
  );
}
