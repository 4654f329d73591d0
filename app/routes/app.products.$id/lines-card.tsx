import { Link } from "@remix-run/react";
import { BlockStack, Box, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { FateBadge } from "#app/components/fate-badge.tsx";
import { Pages } from "#app/components/pages.tsx";
import { useOwnWords } from "#app/components/use-own-words.ts";
import { usePlaceName } from "#app/components/use-place-name.ts";
import type { ProductHistory, ProductHistoryLine } from "#app/queries/product-history.ts";

export function LinesCard({ history }: { history: ProductHistory }) {
  const { t } = useTranslation("product");
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("lines.title")}
        </Text>
        {history.lines.length === 0 ? (
          <Text as="p" tone="subdued">
            {t("lines.none")}
          </Text>
        ) : null}
      </Box>
      <ul className="lossbook-list">
        {history.lines.map((line) => (
          <li key={line.id}>
            <Link to={`/app/write-offs/${line.document.id}`} className="lossbook-row-link">
              <Line line={line} />
            </Link>
          </li>
        ))}
      </ul>
      <Pages next={history.next} previous={history.previous} />
    </Card>
  );
}

function Line({ line }: { line: ProductHistoryLine }) {
  const { t } = useTranslation("product");
  const own = useOwnWords();
  const place = usePlaceName();
  const { document, kind, fate, variantTitle, reasonLabel, by } = line;
  const moved = kind === "found" || kind === "up" ? "back" : "off";
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" fontWeight="semibold">
          {document.number}
        </Text>
        <FateBadge fate={fate} />
      </InlineStack>
      <InlineStack align="space-between" gap="200">
        <Text as="span" breakWord>
          {t(`lines.${moved}`, { count: line.quantity })}
          {line.after === null ? "" : t("lines.left", { count: line.after })}
        </Text>
        {line.value ? <Amount money={line.value} /> : null}
      </InlineStack>
      <Text as="span" tone="subdued" variant="bodySm" breakWord>
        <CalendarDay day={document.eventDate} />
        {[variantTitle, place(line), own.reason(reasonLabel), by].filter(Boolean).map((part) => ` · ${part}`)}
      </Text>
    </BlockStack>
  );
}
