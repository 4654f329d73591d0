import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Box, Card, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#app/components/answered.ts";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { JournalTable } from "#app/components/journal-table.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { DeliveryPage, DeliveryView } from "#app/queries/delivery-page.ts";
import type { HeldView } from "#app/queries/held-view.ts";
import { Differences } from "./differences.tsx";

type Props = { delivery: DeliveryView; book: DeliveryPage["book"] };

/** What the book holds, read when the page is opened and whenever the delivery has moved on. */
export function BookSide({ delivery, book }: Props) {
  const { t } = useTranslation("deliveries");
  const { load, data } = useFetcher<Answer<HeldView>>();
  const { id, state, reference, drift } = delivery;
  const moved = `${state} ${reference} ${drift}`;
  useEffect(() => {
    if (moved) load(`/app/deliveries/${id}/held`);
  }, [id, moved, load]);
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t("held.title", { vendor: book.vendor })}
          </Text>
          <div role="status">
            {data ? null : (
              <BlockStack gap="200">
                <Text as="p" tone="subdued">
                  {t("held.reading")}
                </Text>
                <SkeletonBodyText lines={3} />
              </BlockStack>
            )}
            {data && !data.ok ? <Unread answer={data} bookId={book.id} /> : null}
            {data?.ok && data.value.journals.length === 0 ? (
              <Text as="p" tone="subdued">
                {t("held.none", { reference })}
              </Text>
            ) : null}
          </div>
        </BlockStack>
      </Box>
      {data?.ok ? <Held seen={data.value} own={reference} isTold={drift === "edited"} /> : null}
    </Card>
  );
}

/** What the banner above has told already is not told again. */
function Held({ seen, own, isTold }: { seen: HeldView; own: string; isTold: boolean }) {
  const { t } = useTranslation("deliveries");
  return seen.journals.map(({ id, reference, state, address, journal }, at) => (
    <Box key={id} paddingBlockEnd="300">
      <Box paddingInline="400" paddingBlockEnd="200">
        <BlockStack gap="100">
          <Text as="p">
            {address ? (
              <Link url={address} external>
                {reference || own}
              </Link>
            ) : (
              reference || own
            )}{" "}
            · <CalendarDay day={journal.date} /> · {t(`held.state.${state}`)}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm" breakWord>
            {journal.memo}
          </Text>
          {at === 0 && !isTold ? <Differences differences={seen.differences} /> : null}
        </BlockStack>
      </Box>
      <JournalTable journal={journal} caption={t("held.caption", { reference: reference || own })} />
    </Box>
  ));
}

/** Nothing is known of the book just now; what is known here stands beside it all the same. */
function Unread({ answer, bookId }: { answer: Answer & { ok: false }; bookId: string }) {
  const { t } = useTranslation("deliveries");
  const words = useProblemWords();
  return (
    <Banner tone="warning" action={{ content: t("toBook"), url: `/app/books/${bookId}` }}>
      <Text as="p">{t("held.unread")}</Text>
      {answer.problems.map((problem) => (
        <Text as="p" key={problem.code}>
          {words(problem)}
        </Text>
      ))}
    </Banner>
  );
}
