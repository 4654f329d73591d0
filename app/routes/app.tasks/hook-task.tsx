import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { HookTask } from "#app/queries/hook-tasks.ts";

export function HookTaskRow({ task, mayAct }: { task: HookTask; mayAct: boolean }) {
  const { t } = useTranslation("tasks");
  const { label, untold, isGone } = task;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <Text as="h3" fontWeight="semibold" breakWord>
          {label}
        </Text>
        <Text as="span" tone="subdued">
          {t(isGone ? "hooks.gone" : "hooks.parked", { count: untold })}
        </Text>
      </BlockStack>
      {mayAct ? (
        <Button
          url={isGone ? "/app/hooks" : "/app/hooks?only=failed"}
          accessibilityLabel={t("hooks.actionFor", { label })}
        >
          {t("hooks.action")}
        </Button>
      ) : (
        <Text as="span" tone="subdued">
          {t("needsValue.finance")}
        </Text>
      )}
    </InlineStack>
  );
}
