import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { BookTask } from "#app/queries/book-tasks.ts";

type Props = { task: BookTask; timeZone: string; mayAct: boolean };

export function BookTaskRow({ task, timeZone, mayAct }: Props) {
  const { t } = useTranslation("tasks");
  const { why, vendor, organisationName: organisation, waiting, endsAt, bookId } = task;
  const url = why === "mapping" ? `/app/books/${bookId}#accounts` : `/app/books/${bookId}`;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <Text as="h3" fontWeight="semibold">
          {t(`books.${why}.what`, { vendor, organisation })}
        </Text>
        <Text as="span" tone="subdued">
          {endsAt ? <Moment at={endsAt} timeZone={timeZone} /> : t("books.waiting", { count: waiting })}
        </Text>
      </BlockStack>
      {mayAct ? (
        <Button url={url} accessibilityLabel={`${t(`books.${why}.action`)}: ${vendor}, ${organisation}`}>
          {t(`books.${why}.action`)}
        </Button>
      ) : (
        <Text as="span" tone="subdued">
          {t("needsValue.finance")}
        </Text>
      )}
    </InlineStack>
  );
}
