import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Button, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { DocumentList } from "#app/components/document-list.tsx";
import { MayNotBanner } from "#app/components/may-not-banner.tsx";
import { Pages } from "#app/components/pages.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { filterChoices } from "#app/queries/filter-choices.ts";
import { parseWriteOffFilter } from "#app/queries/write-off-filter.ts";
import { writeOffList } from "#app/queries/write-off-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { EmptyList } from "./empty-list.tsx";
import { ListFilters } from "./list-filters.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const filter = parseWriteOffFilter(new URL(request.url).searchParams);
  if (!filter.ok) throw redirect("/app/write-offs");
  const list = await writeOffList(ctx, {
    filter: filter.value,
    seesCost: await seesCost(ctx, { ask: true }),
  });
  return {
    list,
    filter: filter.value,
    choices: await filterChoices(ctx),
    mayWriteOff: ctx.person?.mayWriteOff ?? false,
  };
}

export default function WriteOffs() {
  const { list, filter, choices, mayWriteOff } = useLoaderData<typeof loader>();
  const { t } = useTranslation("write-offs");
  const { cursor, ...narrowing } = filter;
  const narrowed = Object.keys(narrowing).length > 0;
  return (
    <Page
      fullWidth
      title={t("title")}
      primaryAction={
        <Button
          variant="primary"
          url={mayWriteOff ? "/app/write-offs/new" : undefined}
          disabled={!mayWriteOff}
        >
          {t("new")}
        </Button>
      }
    >
      {mayWriteOff ? null : <MayNotBanner />}
      <Card padding="0">
        {list.writeOffs.length > 0 || narrowed ? <ListFilters filter={filter} choices={choices} /> : null}
        {list.writeOffs.length > 0 ? (
          <DocumentList rows={list.writeOffs} costHidden={list.costHidden} />
        ) : (
          <EmptyList narrowed={narrowed} mayWriteOff={mayWriteOff} />
        )}
        <Pages next={list.next} previous={list.previous} />
      </Card>
    </Page>
  );
}
