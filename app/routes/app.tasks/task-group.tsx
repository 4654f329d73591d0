import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import { Children, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { limits } from "#app/domain/limits.ts";

type Kind = "unknown" | "needsValue" | "refused" | "books" | "deliveries" | "hooks";

type Props = { kind: Kind; count: number; children: ReactNode };

/** Each kind says once what happened, what was and was not changed, and what to do. */
export function TaskGroup({ kind, count, children }: Props) {
  const { t } = useTranslation("tasks");
  if (count === 0) return null;
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="100">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t(`${kind}.title`, { count })}
          </Text>
          <Text as="p" tone="subdued">
            {t(`${kind}.body`)}
          </Text>
          {count === limits.tasksShown ? <Text as="p">{t("more", { count })}</Text> : null}
        </BlockStack>
      </Box>
      <ul className="lossbook-list">
        {Children.map(children, (child) => (
          <li>
            <Box padding="400">{child}</Box>
          </li>
        ))}
      </ul>
    </Card>
  );
}
