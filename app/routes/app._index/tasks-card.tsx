import { Badge, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TaskCounts } from "#app/queries/task-counts.ts";

const KINDS = ["unknown", "needsValue", "refused", "books", "deliveries", "hooks"] as const;

export function TasksCard({ tasks }: { tasks: TaskCounts }) {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("tasks.title")}
        </Text>
        {tasks.all === 0 ? (
          <Text as="p" tone="subdued">
            {t("tasks.none")}
          </Text>
        ) : (
          <>
            {KINDS.filter((kind) => tasks[kind] > 0).map((kind) => (
              <InlineStack key={kind} align="space-between" blockAlign="center" gap="200" wrap={false}>
                <Text as="span">{t(`tasks.${kind}`)}</Text>
                <Badge tone="attention">{String(tasks[kind])}</Badge>
              </InlineStack>
            ))}
            <Button url="/app/tasks">{t("tasks.open")}</Button>
          </>
        )}
      </BlockStack>
    </Card>
  );
}
