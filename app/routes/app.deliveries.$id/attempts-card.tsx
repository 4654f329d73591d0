import { BlockStack, Box, Button, Card, Collapsible, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { CalendarDay } from "#app/components/calendar-day.tsx";
import { JournalTable } from "#app/components/journal-table.tsx";
import { Moment } from "#app/components/moment.tsx";
import type { SentView } from "#app/queries/delivery-parts.ts";

/** For whoever has to prove it: each body that went out, how often, and what the book said. */
export function AttemptsCard({ attempts, timeZone }: { attempts: SentView[]; timeZone: string }) {
  const { t } = useTranslation("deliveries");
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd={attempts.length > 0 ? "100" : "400"}>
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("sent.title", { count: attempts.length })}
          </Text>
          <Text as="p" tone="subdued">
            {t(attempts.length === 0 ? "sent.none" : "sent.body")}
          </Text>
        </BlockStack>
      </Box>
      <ul className="lossbook-list">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <Sent attempt={attempt} timeZone={timeZone} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Sent({ attempt, timeZone }: { attempt: SentView; timeZone: string }) {
  const { t } = useTranslation("deliveries");
  const [open, setOpen] = useState(false);
  const id = useId();
  const { state, sends, firstSentAt, lastSentAt, journal, said } = attempt;
  return (
    <>
      <Box padding="400">
        <BlockStack gap="100" inlineAlign="start">
          <Text as="p" fontWeight="semibold">
            {t(`sent.state.${state}`)}
          </Text>
          <Text as="p" tone="subdued">
            {t("sent.times", { count: sends })} <Moment at={firstSentAt} timeZone={timeZone} />
            {sends > 1 ? (
              <>
                , {t("sent.last")} <Moment at={lastSentAt} timeZone={timeZone} />
              </>
            ) : null}
          </Text>
          {said ? (
            <Text as="p" breakWord>
              {t("said", { text: said })}
            </Text>
          ) : null}
          <Button
            variant="plain"
            disclosure={open ? "up" : "down"}
            ariaExpanded={open}
            ariaControls={id}
            onClick={() => setOpen(!open)}
          >
            {t("sent.show")}
          </Button>
        </BlockStack>
      </Box>
      <Collapsible id={id} open={open}>
        <Box paddingInline="400" paddingBlockEnd="200">
          <Text as="p">
            <CalendarDay day={journal.date} />
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {journal.memo}
          </Text>
        </Box>
        <JournalTable journal={journal} caption={t("sent.caption")} />
      </Collapsible>
    </>
  );
}
