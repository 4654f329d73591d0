import { BlockStack, Button, Card, Collapsible, Text } from "@shopify/polaris";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { AttemptView, WriteOffView } from "#app/queries/write-off-view.ts";

/**
 * For whoever has to prove it: what went to Shopify, when, and under which reference it can be found there.
 */
export function SentCard({ writeOff }: { writeOff: WriteOffView }) {
  const { t } = useTranslation("document");
  const [open, setOpen] = useState(false);
  const id = useId();
  if (writeOff.attempts.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300" inlineAlign="start">
        <Text as="h2" variant="headingMd">
          {t("sent.title")}
        </Text>
        <Button
          disclosure={open ? "up" : "down"}
          variant="plain"
          ariaExpanded={open}
          ariaControls={id}
          onClick={() => setOpen(!open)}
        >
          {t("sent.show", { count: writeOff.attempts.length })}
        </Button>
        <Collapsible id={id} open={open}>
          <BlockStack gap="400">
            {writeOff.attempts.map((attempt) => (
              <Attempt key={attempt.id} attempt={attempt} timeZone={writeOff.timeZone} />
            ))}
          </BlockStack>
        </Collapsible>
      </BlockStack>
    </Card>
  );
}

function Attempt({ attempt, timeZone }: { attempt: AttemptView; timeZone: string }) {
  const { t } = useTranslation("document");
  return (
    <BlockStack gap="050">
      <Text as="p" fontWeight="semibold">
        {t(`sent.state.${attempt.state}`)}
      </Text>
      <Text as="p">{t("sent.times", { count: attempt.sends })}</Text>
      {attempt.firstSentAt ? (
        <Text as="p" tone="subdued">
          <Moment at={attempt.firstSentAt} timeZone={timeZone} />
        </Text>
      ) : null}
      <Text as="p" tone="subdued" variant="bodySm" breakWord>
        {attempt.reference}
      </Text>
      {attempt.resolution ? (
        <Text as="p">
          {t(`sent.${wordOf(attempt.resolution)}`, {
            name: attempt.resolution.by,
            count: attempt.resolution.changes?.length ?? 0,
            of: attempt.changes.length,
          })}
        </Text>
      ) : null}
    </BlockStack>
  );
}

function wordOf({ happened, changes }: NonNullable<AttemptView["resolution"]>) {
  if (!happened) return "didNot";
  return changes ? "part" : "happened";
}
