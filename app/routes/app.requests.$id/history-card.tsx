import { BlockStack, Card, DescriptionList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { RequesterHistory } from "#app/queries/requester-history.ts";

export function HistoryCard({ history }: { history: RequesterHistory }) {
  const { t } = useTranslation("requests");
  const { number } = useFormat("UTC");
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("one.history", { count: history.days })}
        </Text>
        <DescriptionList
          gap="tight"
          items={[
            {
              term: t("one.historyDocuments"),
              description: (
                <>
                  {number(history.documents)} · {t("units", { count: history.units })}
                  {history.value ? " · " : null}
                  {history.value ? <Amount money={history.value} /> : null}
                </>
              ),
            },
            { term: t("one.historyReversed"), description: number(history.reversed) },
            { term: t("one.historyRequests"), description: number(history.requests) },
            { term: t("one.historyRejected"), description: number(history.rejected) },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
