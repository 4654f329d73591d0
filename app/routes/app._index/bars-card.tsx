import { Link as RouterLink } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import type { LossBar, LossFigure } from "#app/queries/loss-bars.ts";
import { LossTable } from "./loss-table.tsx";

type Props = {
  title: string;
  bars: LossBar[];
  costHidden: boolean;
  /** The filtered list behind a bar. */
  linkOf: (id: string) => string;
  nameOf?: (bar: LossBar) => string;
  body?: string;
};

/** Each bar says in words what its length says; the same stands in a table for whoever reads that better. */
export function BarsCard({ title, bars, costHidden, linkOf, nameOf = ({ name }) => name, body }: Props) {
  const { t } = useTranslation("home");
  const [asTable, setAsTable] = useState(false);
  const heading = useId();
  if (bars.length === 0) return null;
  const named = bars.map((bar) => ({ ...bar, name: nameOf(bar) }));
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
            <Text as="h2" variant="headingMd" id={heading}>
              {title}
            </Text>
            <Button
              variant="plain"
              onClick={() => setAsTable(!asTable)}
              accessibilityLabel={t(asTable ? "bars.chartOf" : "bars.tableOf", { title })}
            >
              {t(asTable ? "bars.chart" : "bars.table")}
            </Button>
          </InlineStack>
          {body ? (
            <Text as="p" tone="subdued">
              {body}
            </Text>
          ) : null}
        </BlockStack>
      </Box>
      {asTable ? (
        <LossTable caption={title} rows={named} costHidden={costHidden} linkOf={linkOf} />
      ) : (
        <ul className="lossbook-bars" aria-labelledby={heading}>
          {named.map((bar) => (
            <li key={bar.id}>
              <RouterLink to={linkOf(bar.id)} className="lossbook-bar">
                <Bar bar={bar} />
              </RouterLink>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Bar({ bar }: { bar: LossBar }) {
  const { t } = useTranslation("home");
  return (
    <>
      <span className="lossbook-bar-words">
        <span className="lossbook-wrap">{bar.name}</span>
        <Text as="span" fontWeight="semibold" numeric>
          <Figure figure={bar} />
        </Text>
      </span>
      <svg className="lossbook-bar-length" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className="lossbook-bar-ground" width="100" height="8" />
        <rect className="lossbook-bar-now" width={100 * bar.share} height="8" />
        <rect className="lossbook-bar-before" y="9" width={100 * bar.shareBefore} height="3" />
      </svg>
      <Text as="span" tone="subdued" variant="bodySm">
        {t("bars.before")} <Figure figure={bar.before} />
      </Text>
    </>
  );
}

/** Money where it may be seen, with the units; units alone where not. */
function Figure({ figure }: { figure: LossFigure }) {
  const { t } = useTranslation("home");
  const units = t("units", { count: figure.units });
  if (!figure.value) return <span className="lossbook-number">{units}</span>;
  return (
    <>
      <Amount money={figure.value} />
      <span className="lossbook-number"> · {units}</span>
    </>
  );
}
