import { Banner, BlockStack, Card, InlineStack, Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { DifferenceView, HeldView, PreviewedView } from "#app/queries/book-preview.ts";
import { JournalTable } from "./journal-table.tsx";

/** One journal: ours as it would be sent now, theirs as it stands, and what is different. */
export function PreviewedCard({ delivery }: { delivery: PreviewedView }) {
  const { t } = useTranslation("books");
  const { t: roleOf } = useTranslation("settings");
  const format = useFormat("UTC");
  const { reference, state, trouble, date, memo, lines, roles, held, changed } = delivery;
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
        {memo ? <Text as="p">{memo}</Text> : null}
        {lines ? (
          <JournalTable caption={t("preview.ours", { reference })} lines={lines} />
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
            <Differences differences={changed} ours="now" theirs="before" />
          </BlockStack>
        ) : null}
        {held?.length === 0 ? <Text as="p">{t("preview.notHeld")}</Text> : null}
        {held?.map((journal) => (
          <Held key={journal.remoteId} journal={journal} reference={reference} />
        ))}
      </BlockStack>
    </Card>
  );
}

function Held({ journal, reference }: { journal: HeldView; reference: string }) {
  const { t } = useTranslation("books");
  return (
    <BlockStack gap="200">
      <InlineStack gap="200">
        <Text as="h3" variant="headingSm">
          {t(`held.${journal.state}`)}
        </Text>
        <CalendarDay day={journal.date} />
        {journal.address ? (
          <Link url={journal.address} target="_blank">
            {t("held.see", { reference })}
          </Link>
        ) : null}
      </InlineStack>
      <JournalTable caption={t("preview.theirs", { reference })} lines={journal.lines} />
      {journal.differences.length === 0 ? (
        <Text as="p">{t("held.same")}</Text>
      ) : (
        <Differences differences={journal.differences} ours="ours" theirs="theirs" />
      )}
    </BlockStack>
  );
}

type DifferencesProps = {
  differences: DifferenceView[];
  ours: "now" | "ours";
  theirs: "before" | "theirs";
};

/** The first of the two compared is always what would be sent now. */
function Differences({ differences, ours, theirs }: DifferencesProps) {
  const { t } = useTranslation("books");
  return (
    <List>
      {differences.map((one) => (
        <List.Item key={JSON.stringify(one)}>
          {one.what === "line" ? (
            <>
              {t(`difference.${one.whose === "ours" ? ours : theirs}`)}{" "}
              {t(`difference.${one.side === "D" ? "debit" : "credit"}`, { account: one.account })}{" "}
              {one.amount ? <Amount money={one.amount} /> : null}
            </>
          ) : (
            t(`difference.${one.what}`, { ours: one.ours, theirs: one.theirs })
          )}
        </List.Item>
      ))}
    </List>
  );
}
