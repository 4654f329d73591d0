import { useSubmit } from "@remix-run/react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Moment } from "#app/components/moment.tsx";
import type { BegunDraft } from "#app/queries/own-draft.ts";

const SHOWN = 1;

/** What was begun and left: one press goes on with it, another puts it away. */
export function BegunCard({ begun, timeZone }: { begun: BegunDraft[]; timeZone: string }) {
  const { t } = useTranslation("new");
  const submit = useSubmit();
  const [gone, setGone] = useState<string[]>([]);
  const [all, setAll] = useState(false);
  const left = begun.filter(({ id }) => !gone.includes(id));
  if (left.length === 0) return null;

  function discard(id: string) {
    setGone([...gone, id]);
    const way = {
      method: "post",
      action: "/app/drafts/forms/discards",
      encType: "application/json",
    } as const;
    submit(JSON.stringify({ id }), { ...way, navigate: false, fetcherKey: `discard ${id}` });
  }

  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("begun.title")}
        </Text>
        {left.slice(0, all ? left.length : SHOWN).map((draft) => (
          <InlineStack key={draft.id} align="space-between" blockAlign="center" gap="300">
            <BlockStack>
              <Text as="span" fontWeight="semibold">
                {draft.title || t("begun.empty")}
                {draft.lineCount > 1 ? ` ${t("begun.more", { count: draft.lineCount - 1 })}` : null}
              </Text>
              <Text as="span" tone="subdued" variant="bodySm">
                {t("begun.saved")} <Moment at={draft.savedAt} timeZone={timeZone} />
              </Text>
            </BlockStack>
            <InlineStack gap="200">
              <Button
                url={`/app/write-offs/new?draft=${draft.id}`}
                accessibilityLabel={t("begun.goOnWith", { title: draft.title || t("begun.empty") })}
              >
                {t("begun.goOn")}
              </Button>
              <Button
                variant="tertiary"
                onClick={() => discard(draft.id)}
                accessibilityLabel={t("begun.discardOf", { title: draft.title || t("begun.empty") })}
              >
                {t("begun.discard")}
              </Button>
            </InlineStack>
          </InlineStack>
        ))}
        {left.length > SHOWN && !all ? (
          <InlineStack>
            <Button variant="plain" onClick={() => setAll(true)}>
              {t("begun.all", { count: left.length })}
            </Button>
          </InlineStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}
