import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { TimelineEvent } from "#app/queries/write-off-page.ts";

export function TimelineCard({ timeline, timeZone }: { timeline: TimelineEvent[]; timeZone: string }) {
  const { t } = useTranslation("document");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("timeline.title")}
        </Text>
        <ol className="lossbook-timeline">
          {timeline.map((event) => (
            <li key={event.id} className="lossbook-event">
              <BlockStack>
                <Text as="span">
                  {event.person
                    ? t(`timeline.by.${event.kind}`, { name: event.person })
                    : t(`timeline.alone.${event.kind}`)}
                </Text>
                <Text as="span" tone="subdued" variant="bodySm">
                  <Moment at={event.at} timeZone={timeZone} />
                </Text>
              </BlockStack>
            </li>
          ))}
        </ol>
      </BlockStack>
    </Card>
  );
}
