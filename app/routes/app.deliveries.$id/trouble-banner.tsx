import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import type { Way } from "#app/domain/book/resolution.ts";
import type { DeliveryPage } from "#app/queries/delivery-page.ts";
import { Differences } from "./differences.tsx";

type Props = { page: DeliveryPage; busy: boolean; onChoose(way: Way): void };

/** What is wrong, what was and was not changed, and every way out of it. */
export function TroubleBanner({ page, busy, onChoose }: Props) {
  const { t } = useTranslation("deliveries");
  const format = useFormat("UTC");
  const { delivery, book, ways } = page;
  const { trouble, drift, facts } = delivery;
  const bookUrl = `/app/books/${book.id}`;
  const buttons = ways.map((one) => (
    <Button key={one} loading={busy && one === "look-again"} onClick={() => onChoose(one)}>
      {t(`way.${one}.action`)}
    </Button>
  ));
  if (trouble) {
    const named = { accounts: format.list(facts.accounts ?? []), vendor: book.vendor };
    const day = facts.lockDate ?? delivery.lockDate;
    const isShut = trouble === "period-closed" && !ways.includes("on-day");
    const what = facts.lines ? "too-long" : trouble;
    const said = { vendor: book.vendor, lines: facts.lines ?? "", most: facts.most ?? "" };
    return (
      <Banner tone="critical" title={t(`trouble.${what}.title`, said)}>
        <BlockStack gap="300">
          <Text as="p">{t(isShut ? "trouble.period-closed.shut" : `trouble.${what}.body`, said)}</Text>
          {trouble === "period-closed" && day ? (
            <Text as="p">{t("trouble.lockedThrough", { day: format.day(day) })}</Text>
          ) : null}
          {facts.accounts ? <Text as="p">{t("trouble.roles", named)}</Text> : null}
          {facts.text ? (
            <Text as="p" breakWord>
              {t("said", { text: facts.text })}
            </Text>
          ) : null}
          <InlineStack gap="200">
            {trouble === "mapping" ? <Button url={`${bookUrl}#accounts`}>{t("toMapping")}</Button> : null}
            {buttons}
          </InlineStack>
        </BlockStack>
      </Banner>
    );
  }
  if (drift) {
    return (
      <Banner tone="warning" title={t(`drift.${drift}.title`, { vendor: book.vendor })}>
        <BlockStack gap="300">
          <Text as="p">{t(`drift.${drift}.body`, { vendor: book.vendor })}</Text>
          <Differences differences={delivery.differences} />
          <InlineStack gap="200">{buttons}</InlineStack>
        </BlockStack>
      </Banner>
    );
  }
  const stopped = stoppedBy(page);
  const day = format.day(book.startsOn ?? delivery.accountingDate);
  return stopped ? (
    <Banner tone="warning" title={t(`stopped.${stopped}`)} action={{ content: t("toBook"), url: bookUrl }}>
      <Text as="p">{stopped === "before-start" ? t("stopped.beforeBody", { day }) : t("stopped.body")}</Text>
    </Banner>
  ) : null;
}

/** Why what is on its way does not move. */
function stoppedBy({ delivery, book }: DeliveryPage) {
  if (delivery.state !== "waiting" && delivery.state !== "sent") return null;
  if (book.state !== "connected") return book.state;
  if (book.isPaused) return "paused";
  const isBefore = book.startsOn !== null && delivery.accountingDate < book.startsOn;
  return isBefore && delivery.state === "waiting" && delivery.scope !== "test" ? "before-start" : null;
}
