import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import type { TaskCounts } from "#app/queries/task-counts.ts";

const KINDS = ["unknown", "needsValue", "refused", "books", "deliveries", "hooks"] as const;

export function TasksCard({ tasks, requests }: { tasks: TaskCounts; requests: number }) {
  const { t } = useTranslation("home");
  const format = useFormat("UTC");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("tasks.title")}
        </Text>
        {requests > 0 ? (
          <>
            <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
              <Text as="span">{t("tasks.requests")}</Text>
              <Badge tone="attention">{format.number(requests)}</Badge>
            </InlineStack>
            <Button url="/app/requests">{t("tasks.openRequests")}</Button>
          </>
        ) : null}
        {tasks.all + requests === 0 ? (
          <Text as="p" tone="subdued">
            {t("tasks.none")}
          </Text>
        ) : null}
        {tasks.all > 0 ? (
          <>
            {KINDS.filter((kind) => tasks[kind] > 0).map((kind) => (
              <InlineStack key={kind} align="space-between" blockAlign="center" gap="200" wrap={false}>
                <Text as="span">{t(`tasks.${kind}`)}</Text>
                <Badge tone="attention">{String(tasks[kind])}</Badge>
              </InlineStack>
            ))}
            <Button url="/app/tasks">{t("tasks.open")}</Button>
          </>
        ) : null}
      </BlockStack>
    </Card>
  );
}
