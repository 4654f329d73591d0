import { BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { BookPage, TestView } from "#app/queries/book-page.ts";

/** The smallest entry there is and its opposite, so that nothing is left of it but the knowledge. */
export function TestCard({ page }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const act = useAct(useCallback(() => {}, []));
  const { book, terms, tests } = page;
  const isReady = terms.isAgreed && terms.method !== "reports-only" && !book.isPaused;
  const mayTest = isReady && book.state !== "signed-out";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("test.title")}
        </Text>
        <Text as="p">{t("test.body")}</Text>
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("test.notSent")} /> : null}
        {tests.length > 0 ? (
          <BlockStack gap="200">
            {tests.map((one) => (
              <Sent key={one.id} test={one} book={book} />
            ))}
          </BlockStack>
        ) : null}
        {mayTest ? null : (
          <Text as="p" tone="subdued">
            {t(terms.method === "reports-only" ? "test.reportsOnly" : "test.notYet")}
          </Text>
        )}
        <InlineStack>
          <Button
            disabled={!mayTest}
            loading={act.busy}
            onClick={() => act.send(`/app/books/${book.id}/test-entry`, {})}
          >
            {t(tests.length > 0 ? "test.again" : "test.action")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Sent({ test, book }: { test: TestView; book: BookPage["book"] }) {
  const { t } = useTranslation("books");
  const what = t(test.isReversal ? "test.reversal" : "test.entry", { reference: test.reference });
  return (
    <BlockStack gap="100">
      <Text as="p">
        {what}: {t(`test.state.${test.state}`)}
        {test.trouble ? ` ${t(`trouble.${test.trouble}`)}` : ""}
      </Text>
      {test.address ? (
        <Text as="p">
          <Link url={test.address} target="_blank">
            {t("test.see", { reference: test.reference, vendor: book.vendor })}
          </Link>
        </Text>
      ) : null}
    </BlockStack>
  );
}
