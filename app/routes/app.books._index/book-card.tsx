import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { BookStateBadge } from "#app/components/book-state-badge.tsx";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { SignInEnd } from "#app/components/sign-in-end.tsx";
import { useSignIn } from "#app/components/use-sign-in.ts";
import type { BookSummary } from "#app/queries/book-list.ts";

/** A connected book at a glance: what state it is in, and whether anything there needs a person. */
export function BookCard({ book, timeZone }: { book: BookSummary; timeZone: string }) {
  const { t } = useTranslation("books");
  const signIn = useSignIn();
  const isOut = book.state === "signed-out" || book.state === "disconnected";
  const isNew = book.state === "setting-up";
  const which = { name: book.organisationName, vendor: book.vendor };
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd" breakWord>
            {book.organisationName}
          </Text>
          <BookStateBadge book={book} />
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("card.kind", { vendor: book.vendor, currency: book.currency })}
        </Text>
        <Counts book={book} />
        <Text as="p" tone="subdued">
          {book.lockDate ? (
            <>
              {t("lock.through")} <CalendarDay day={book.lockDate} />
            </>
          ) : (
            t("lock.none")
          )}
        </Text>
        <SignInEnd book={book} timeZone={timeZone} />
        {signIn.refusal ? <RefusalBanner refusal={signIn.refusal} title={t("connect.notBegun")} /> : null}
        <ButtonGroup>
          <Button
            url={`/app/books/${book.id}`}
            variant={isNew ? "primary" : undefined}
            accessibilityLabel={t(isNew ? "card.finishOne" : "card.openOne", which)}
          >
            {t(isNew ? "card.finish" : "card.open")}
          </Button>
          <Button
            url={`/app/books/${book.id}/deliveries`}
            accessibilityLabel={t("card.deliveriesOne", which)}
          >
            {t("card.deliveries")}
          </Button>
          {isOut && book.isOffered ? (
            <Button variant="primary" loading={signIn.busy} onClick={() => signIn.begin(book.kind)}>
              {t("connect.again")}
            </Button>
          ) : null}
        </ButtonGroup>
      </BlockStack>
    </Card>
  );
}

function Counts({ book }: { book: BookSummary }) {
  const { t } = useTranslation("books");
  const { waiting, troubled, drifted } = book;
  if (waiting + troubled + drifted === 0) return <Text as="p">{t("counts.none")}</Text>;
  return (
    <BlockStack gap="100">
      {waiting > 0 ? <Text as="p">{t("counts.waiting", { count: waiting })}</Text> : null}
      {troubled > 0 ? (
        <Text as="p" tone="critical">
          {t("counts.troubled", { count: troubled })}
        </Text>
      ) : null}
      {drifted > 0 ? (
        <Text as="p" tone="caution">
          {t("counts.drifted", { count: drifted })}
        </Text>
      ) : null}
    </BlockStack>
  );
}
