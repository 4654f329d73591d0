import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import {
  Badge,
  BlockStack,
  Button,
  Card,
  InlineStack,
  List,
  Page,
  ProgressBar,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AdminLink } from "#app/components/admin-link.tsx";
import { useKept } from "#app/components/kept.ts";
import { contextOfRequest } from "#app/context.server.ts";
import type { Allowance } from "#app/domain/pricing/pricing.ts";
import { planPage } from "#app/queries/plan-page.ts";
import { findAllowance } from "#app/use-cases/pricing/allowance.ts";

export { kept as clientLoader } from "#app/components/kept.ts";

/** Where Shopify leads whoever has just chosen a plan: it is asked for anew, and no webhook is waited for. */
export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  await findAllowance(ctx, { ask: true });
  return planPage(ctx);
}

export default function Plan() {
  const plan = useLoaderData<typeof loader>();
  useKept(plan);
  const { t } = useTranslation("plan");
  return (
    <Page title={t("title")} backAction={{ content: t("back"), url: "/app/settings" }} narrowWidth>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h2" variant="headingMd">
                {t(`kind.${plan.kind}`)}
              </Text>
              {plan.kind === "paid" && plan.handle ? <Badge tone="success">{plan.handle}</Badge> : null}
            </InlineStack>
            <Text as="p">{t(`holds.${plan.kind}`, { count: plan.freeWriteOffsAMonth })}</Text>
            {plan.allowance ? <Used allowance={plan.allowance} /> : null}
            <AdminLink to={plan.planUrl}>{t("choose")}</AdminLink>
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {t("always.title")}
            </Text>
            <List>
              {(["undo", "history", "exports", "requests"] as const).map((what) => (
                <List.Item key={what}>{t(`always.${what}`)}</List.Item>
              ))}
            </List>
            <InlineStack>
              <Button url="/app/write-offs">{t("always.open")}</Button>
            </InlineStack>
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

function Used({ allowance: { limit, used } }: { allowance: Allowance }) {
  const { t } = useTranslation("plan");
  const share = Math.min(100, Math.round((100 * used) / limit));
  return (
    <BlockStack gap="100">
      <Text as="p" id="plan-used">
        {t("used", { used, count: limit })}
      </Text>
      <ProgressBar
        progress={share}
        size="small"
        tone={used >= limit ? "critical" : "primary"}
        ariaLabelledBy="plan-used"
      />
    </BlockStack>
  );
}
