import { SaveBar, useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Card, InlineGrid, Select, Text } from "@shopify/polaris";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useAct } from "#app/components/use-act.ts";
import { MAIL_TIMES, type MailTime, type NewsKind } from "#app/domain/news/news-kind.ts";
import type { NewsChoices } from "#app/queries/news-choices.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

type Draft = { digestHour: number; choices: Partial<Record<NewsKind, MailTime>> };

/** One row a kind: what it is, and when it comes by mail. What is not saved waits in the admin's bar. */
export function ChoicesForm({ choices: kept }: { choices: NewsChoices }) {
  const { t, i18n } = useTranslation("news-choices");
  const shopify = useAppBridge();
  const first: Draft = {
    digestHour: kept.digestHour ?? 0,
    choices: Object.fromEntries(kept.choices.map(({ kind, mail }) => [kind, mail])),
  };
  const [draft, setDraft] = useState(first);
  const act = useAct(useCallback(() => shopify.toast.show(t("saved")), [shopify, t]));
  const isMute = kept.digestHour === null;
  const isDirty = JSON.stringify(draft) !== JSON.stringify(first);
  const hour = new Intl.DateTimeFormat(i18n.language, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  });
  const times = MAIL_TIMES.map((value) => ({ value, label: t(`mail.${value}`) }));
  return (
    <Card padding="0">
      {act.refusal ? (
        <Box padding="400">
          <RefusalBanner refusal={act.refusal} title={t("notSaved")} />
        </Box>
      ) : null}
      <Box padding="400">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("byMail")}
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {kept.address ? t("to", { address: kept.address }) : t("noAddress")}{" "}
            {t("around", { count: kept.seenDaysMax })} {t("noAmounts")}
          </Text>
          <Select
            label={t("digestHour")}
            helpText={t("zone", { zone: kept.timeZone })}
            options={HOURS.map((value) => ({
              value: String(value),
              label: hour.format(new Date(Date.UTC(2026, 0, 1, value))),
            }))}
            value={String(draft.digestHour)}
            disabled={isMute}
            onChange={(value) => setDraft({ ...draft, digestHour: Number(value) })}
          />
        </BlockStack>
      </Box>
      {kept.choices.map(({ kind }) => (
        <Box key={kind} padding="400" borderBlockStartWidth="025" borderColor="border">
          <InlineGrid columns={{ xs: 1, sm: ["twoThirds", "oneThird"] }} gap="300" alignItems="center">
            <BlockStack gap="050">
              <Text as="h3" variant="headingSm" id={`news-${kind}`}>
                {t(`kind.${kind}.title`)}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {t(`kind.${kind}.body`)}
              </Text>
            </BlockStack>
            <Select
              label={t(`kind.${kind}.title`)}
              labelHidden
              options={times}
              value={draft.choices[kind] ?? "off"}
              disabled={isMute}
              onChange={(mail) =>
                setDraft({ ...draft, choices: { ...draft.choices, [kind]: mail as MailTime } })
              }
            />
          </InlineGrid>
        </Box>
      ))}
      <SaveBar id="news-choices" open={isDirty}>
        <button
          type="button"
          variant="primary"
          loading={act.busy ? "" : undefined}
          onClick={() => act.send("/app/news/choices/change", draft)}
        >
          {t("save")}
        </button>
        <button type="button" onClick={() => setDraft(first)}>
          {t("discard")}
        </button>
      </SaveBar>
    </Card>
  );
}
