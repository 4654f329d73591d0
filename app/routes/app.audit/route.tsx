import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Pages } from "#app/components/pages.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { auditFacts } from "#app/queries/audit-facts.ts";
import { parseAuditFilter } from "#app/queries/audit-filter.ts";
import { auditList } from "#app/queries/audit-list.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { ChainCard } from "./chain-card.tsx";
import { EventList } from "./event-list.tsx";
import { ExportDialog } from "./export-dialog.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const parsed = parseAuditFilter(new URL(request.url).searchParams);
  if (!parsed.ok) throw redirect("/app/audit");
  if (barOf(ctx.person, "audit")) return null;
  const [facts, list] = await Promise.all([auditFacts(ctx), auditList(ctx, parsed.value)]);
  return { filter: parsed.value, facts, list, timeZone: ctx.shop.timeZone };
}

export { worthReadingAgain as shouldRevalidate } from "#app/components/worth-reading-again.ts";

export default function Audit() {
  const shown = useLoaderData<typeof loader>();
  const { t } = useTranslation("audit");
  const [saving, setSaving] = useState(false);
  const back = { content: t("back"), url: "/app/settings" };
  if (!shown) {
    return (
      <Page title={t("title")} backAction={back}>
        <Banner tone="info" title={t("hidden.title")}>
          <Text as="p">{t("hidden.body")}</Text>
        </Banner>
      </Page>
    );
  }
  const { filter, facts, list, timeZone } = shown;
  const { cursor: _, ...narrowed } = filter;
  return (
    <Page
      title={t("title")}
      subtitle={t("subtitle")}
      backAction={back}
      primaryAction={{ content: t("export.action"), onAction: () => setSaving(true) }}
    >
      <BlockStack gap="400">
        <ChainCard head={facts.head} timeZone={timeZone} />
        <Card padding="0">
          <AuditFilters filter={filter} people={facts.people} />
          <EventList events={list.events} timeZone={timeZone} isNarrowed={Object.keys(narrowed).length > 0} />
          <Pages next={list.next} previous={list.previous} />
        </Card>
      </BlockStack>
      {saving ? <ExportDialog filter={narrowed} onClose={() => setSaving(false)} /> : null}
    </Page>
  );
}
