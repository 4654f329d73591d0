import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useParams } from "@remix-run/react";
import { Banner, BlockStack, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useKept } from "#app/components/kept.ts";
import { NoCostPage } from "#app/components/no-cost-page.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { isUuid } from "#app/domain/ids.ts";
import { respondProblems } from "#app/http/respond.ts";
import { previewView } from "#app/queries/book-preview.ts";
import { previewDeliveries } from "#app/use-cases/book/preview-deliveries.ts";
import { PreviewedCard } from "./previewed-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  const [bookId, only] = [params.id ?? "", new URL(request.url).searchParams.get("delivery")];
  if (!isUuid(bookId) || (only !== null && !isUuid(only))) throw respondProblems([{ code: "bad-id" }]);
  const preview = await previewDeliveries(ctx, { bookId, only });
  if (preview.ok) return { view: previewView(preview.value) };
  if (preview.problems.some(({ code }) => code === "may-not-see-cost")) return { view: null };
  throw respondProblems(preview.problems);
}

/** A dry run: exactly what would be sent, beside what the books hold. Opening it sends nothing. */
export default function Preview() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { t } = useTranslation("books");
  const { id } = useParams();
  const { view } = shown;
  if (!view) return <NoCostPage title={t("preview.title")} />;
  return (
    <Page
      title={t("preview.title")}
      subtitle={t("preview.subtitle", { name: view.organisationName })}
      backAction={{ content: view.organisationName, url: `/app/books/${id}` }}
    >
      <BlockStack gap="400">
        {view.isRead ? null : (
          <Banner tone="warning" title={t("preview.notRead")}>
            <Text as="p">{t("preview.notReadBody")}</Text>
          </Banner>
        )}
        {view.deliveries.map((one) => (
          <PreviewedCard key={one.key} delivery={one} organisation={view.organisationName} />
        ))}
        {view.deliveries.length === 0 ? (
          <Card>
            <Text as="p" tone="subdued" alignment="center">
              {t(view.method === "reports-only" ? "preview.reportsOnly" : "preview.none")}
            </Text>
          </Card>
        ) : null}
        {view.hasMore ? (
          <Text as="p" tone="subdued" alignment="center">
            {t("preview.more", { count: view.deliveries.length })}
          </Text>
        ) : null}
      </BlockStack>
    </Page>
  );
}
