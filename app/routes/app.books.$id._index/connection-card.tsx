import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { SignInEnd } from "#app/components/sign-in-end.tsx";
import { useAct } from "#app/components/use-act.ts";
import { useSignIn } from "#app/components/use-sign-in.ts";
import type { BookPage } from "#app/queries/book-page.ts";
import { DisconnectDialog } from "./disconnect-dialog.tsx";

/** How it stands between the shop and its books, and what can be done about that. */
export function ConnectionCard({ page }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const { book, shopCurrency, timeZone } = page;
  return (
    <Card>
      <BlockStack gap="300">
        {book.currency === shopCurrency ? null : (
          <Banner tone="critical" title={t("currency.title")}>
            <Text as="p">{t("currency.body", { book: book.currency, shop: shopCurrency })}</Text>
          </Banner>
        )}
        {book.isPaused ? (
          <Banner tone="warning" title={t("paused.title")}>
            <Text as="p">{t("paused.body")}</Text>
          </Banner>
        ) : null}
        {book.state === "disconnected" ? (
          <Banner tone="info" title={t("disconnected.title")}>
            <Text as="p">{t("disconnected.body")}</Text>
          </Banner>
        ) : null}
        <SignInEnd book={book} timeZone={timeZone} />
        <Text as="p">
          {book.lockDate ? (
            <>
              {t("lock.through")} <CalendarDay day={book.lockDate} />. {t("lock.meaning")}
            </>
          ) : (
            t("lock.none")
          )}
        </Text>
        <Acts page={page} />
      </BlockStack>
    </Card>
  );
}

function Acts({ page: { book } }: { page: BookPage }) {
  const { t } = useTranslation("books");
  const shopify = useAppBridge();
  const signIn = useSignIn();
  const [ending, setEnding] = useState(false);
  const stands = t(book.isPaused ? "pause.paused" : "pause.resumed");
  const pause = useAct(useCallback(() => shopify.toast.show(stands), [shopify, stands]));
  const chart = useAct(useCallback(() => shopify.toast.show(t("chart.done")), [shopify, t]));
  const [isOut, isGone] = [book.state === "signed-out", book.state === "disconnected"];
  return (
    <BlockStack gap="300">
      {signIn.refusal ? <RefusalBanner refusal={signIn.refusal} title={t("connect.notBegun")} /> : null}
      {pause.refusal ? <RefusalBanner refusal={pause.refusal} title={t("pause.notDone")} /> : null}
      {chart.refusal ? <RefusalBanner refusal={chart.refusal} title={t("chart.notDone")} /> : null}
      <InlineStack gap="200">
        <Button url={`/app/books/${book.id}/deliveries`}>{t("card.deliveries")}</Button>
        {isGone ? null : <Button url={`/app/books/${book.id}/preview`}>{t("preview.open")}</Button>}
        {isOut || isGone ? null : (
          <Button loading={chart.busy} onClick={() => chart.send(`/app/books/${book.id}/chart`, {})}>
            {t("chart.action")}
          </Button>
        )}
        {book.state === "connected" || book.isPaused ? (
          <Button
            loading={pause.busy}
            onClick={() => pause.send(`/app/books/${book.id}/pause`, { isPaused: !book.isPaused })}
          >
            {t(book.isPaused ? "pause.resume" : "pause.action")}
          </Button>
        ) : null}
        {book.isOffered ? (
          <Button
            variant={isOut || isGone ? "primary" : undefined}
            loading={signIn.busy}
            onClick={() => signIn.begin(book.kind)}
          >
            {t("connect.again")}
          </Button>
        ) : null}
        {isGone ? null : (
          <Button tone="critical" onClick={() => setEnding(true)}>
            {t("disconnect.action")}
          </Button>
        )}
      </InlineStack>
      {ending ? <DisconnectDialog book={book} onClose={() => setEnding(false)} /> : null}
    </BlockStack>
  );
}
