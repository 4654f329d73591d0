import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, ChoiceList, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "#app/components/day-field.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useFormat } from "#app/components/use-format.ts";
import { CADENCES, METHODS, type Method, STOCK_BOOKERS } from "#app/domain/book/book.ts";
import type { BookPage } from "#app/queries/book-page.ts";

/** First of all: does anything else book this stock? Everything after it depends on the answer. */
export function TermsCard({ page }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const [changing, setChanging] = useState(!page.terms.isAgreed);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("terms.title")}
        </Text>
        {changing ? (
          <Form page={page} onClose={() => setChanging(false)} />
        ) : (
          <Agreed page={page} onChange={() => setChanging(true)} />
        )}
      </BlockStack>
    </Card>
  );
}

function Agreed({ page: { terms }, onChange }: { page: BookPage; onChange(): void }) {
  const { t } = useTranslation("books");
  const format = useFormat("UTC");
  return (
    <BlockStack gap="200" inlineAlign="start">
      <Text as="p">{t(`terms.said.${terms.stockBookedBy}`)}</Text>
      <Text as="p">{t(`terms.does.${terms.method}`)}</Text>
      {terms.method === "reports-only" ? null : (
        <Text as="p">
          {t(`terms.sends.${terms.cadence}`)} {t("terms.since", { day: format.day(terms.startsOn) })}
        </Text>
      )}
      <Button accessibilityLabel={t("terms.change")} onClick={onChange}>
        {t("change")}
      </Button>
    </BlockStack>
  );
}

function Form({ page, onClose }: { page: BookPage; onClose(): void }) {
  const { t } = useTranslation("books");
  const shopify = useAppBridge();
  const { isAgreed, ...before } = page.terms;
  const [terms, setTerms] = useState(before);
  const act = useAct(
    useCallback(() => {
      shopify.toast.show(t("terms.saved"));
      onClose();
    }, [shopify, t, onClose]),
  );
  const booker = terms.stockBookedBy;
  const methods = METHODS.filter((method) => booker === "nobody" || method !== "perpetual");
  const answer = (stockBookedBy: typeof booker) => {
    const method: Method = stockBookedBy === "nobody" ? "perpetual" : "reports-only";
    setTerms({ ...terms, stockBookedBy, method });
  };
  return (
    <BlockStack gap="400">
      {act.refusal ? <RefusalBanner refusal={act.refusal} title={t("terms.notSaved")} /> : null}
      <ChoiceList
        title={t("terms.ask")}
        choices={STOCK_BOOKERS.map((value) => ({
          value,
          label: t(`terms.booker.${value}`),
          helpText: t(`terms.bookerHelp.${value}`),
        }))}
        selected={booker ? [booker] : []}
        onChange={([value]) => answer(value as typeof booker)}
      />
      {page.tracksStock && booker === "nobody" ? (
        <Banner tone="warning" title={t("terms.tracks")}>
          <Text as="p">{t("terms.tracksBody", { vendor: page.book.vendor })}</Text>
        </Banner>
      ) : null}
      {booker ? (
        <ChoiceList
          title={t("terms.how")}
          choices={methods.map((value) => ({
            value,
            label: t(`terms.method.${value}`),
            helpText: t(`terms.methodHelp.${value}`),
          }))}
          selected={[terms.method]}
          onChange={([method]) => setTerms({ ...terms, method: method as Method })}
        />
      ) : null}
      {booker && terms.method !== "reports-only" ? (
        <>
          <ChoiceList
            title={t("terms.howOften")}
            choices={CADENCES.map((value) => ({ value, label: t(`terms.cadence.${value}`) }))}
            selected={[terms.cadence]}
            onChange={([value]) => setTerms({ ...terms, cadence: value as typeof terms.cadence })}
          />
          <DayField
            label={t("terms.startsOn")}
            value={terms.startsOn}
            max={page.today}
            helpText={t("terms.startsOnHelp")}
            error={isLocked(page, terms.startsOn) ? t("terms.startsLocked") : undefined}
            onChange={(startsOn) => setTerms({ ...terms, startsOn })}
          />
        </>
      ) : null}
      <InlineStack gap="200">
        <Button
          variant="primary"
          disabled={!booker || !terms.startsOn}
          loading={act.busy}
          onClick={() => act.send(`/app/books/${page.book.id}/terms`, terms)}
        >
          {t("save")}
        </Button>
        {isAgreed ? <Button onClick={onClose}>{t("cancel")}</Button> : null}
      </InlineStack>
    </BlockStack>
  );
}

/** Allowed all the same: the books may be reopened; but each of those entries would become a task. */
function isLocked({ book }: BookPage, day: string): boolean {
  return book.lockDate !== null && day <= book.lockDate;
}
