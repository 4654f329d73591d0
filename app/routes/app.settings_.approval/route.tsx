import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  BlockStack,
  Box,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  Layout,
  Page,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { type ApprovalRuleSetting, approvalSettings } from "#app/queries/approval-settings.ts";
import { EndDialog } from "./end-dialog.tsx";
import { ReminderCard } from "./reminder-card.tsx";
import { RuleDialog } from "./rule-dialog.tsx";
import { useRuleWords } from "./use-rule-words.ts";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  return approvalSettings(await contextOfRequest(request));
}

export default function Approval() {
  const settings = useLoaderData<typeof loader>();
  useKept(settings);
  const { t } = useTranslation("approval");
  const [changing, setChanging] = useState<ApprovalRuleSetting | "new" | null>(null);
  const [ending, setEnding] = useState<ApprovalRuleSetting | null>(null);
  const { rules, mayChange } = settings;
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={{ content: t("back"), url: "/app/settings" }}
      {...(mayChange ? { primaryAction: { content: t("add"), onAction: () => setChanging("new") } } : {})}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {mayChange ? null : (
              <Text as="p" tone="subdued">
                {t("mayNot")}
              </Text>
            )}
            <Card padding="0">
              <Box padding="400">
                <Text as="h2" variant="headingMd">
                  {t("rules")}
                </Text>
                <Text as="p" tone="subdued">
                  {t(rules.length > 0 ? "history" : "none")}
                </Text>
              </Box>
              <ul className="lossbook-list">
                {rules.map((rule) => (
                  <li key={rule.id}>
                    <Rule
                      rule={rule}
                      may={mayChange}
                      onChange={() => setChanging(rule)}
                      onEnd={() => setEnding(rule)}
                    />
                  </li>
                ))}
              </ul>
            </Card>
            <ReminderCard hours={settings.remindAfterHours} mayChange={mayChange} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      {changing ? (
        <RuleDialog
          rule={changing === "new" ? null : changing}
          settings={settings}
          onClose={() => setChanging(null)}
        />
      ) : null}
      {ending ? <EndDialog rule={ending} onClose={() => setEnding(null)} /> : null}
    </Page>
  );
}

type RuleProps = { rule: ApprovalRuleSetting; may: boolean; onChange(): void; onEnd(): void };

function Rule({ rule, may, onChange, onEnd }: RuleProps) {
  const { t } = useTranslation("approval");
  const words = useRuleWords()(rule);
  return (
    <Box padding="400">
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <span className="lossbook-wrap">
          <Text as="p">{words}</Text>
        </span>
        {may ? (
          <ButtonGroup>
            <Button accessibilityLabel={t("changeOne", { rule: words })} onClick={onChange}>
              {t("change")}
            </Button>
            <Button tone="critical" accessibilityLabel={t("endOne", { rule: words })} onClick={onEnd}>
              {t("end")}
            </Button>
          </ButtonGroup>
        ) : null}
      </InlineStack>
    </Box>
  );
}
