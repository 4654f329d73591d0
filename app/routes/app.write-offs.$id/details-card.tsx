import { BlockStack, Card, DescriptionList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { Moment } from "#app/components/moment.tsx";
import type { WriteOffView } from "#app/queries/write-off-view.ts";

export function DetailsCard({ writeOff }: { writeOff: WriteOffView }) {
  const { t } = useTranslation("document");
  const { timeZone } = writeOff;
  const settled = writeOff.settledAt;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("details.title")}
        </Text>
        <DescriptionList
          gap="tight"
          items={[
            { term: t("details.event"), description: <CalendarDay day={writeOff.eventDate} /> },
            { term: t("details.by"), description: writeOff.submittedBy.name },
            ...(writeOff.approvedBy
              ? [{ term: t("details.approvedBy"), description: writeOff.approvedBy.name }]
              : []),
            {
              term: t("details.created"),
              description: <Moment at={writeOff.createdAt} timeZone={timeZone} />,
            },
            ...(settled
              ? [{ term: t("details.settled"), description: <Moment at={settled} timeZone={timeZone} /> }]
              : []),
            ...(writeOff.reversalCause
              ? [{ term: t("details.cause"), description: t(`cause.${writeOff.reversalCause}`) }]
              : []),
            ...(writeOff.answers.length > 0
              ? [
                  {
                    term: t("details.answers"),
                    description: [...new Set(writeOff.answers.map(({ code }) => t(`answered.${code}`)))].join(
                      " ",
                    ),
                  },
                ]
              : []),
            ...(writeOff.note ? [{ term: t("details.note"), description: writeOff.note }] : []),
          ]}
        />
        <Text as="p" tone="subdued" variant="bodySm">
          {t("details.zone", { zone: timeZone })}
        </Text>
      </BlockStack>
    </Card>
  );
}
