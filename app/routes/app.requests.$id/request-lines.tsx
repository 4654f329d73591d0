import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { FirstRows } from "#app/components/first-rows.tsx";
import { ItemName } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { PlanLineView, PlanView } from "#app/queries/plan-view.ts";
import type { RequestLineView, RequestView } from "#app/queries/request-view.ts";

type Props = { view: RequestView; plan: PlanView | null };

/** Each line with the shelf before and after it: now, and when it was asked where that differs. */
export function RequestLines({ view, plan }: Props) {
  const { t } = useTranslation("requests");
  const planned = new Map(plan?.lines.map((line) => [line.position, line]));
  const nowOf = (line: RequestLineView) => planned.get(line.position) ?? null;
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t(plan ? "one.lines" : "one.linesPast")}
        </Text>
      </Box>
      <FirstRows rows={view.lines} isUrgent={(line) => wantsALook(line, nowOf(line))}>
        {(shown) => (
          <ul className="lossbook-list">
            {shown.map((line) => (
              <li key={line.position}>
                <Box paddingInline="400" paddingBlock="300">
                  <Line line={line} now={nowOf(line)} />
                </Box>
              </li>
            ))}
          </ul>
        )}
      </FirstRows>
    </Card>
  );
}

/** What a person added to it, or what has changed since: nobody shall approve that unseen. */
function wantsALook(line: RequestLineView, now: PlanLineView | null): boolean {
  return line.note !== "" || hasMoved(line, now) || now?.costSource === "manual" || now?.needsValue === true;
}

function hasMoved(line: RequestLineView, now: PlanLineView | null): boolean {
  return now !== null && line.before !== null && now.before !== line.before;
}

function Line({ line, now }: { line: RequestLineView; now: PlanLineView | null }) {
  const { t } = useTranslation("requests");
  const own = useOwnWords();
  const place = usePlaceName();
  const change = now ?? line;
  const value = now?.value ?? line.value;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
        <ItemName item={line} />
        <Text as="span" fontWeight="semibold">
          {t("units", { count: line.quantity })}
        </Text>
      </InlineStack>
      <InlineStack align="space-between" gap="200">
        <Text as="span" tone="subdued">
          {[place(line), own.reason(line.reasonLabel)].join(" · ")}
        </Text>
        <InlineStack gap="300">
          {change.before !== null && change.after !== null ? (
            <LevelChange before={change.before} after={change.after} />
          ) : null}
          {value ? <Amount money={value} /> : null}
        </InlineStack>
      </InlineStack>
      {hasMoved(line, now) ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {t("one.asked", { before: line.before, after: line.after })}
        </Text>
      ) : null}
      {line.note ? (
        <Text as="p" breakWord>
          {line.note}
        </Text>
      ) : null}
    </BlockStack>
  );
}
