import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { RefusedTask } from "#app/queries/task-list.ts";

export function RefusedTaskRow({ task, mayAct }: { task: RefusedTask; mayAct: boolean }) {
  const { t } = useTranslation("tasks");
  const place = usePlaceName();
  const problem = useProblemWords();
  const shopify = useAppBridge();
  const act = useAct(useCallback(() => shopify.toast.show(t("refused.done")), [shopify, t]));
  return (
    <BlockStack gap="200">
      {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("refused.notDone")} /> : null}
      <InlineStack align="space-between" blockAlign="center" gap="300">
        <BlockStack gap="050">
          <Text as="h3" fontWeight="semibold">
            {t("units", { count: task.quantity, item: fullNameOf(task) })}
          </Text>
          {task.refusal ? <Text as="p">{problem(task.refusal)}</Text> : null}
          <Text as="span" tone="subdued">
            <Link url={`/app/write-offs/${task.document.id}`}>{task.document.number}</Link> ·{" "}
            {`${place(task)} ·`} <CalendarDay day={task.eventDate} />
          </Text>
        </BlockStack>
        {mayAct ? (
          <Button
            loading={act.busy}
            accessibilityLabel={t("refused.actionFor", {
              item: fullNameOf(task),
              number: task.document.number,
            })}
            onClick={() =>
              act.send(`/app/write-offs/${task.document.id}/lines/${task.position}/acknowledgement`, {})
            }
          >
            {t("refused.action")}
          </Button>
        ) : null}
      </InlineStack>
    </BlockStack>
  );
}
