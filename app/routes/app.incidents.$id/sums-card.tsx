import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { Moment } from "#app/components/moment.tsx";
import type { IncidentView } from "#app/queries/incident-view.ts";

type Props = { incident: IncidentView; timeZone: string };

/** What the event took, less what came back. */
export function SumsCard({ incident, timeZone }: Props) {
  const { t } = useTranslation("incidents");
  const { documents, units, value, unvalued, madeAt, madeBy } = incident;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("sums.title")}
        </Text>
        <Text as="p" variant="headingLg" numeric>
          {value ? <Amount money={value} /> : t("sums.units", { count: units })}
        </Text>
        {value ? <Text as="p">{t("sums.units", { count: units })}</Text> : null}
        <Text as="p">{t("sums.documents", { count: documents })}</Text>
        {unvalued > 0 ? <Text as="p">{t("sums.unvalued", { count: unvalued })}</Text> : null}
        <Text as="p" tone="subdued">
          {t("made", { person: madeBy })} <Moment at={madeAt} timeZone={timeZone} />
        </Text>
      </BlockStack>
    </Card>
  );
}
