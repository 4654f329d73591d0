import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Box, Layout, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { contextOfRequest } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { accountSettings } from "#app/queries/account-settings.ts";
import { filterChoices } from "#app/queries/filter-choices.ts";
import { reasonSettings } from "#app/queries/reason-settings.ts";
import { rulesSettings } from "#app/queries/rules-settings.ts";
import { watchSettings } from "#app/queries/watch-settings.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { AccountsCard } from "./accounts-card.tsx";
import { DoorsCard } from "./doors-card.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { QuestionsCard } from "./questions-card.tsx";
import { ReasonsCard } from "./reasons-card.tsx";
import { RulesCard } from "./rules-card.tsx";
import { ThresholdCard } from "./threshold-card.tsx";
import { WatchCard } from "./watch-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const maySeeCost = await seesCost(ctx, { ask: true });
  const [reasons, accounts, rules, { locations }, watch] = await Promise.all([
    reasonSettings(ctx),
    accountSettings(ctx),
    rulesSettings(ctx, { seesCost: maySeeCost }),
    filterChoices(ctx),
    watchSettings(ctx),
  ]);
  return {
    ...{ reasons, accounts, rules, locations, watch },
    mayLayDown: barOf(ctx.person, "people") === null,
    mayWriteOff: ctx.person?.mayWriteOff ?? false,
    maySeeCost,
  };
}

export default function Settings() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const own = useOwnWords();
  const { rules, locations, mayWriteOff, maySeeCost } = shown;
  const reasons = shown.reasons.map((one) => ({ ...one, label: own.reason(one.label) }));
  const accounts = shown.accounts.map((one) => ({ ...one, name: own.account(one.name) }));
  const { t } = useTranslation("settings");
  const { t: tWatch } = useTranslation("watch");
  return (
    <Page title={t("title")}>
      <Layout>
        {mayWriteOff ? null : (
          <Layout.Section>
            <MayNotBanner />
          </Layout.Section>
        )}
        <Layout.Section>
          <DoorsCard maySeeCost={maySeeCost} />
        </Layout.Section>
        <Layout.AnnotatedSection title={t("reasons.title")} description={t("reasons.body")}>
          <ReasonsCard
            reasons={reasons}
            accounts={accounts}
            mayChange={mayWriteOff}
            mayChooseAccount={maySeeCost}
          />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t("accounts.title")} description={t("accounts.body")}>
          <AccountsCard accounts={accounts} mayName={maySeeCost} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t("rules.title")} description={t("rules.body")}>
          <RulesCard
            rules={rules.rules}
            reasons={reasons}
            locations={locations}
            accounts={accounts}
            mayChange={maySeeCost}
          />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t("policy.title")} description={t("policy.body")}>
          <PolicyCard policy={rules.policy} mayChange={mayWriteOff && maySeeCost} />
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title={t("questions.title")} description={t("questions.body")}>
          <QuestionsCard
            questions={rules.questions}
            currency={rules.currency}
            mayChange={mayWriteOff && maySeeCost}
          />
        </Layout.AnnotatedSection>
        {maySeeCost ? (
          <Layout.AnnotatedSection title={t("threshold.title")} description={t("threshold.body")}>
            <ThresholdCard threshold={rules.threshold} currency={rules.currency} />
          </Layout.AnnotatedSection>
        ) : null}
        <Layout.AnnotatedSection title={tWatch("section")} description={tWatch("body")}>
          <WatchCard watch={shown.watch} mayChange={shown.mayLayDown} />
        </Layout.AnnotatedSection>
      </Layout>
      <Box paddingBlock="400">
        <Text as="p" tone="subdued" alignment="center">
          {t("kept")}
        </Text>
      </Box>
    </Page>
  );
}
