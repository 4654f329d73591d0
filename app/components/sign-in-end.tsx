import { Banner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { BookSummary } from "#app/queries/book-list.ts";
import { Moment } from "./moment.tsx";

/** Said while there is still time: afterwards nothing goes out until somebody signs in again. */
export function SignInEnd({ book, timeZone }: { book: BookSummary; timeZone: string }) {
  const { t } = useTranslation("books");
  if (book.state === "signed-out")
    return (
      <Banner tone="critical" title={t("signedOut.title", { vendor: book.vendor })}>
        <Text as="p">{t("signedOut.body")}</Text>
      </Banner>
    );
  if (!book.signInEnds || book.state === "disconnected") return null;
  const { idle, hard } = book.signInEnds;
  if (book.endsSoon)
    return (
      <Banner tone="warning" title={t("ends.soon")}>
        <Text as="p">
          {t("ends.body")} <Moment at={hard && hard < idle ? hard : idle} timeZone={timeZone} />
        </Text>
      </Banner>
    );
  return (
    <Text as="p" tone="subdued">
      {t("ends.idle")} <Moment at={idle} timeZone={timeZone} />
      {hard ? (
        <>
          {t("ends.hard")} <Moment at={hard} timeZone={timeZone} />
        </>
      ) : null}
    </Text>
  );
}
