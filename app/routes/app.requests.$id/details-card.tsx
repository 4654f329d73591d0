import { Link } from "@remix-run/react";
import { BlockStack, Card, DescriptionList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { Moment } from "#app/components/moment.tsx";
import type { RequestView } from "#app/queries/request-view.ts";

export function DetailsCard({ view, timeZone }: { view: RequestView; timeZone: string }) {
  const { t } = useTranslation("requests");
  const { requester } = view;
  const name = requester.name || t("someone");
  const who = requester.linkLabel ? t("byLink", { name, label: requester.linkLabel }) : name;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("one.details")}
        </Text>
        {view.reverses ? (
          <Link to={`/app/write-offs/${view.reverses.id}`}>
            {t("one.undoes", { number: view.reverses.number })}
          </Link>
        ) : null}
        <DescriptionList
          gap="tight"
          items={[
            { term: t("one.by"), description: who },
            { term: t("one.at"), description: <Moment at={view.madeAt} timeZone={timeZone} /> },
            { term: t("one.eventDate"), description: <CalendarDay day={view.eventDate} /> },
            { term: t("one.units"), description: t("units", { count: view.units }) },
            ...(view.costHidden
              ? []
              : [
                  {
                    term: t("one.value"),
                    description: view.value ? <Amount money={view.value} /> : t("unknownValue"),
                  },
                ]),
            ...(view.incident
              ? [
                  {
                    term: t("one.incident"),
                    description: <Link to={`/app/incidents/${view.incident.id}`}>{view.incident.name}</Link>,
                  },
                ]
              : []),
            ...(view.note ? [{ term: t("one.note"), description: view.note }] : []),
          ]}
        />
      </BlockStack>
    </Card>
  );
}
