import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { Moment } from "#app/components/moment.tsx";
import type { DeliveryView } from "#app/queries/delivery-page.ts";

/** Four figures of a delivery; where the book has it on another day, that is said in words. */
export function DatesCard({ delivery, timeZone }: { delivery: DeliveryView; timeZone: string }) {
  const { t } = useTranslation("deliveries");
  const { state, accountingDate, remoteDate, scope, entryCount, createdAt, settledAt, accepted } = delivery;
  const isLate = remoteDate !== null && remoteDate !== accountingDate;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="300">
          <Fact label={t("dates.booked")}>
            <CalendarDay day={accountingDate} />
          </Fact>
          <Fact label={t(state === "confirmed" ? "dates.inBooks" : "dates.forBooks")}>
            <CalendarDay day={remoteDate ?? accountingDate} />
          </Fact>
          <Fact label={t("dates.holds")}>{t(`scope.${scope}`, { count: entryCount })}</Fact>
          <Fact label={t(settledAt ? "dates.settled" : "dates.formed")}>
            <Moment at={settledAt ?? createdAt} timeZone={timeZone} />
          </Fact>
        </InlineGrid>
        {isLate ? (
          <Text as="p">
            {t("dates.differ")} <CalendarDay day={accountingDate} /> → <CalendarDay day={remoteDate} />
          </Text>
        ) : null}
        {accepted ? (
          <Text as="p" breakWord>
            {t("accepted", {
              what: t(`drift.${accepted.drift}.badge`),
              name: accepted.by,
              note: accepted.note,
            })}
          </Text>
        ) : null}
        {delivery.state === "by-hand" ? (
          <Text as="p" breakWord>
            {t("byHand", { name: delivery.facts.by ?? "", note: delivery.facts.note ?? "" })}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span">{children}</Text>
    </BlockStack>
  );
}
