import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Banner, BlockStack, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { NoCostPage } from "#app/components/no-cost-page.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { bookList } from "#app/queries/book-list.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { BookCard } from "./book-card.tsx";
import { OfferCard } from "./offer-card.tsx";
import { OtherWaysCard } from "./other-ways-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";
export { worthReadingAgain as shouldRevalidate } from "#app/components/worth-reading-again.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  return { list: (await seesCost(ctx, { ask: true })) ? await bookList(ctx) : null };
}

export default function Books() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { t } = useTranslation("books");
  const [params, setParams] = useSearchParams();
  const { list } = shown;
  if (!list) return <NoCostPage title={t("title")} />;
  return (
    <Page title={t("title")} subtitle={t("subtitle")}>
      <BlockStack gap="400">
        {params.get("refused") ? (
          <Banner tone="warning" title={t("refused.title")} onDismiss={() => setParams({})}>
            <Text as="p">{t("refused.body")}</Text>
          </Banner>
        ) : null}
        {list.books.map((book) => (
          <BookCard key={book.id} book={book} timeZone={list.timeZone} />
        ))}
        <OfferCard offered={list.offered} hasBooks={list.books.length > 0} />
        <OtherWaysCard />
      </BlockStack>
    </Page>
  );
}
