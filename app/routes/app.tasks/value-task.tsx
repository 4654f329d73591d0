import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { usePlaceName } from "#app/components/use-place-name.ts";
import { ValueDialog } from "#app/components/value-dialog.tsx";
import type { LineTask } from "#app/queries/task-list.ts";

export function ValueTaskRow({ task, mayAct }: { task: LineTask; mayAct: boolean }) {
  const { t } = useTranslation("tasks");
  const place = usePlaceName();
  const [open, setOpen] = useState(false);
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <Text as="h3" fontWeight="semibold">
          {t("units", { count: task.quantity, item: fullNameOf(task) })}
        </Text>
        <Text as="span" tone="subdued">
          <Link url={`/app/write-offs/${task.document.id}`}>{task.document.number}</Link> ·{" "}
          {`${place(task)} ·`} <CalendarDay day={task.eventDate} />
        </Text>
      </BlockStack>
      {mayAct ? (
        <>
          <Button onClick={() => setOpen(true)}>{t("needsValue.action")}</Button>
          <ValueDialog
            open={open}
            onClose={() => setOpen(false)}
            documentId={task.document.id}
            line={task}
            currency={task.currency}
          />
        </>
      ) : (
        <Text as="span" tone="subdued">
          {t("needsValue.finance")}
        </Text>
      )}
    </InlineStack>
  );
}
