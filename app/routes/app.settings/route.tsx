import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Layout, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { accountSettings } from "#app/queries/account-settings.ts";
import { reasonSettings } from "#app/queries/reason-settings.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { AccountsCard } from "./accounts-card.tsx";
import { ReasonsCard } from "./reasons-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return {
    reasons: await reasonSettings(ctx),
    accounts: await accountSettings(ctx),
    mayChangeReasons: ctx.person?.mayWriteOff ?? false,
    mayNameAccounts: await seesCost(ctx, { ask: true }),
  };
}

export default function Settings() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { reasons, accounts, mayChangeReasons, mayNameAccounts } = shown;
  const { t } = useTranslation("settings");
  return (
    <Page title={t("title")}>
      <Layout>
        {mayChangeReasons ? null : (
          <Layout.Section>
            <MayNotBanner />
          </Layout.Section>
        )}
        <Layout.AnnotatedSection title={t("reasons.title")} description={t("reasons.body")}>
          <ReasonsCard
            reasons={reasons}
            accounts={accounts}
            mayChange={mayChangeReasons}
            mayChooseAccount={mayNameAccounts}
          />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t("accounts.title")} description={t("accounts.body")}>
          <AccountsCard accounts={accounts} mayName={mayNameAccounts} />
        </Layout.AnnotatedSection>
      </Layout>
      <Text as="p" tone="subdued" alignment="center">
        {t("kept")}
      </Text>
    </Page>
  );
}
