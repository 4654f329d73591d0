import { Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { FirstRows } from "#app/components/first-rows.tsx";
import type { WriteOffLineView, WriteOffView } from "#app/queries/write-off-view.ts";
import { LineRow } from "./line-row.tsx";

function waits({ fate, needsValue }: WriteOffLineView): boolean {
  return needsValue || fate === "refused" || fate === "unknown";
}

/** One block a line, so that it reads the same on a phone and on a wide screen. */
export function LinesCard({ writeOff }: { writeOff: WriteOffView }) {
  const { t } = useTranslation("document");
  const { totals, lines } = writeOff;
  const open = lines.some(({ fate }) => fate === "working" || fate === "unknown");
  const sign = writeOff.kind === "found" ? "back" : "off";
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="100">
        <Text as="h2" variant="headingMd">
          {t("lines.title", { count: lines.length })}
        </Text>
      </Box>
      <FirstRows rows={lines} isUrgent={waits}>
        {(shown) => (
          <ul className="lossbook-list">
            {shown.map((line) => (
              <li key={line.position}>
                <LineRow line={line} writeOff={writeOff} />
              </li>
            ))}
          </ul>
        )}
      </FirstRows>
      <Box padding="400" background="bg-surface-secondary" borderBlockStartWidth="025" borderColor="border">
        <InlineStack align="space-between" gap="400">
          <Text as="span" fontWeight="semibold">
            {totals.unitsApplied === totals.units
              ? t(`lines.total.${sign}`, { count: totals.units })
              : t(`lines.total.${sign}${open ? "SoFar" : "Partly"}`, {
                  count: totals.unitsApplied,
                  units: totals.units,
                })}
          </Text>
          {totals.value ? (
            <Text as="span" fontWeight="semibold" tone={open ? "subdued" : undefined}>
              {open ? t("lines.expected") : null} <Amount money={totals.value} />
            </Text>
          ) : null}
          {!totals.value && totals.needsValue > 0 && !writeOff.costHidden ? (
            <Text as="span">{t("lines.needsValue", { count: totals.needsValue })}</Text>
          ) : null}
        </InlineStack>
      </Box>
    </Card>
  );
}
