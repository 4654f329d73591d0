import { Banner, BlockStack, Card, InlineGrid, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { DeliveryList } from "#app/queries/delivery-list.ts";

type Props = Pick<DeliveryList, "book" | "flow" | "timeZone">;

/** What piles up before a book is seen here, with the reason when it does. */
export function FlowCard({ book, flow, timeZone }: Props) {
  const { t } = useTranslation("deliveries");
  const format = useFormat(timeZone);
  const here = `/app/books/${book.id}/deliveries`;
  const stopped = book.state === "connected" ? (book.isPaused ? "paused" : null) : book.state;
  return (
    <Card>
      <BlockStack gap="300">
        {stopped ? (
          <Banner
            tone="warning"
            title={t(`stopped.${stopped}`)}
            action={{ content: t("toBook"), url: `/app/books/${book.id}` }}
          >
            <Text as="p">{t("stopped.body")}</Text>
          </Banner>
        ) : null}
        <InlineGrid columns={{ xs: 2, md: 5 }} gap="300" alignItems="end">
          <Figure label={t("flow.waiting")} url={`${here}?state=waiting`} count={flow.waiting}>
            {flow.waitingSince ? (
              <>
                {t("flow.since")} <Moment at={flow.waitingSince} timeZone={timeZone} />
              </>
            ) : null}
          </Figure>
          <Figure label={t("flow.perHour")} count={flow.perHour}>
            {flow.waiting > 0 && flow.perHour > 0
              ? t("flow.done", { hours: format.number(Math.ceil((flow.waiting / flow.perHour) * 10) / 10) })
              : null}
          </Figure>
          <Figure label={t("flow.gathering")} count={flow.gathering}>
            {flow.gathering > 0 ? t(`flow.formed.${book.cadence}`) : null}
          </Figure>
          <Figure label={t("flow.troubled")} url={`${here}?state=rejected`} count={flow.troubled} />
          <Figure label={t("flow.drifted")} url={`${here}?drift=any`} count={flow.drifted} />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

type FigureProps = { label: string; count: number; url?: string; children?: ReactNode };

function Figure({ label, count, url, children }: FigureProps) {
  const format = useFormat("UTC");
  const number = format.number(count);
  return (
    <BlockStack gap="050">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span" variant="headingLg">
        {url && count > 0 ? <Link url={url}>{number}</Link> : number}
      </Text>
      {children ? (
        <Text as="span" tone="subdued" variant="bodySm">
          {children}
        </Text>
      ) : null}
    </BlockStack>
  );
}
