import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Pages } from "#app/components/pages.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { dayIn } from "#app/domain/dates.ts";
import { EXPORT_FORMATS } from "#app/exports/index.ts";
import { accountSettings } from "#app/queries/account-settings.ts";
import { parseJournalFilter } from "#app/queries/journal-filter.ts";
import { journalList } from "#app/queries/journal-list.ts";
import { trialBalance } from "#app/queries/trial-balance.ts";
import { barredFromMoney } from "#app/use-cases/shop/see-cost.ts";
import { EntryCard } from "./entry-card.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { JournalFilters } from "./journal-filters.tsx";
import { JournalTabs } from "./journal-tabs.tsx";
import { TrialBalanceCard } from "./trial-balance-card.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const params = new URL(request.url).searchParams;
  const parsed = parseJournalFilter(params);
  if (!parsed.ok) throw redirect("/app/journal");
  const filter = parsed.value;
  // A journal without its amounts would be a list of riddles: who may not see cost gets none of it.
  if (await barredFromMoney(ctx, "see-journal")) return null;
  const balance = params.get("view") === "balance" ? await trialBalance(ctx, filter) : null;
  const journal = balance ? null : await journalList(ctx, { filter, seesCost: true });
  const { timeZone } = ctx.shop;
  return {
    ...{ filter, balance, journal, accounts: await accountSettings(ctx), timeZone },
    formats: EXPORT_FORMATS.map(({ id, name, capabilities: { adviser } }) => ({ id, name, adviser })),
    today: dayIn(timeZone || "UTC", ctx.clock.now()),
  };
}

export default function Journal() {
  const shown = useLoaderData<typeof loader>();
  const { t } = useTranslation("journal");
  const [saving, setSaving] = useState(false);
  if (!shown) {
    return (
      <Page title={t("title")}>
        <Banner tone="info" title={t("hidden.title")}>
          <Text as="p">{t("hidden.body")}</Text>
        </Banner>
      </Page>
    );
  }
  const { filter, balance, journal, accounts, timeZone, formats, today } = shown;
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      secondaryActions={
        <InlineStack gap="200">
          <Button onClick={() => setSaving(true)}>{t("export.action")}</Button>
          <Button url="/app/journal/closing">{t("closing")}</Button>
        </InlineStack>
      }
    >
      <BlockStack gap="400">
        <Card padding="0">
          <JournalTabs balance={balance !== null} />
          <JournalFilters filter={filter} accounts={accounts} onlyDates={balance !== null} />
        </Card>
        {balance ? <TrialBalanceCard balance={balance} /> : null}
        {journal?.entries.map((entry) => (
          <EntryCard
            key={entry.id}
            entry={entry}
            inBooks={journal.inBooks[entry.id] ?? null}
            timeZone={timeZone}
          />
        ))}
        {journal?.entries.length === 0 ? (
          <Card>
            <Text as="p" tone="subdued" alignment="center">
              {t(Object.keys(filter).length > 0 ? "none.narrowed" : "none.yet")}
            </Text>
          </Card>
        ) : null}
        {journal?.next || journal?.previous ? (
          <Card padding="0">
            <Pages next={journal.next} previous={journal.previous} />
          </Card>
        ) : null}
      </BlockStack>
      {saving ? (
        <ExportDialog filter={filter} formats={formats} today={today} onClose={() => setSaving(false)} />
      ) : null}
    </Page>
  );
}
