import { data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { Nothing } from "#app/components/nothing.tsx";
import { Pages } from "#app/components/pages.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { parseDeliveryFilter } from "#app/queries/delivery-filter.ts";
import { deliveryList } from "#app/queries/delivery-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { DeliveryFilters } from "./delivery-filters.tsx";
import { DeliveryTable } from "./delivery-table.tsx";
import { FlowCard } from "./flow-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const filter = parseDeliveryFilter(new URL(request.url).searchParams);
  const bookId = params.id ?? "";
  if (!filter.ok) throw redirect(`/app/books/${encodeURIComponent(bookId)}/deliveries`);
  if (!(await seesCost(ctx, { ask: true }))) return data({ list: null, mayNot: true, filter: filter.value });
  const list = await deliveryList(ctx, { bookId, filter: filter.value });
  return data({ list, mayNot: false, filter: filter.value }, { status: list ? 200 : 404 });
}

export default function Deliveries() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { t } = useTranslation("deliveries");
  const { list, mayNot, filter } = shown;
  if (!list) {
    return (
      <Page title={t("title")} backAction={{ content: t("books"), url: "/app/books" }}>
        <Banner tone="info" title={t(mayNot ? "mayNot.title" : "noBook.title")}>
          <Text as="p">{t(mayNot ? "mayNot.body" : "noBook.body")}</Text>
        </Banner>
      </Page>
    );
  }
  const { cursor: _, ...narrowing } = filter;
  const narrowed = Object.keys(narrowing).length > 0;
  const { book, flow, deliveries, next, previous, timeZone } = list;
  return (
    <Page
      fullWidth
      title={t("title")}
      subtitle={t("listSubtitle", { vendor: book.vendor, organisation: book.organisationName })}
      backAction={{ content: t("toBook"), url: `/app/books/${book.id}` }}
    >
      <BlockStack gap="400">
        <FlowCard book={book} flow={flow} timeZone={timeZone} />
        <Card padding="0">
          {deliveries.length > 0 || narrowed ? <DeliveryFilters filter={filter} /> : null}
          {deliveries.length > 0 ? (
            <DeliveryTable rows={deliveries} />
          ) : (
            <Nothing
              title={t(narrowed ? "none.narrowedTitle" : "none.title")}
              body={t(narrowed ? "none.narrowed" : "none.body")}
            />
          )}
          <Pages next={next} previous={previous} />
        </Card>
      </BlockStack>
    </Page>
  );
}
