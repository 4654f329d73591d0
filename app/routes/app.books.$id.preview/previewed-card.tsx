import { Banner, BlockStack, Card, InlineStack, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { JournalTable } from "#app/components/journal-table.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { HeldJournal, PreviewedView } from "#app/queries/book-preview.ts";
import type { DifferenceView } from "#app/queries/difference-view.ts";

type Props = { delivery: PreviewedView; organisation: string };

/** One journal: ours as it would be sent now, theirs as it stands, and what is different. */
export function PreviewedCard({ delivery, organisation }: Props) {
  const { t } = useTranslation("books");
  const { t: roleOf } = useTranslation("settings");
  const format = useFormat("UTC");
  const { t: said } = useTranslation("deliveries");
  const { reference, state, trouble, date, ours, roles, tooLong, held, changed } = delivery;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {reference || t("preview.unformed")}
          </Text>
          <CalendarDay day={date} />
          <Text as="span" tone="subdued">
            {t(state ? `delivery.${state}` : "delivery.unformed")}
          </Text>
        </InlineStack>
        {trouble ? <Text as="p">{t(`trouble.${trouble}`)}</Text> : null}
        {ours ? (
          <>
            <Text as="p">{ours.memo}</Text>
            <JournalTable caption={t("preview.ours", { reference })} journal={ours} />
          </>
        ) : tooLong ? (
          <Banner tone="warning" title={said("trouble.too-long.title", { vendor: organisation })}>
            <Text as="p">{said("trouble.too-long.body", { vendor: organisation, ...tooLong })}</Text>
          </Banner>
        ) : (
          <Banner tone="warning" title={t("preview.unmapped")}>
            <Text as="p">
              {t("preview.unmappedBody", { roles: format.list(roles.map((role) => roleOf(`role.${role}`))) })}
            </Text>
          </Banner>
        )}
        {changed && changed.length > 0 ? (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t("preview.changed")}
            </Text>
            <Differences differences={changed} between="times" />
          </BlockStack>
        ) : null}
        {held?.length === 0 ? <Text as="p">{t("preview.notHeld")}</Text> : null}
        {held?.map((one) => (
          <Held key={one.remoteId} held={one} reference={reference} isKnown={ours !== null} />
        ))}
      </BlockStack>
    </Card>
  );
}

type HeldProps = { held: HeldJournal; reference: string; isKnown: boolean };

/** Where we cannot say what we would send, nothing can be the same. */
function Held({ held, reference, isKnown }: HeldProps) {
  const { t } = useTranslation("books");
  const { state, address, journal, differences } = held;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        <Text as="h3" variant="headingSm">
          {t(`held.${state}`)}
        </Text>
        <CalendarDay day={journal.date} />
        {address ? (
          <Link url={address} target="_blank">
            {t("held.see", { reference })}
          </Link>
        ) : null}
      </InlineStack>
      <JournalTable caption={t("preview.theirs", { reference })} journal={journal} />
      {isKnown && differences.length === 0 ? <Text as="p">{t("held.same")}</Text> : null}
      {differences.length > 0 ? <Differences differences={differences} between="books" /> : null}
    </BlockStack>
  );
}

type DifferencesProps = { differences: DifferenceView[]; between: "times" | "books" };

/** The first of the two compared is always what would be sent now. */
function Differences({ differences, between }: DifferencesProps) {
  const { t } = useTranslation("books");
  const format = useFormat("UTC");
  function told(one: DifferenceView): { ours: string; theirs: string } {
    if (one.what === "currency") return one;
    if (one.what === "date") return { ours: format.day(one.ours), theirs: format.day(one.theirs) };
    const amount = (money: typeof one.ours) => (money ? format.money(money) : t("difference.nothing"));
    return { ours: amount(one.ours), theirs: amount(one.theirs) };
  }
  const subject = (one: DifferenceView) =>
    one.what === "amount"
      ? t(`difference.${one.side === "D" ? "debit" : "credit"}`, { account: one.account })
      : t(`difference.${one.what}`);
  // One amount on both sides of one account: then the marks are what differs.
  const isMarks = (one: DifferenceView) => one.what === "amount" && told(one).ours === told(one).theirs;
  return (
    <List>
      {differences.map((one) => (
        <List.Item key={JSON.stringify(one)}>
          {isMarks(one)
            ? t("difference.marks", { subject: subject(one) })
            : t(`difference.${between}`, { subject: subject(one), ...told(one) })}
        </List.Item>
      ))}
    </List>
  );
}
