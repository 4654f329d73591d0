import { BlockStack, Box, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { fullNameOf } from "#app/components/item-name.tsx";
import { LevelChange } from "#app/components/level-change.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { Preview } from "#app/components/use-preview.ts";

const SHOWN = 20;

/** The box keeps its height while it asks, so that the button under it does not jump away. */
export function ReversalEffect({ preview, nothingLeft }: { preview: Preview; nothingLeft: boolean }) {
  const { t } = useTranslation("document");
  const place = usePlaceName();
  const { plan, refusal, asking } = preview;
  if (refusal) return <RefusalBanner refusal={refusal} title={t("reverse.cannot")} />;
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200" minHeight="88px">
      <div aria-live="polite">
        {plan ? (
          <BlockStack gap="100">
            {plan.lines.slice(0, SHOWN).map((line) => (
              <InlineStack key={line.position} align="space-between" gap="200" wrap={false}>
                <span className="lossbook-wrap">
                  {t("reverse.line", { item: fullNameOf(line), location: place(line) })}
                </span>
                <LevelChange before={line.before} after={line.after} />
              </InlineStack>
            ))}
            {plan.lines.length > SHOWN ? (
              <Text as="p">{t("outcome.done.more", { count: plan.lines.length - SHOWN })}</Text>
            ) : null}
            {plan.totals.value ? (
              <InlineStack align="space-between" gap="200">
                <Text as="span">{t("reverse.value")}</Text>
                <Amount money={plan.totals.value} />
              </InlineStack>
            ) : null}
            {plan.costHidden ? null : (
              <InlineStack align="space-between" gap="200">
                <Text as="span">{t("reverse.booked")}</Text>
                <CalendarDay day={plan.accountingDate} />
              </InlineStack>
            )}
          </BlockStack>
        ) : (
          <InlineStack gap="200" blockAlign="center">
            {asking ? <Spinner size="small" accessibilityLabel={t("reverse.asking")} /> : null}
            <Text as="span" tone="subdued">
              {asking ? t("reverse.asking") : t(nothingLeft ? "reverse.nothingLeft" : "reverse.choose")}
            </Text>
          </InlineStack>
        )}
      </div>
    </Box>
  );
}
