import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { BookStateBadge } from "#app/components/book-state-badge.tsx";
import { useKept } from "#app/components/kept.ts";
import { NoCostPage } from "#app/components/no-cost-page.tsx";
import { contextOfRequest } from "#app/context.server.ts";
import { isUuid } from "#app/domain/ids.ts";
import { respondProblems } from "#app/http/respond.ts";
import { bookPage } from "#app/queries/book-page.ts";
import { seesCost } from "#app/use-cases/shop/see-cost.ts";
import { AccountsCard } from "./accounts-card.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { MarksCard } from "./marks-card.tsx";
import { StartCard } from "./start-card.tsx";
import { TermsCard } from "./terms-card.tsx";
import { TestCard } from "./test-card.tsx";

export { kept as clientLoader } from "#app/components/kept.ts";
export { worthReadingAgain as shouldRevalidate } from "#app/components/worth-reading-again.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const ctx = await contextOfRequest(request);
  if (!(await seesCost(ctx, { ask: true }))) return { page: null };
  const page = isUuid(params.id ?? "") ? await bookPage(ctx, params.id ?? "") : null;
  if (!page) throw respondProblems([{ code: "not-found" }]);
  return { page };
}

/** A new book is set up from top to bottom, and nothing is sent before the last step. */
export default function Book() {
  const shown = useLoaderData<typeof loader>();
  useKept(shown);
  const { t } = useTranslation("books");
  const { page } = shown;
  if (!page) return <NoCostPage title={t("title")} />;
  const { book } = page;
  return (
    <Page
      title={book.organisationName}
      titleMetadata={<BookStateBadge book={book} />}
      subtitle={t("card.kind", { vendor: book.vendor, currency: book.currency })}
      backAction={{ content: t("title"), url: "/app/books" }}
    >
      <BlockStack gap="400">
        <ConnectionCard page={page} />
        {book.state === "disconnected" ? null : (
          <>
            <TermsCard page={page} />
            <div id="accounts">
              <AccountsCard page={page} />
            </div>
            {page.dimensions.length + page.marks.length > 0 ? <MarksCard page={page} /> : null}
            <TestCard page={page} />
            <StartCard page={page} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}
