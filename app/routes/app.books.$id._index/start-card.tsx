import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import type { BookPage } from "#app/queries/book-page.ts";

/** Until this is pressed nothing but a test has gone anywhere. It stays to say that it has begun. */
export function StartCard({ page }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const shopify = useAppBridge();
  const act = useAct(useCallback(() => shopify.toast.show(t("start.done")), [shopify, t]));
  const { book, terms } = page;
  if (book.state !== "setting-up") return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("start.title")}
        </Text>
        <Text as="p">{t(terms.isAgreed ? "start.body" : "start.notYet")}</Text>
        {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("start.notDone")} /> : null}
        <InlineStack gap="200">
          <Button
            variant="primary"
            disabled={!terms.isAgreed}
            loading={act.busy}
            onClick={() => act.send(`/app/books/${book.id}/start`, {})}
          >
            {t("start.action")}
          </Button>
          <Button url={`/app/books/${book.id}/preview`}>{t("preview.open")}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
