import { useFetcher } from "@remix-run/react";
import { Banner, BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Answer } from "#app/components/answered.ts";
import { Moment } from "#app/components/moment.tsx";
import { RefusalBanner } from "#app/components/refusal-banner.tsx";
import { useFormat } from "#app/components/use-format.ts";
import type { Seal } from "#app/domain/audit/trail-file.ts";
import type { CheckedAudit } from "#app/use-cases/audit/verify-audit.ts";

/** How far the chain goes, whether it holds, and what that does and does not show. */
export function ChainCard({ head, timeZone }: { head: Seal | null; timeZone: string }) {
  const { t } = useTranslation("audit");
  const format = useFormat(timeZone);
  const { submit, state, data } = useFetcher<Answer<CheckedAudit>>({ key: "audit verification" });
  const check = () => submit(null, { method: "post", action: "/app/audit/verification" });
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("chain.title")}
          </Text>
          <Button onClick={check} loading={state !== "idle"}>
            {t("chain.check")}
          </Button>
        </InlineStack>
        <div aria-live="polite">
          {data?.ok ? <Outcome checked={data.value} timeZone={timeZone} /> : null}
          {data && !data.ok ? <RefusalBanner refusal={data} title={t("chain.notChecked")} /> : null}
        </div>
        {head ? (
          <BlockStack gap="100">
            <Text as="p">{t("chain.head", { number: format.number(head.sequence) })}</Text>
            <code className="lossbook-sealed">
              {head.sequence} {head.hash}
            </code>
          </BlockStack>
        ) : (
          <Text as="p" tone="subdued">
            {t("chain.none")}
          </Text>
        )}
        <List>
          <List.Item>{t("chain.shows")}</List.Item>
          <List.Item>{t("chain.doesNot")}</List.Item>
          <List.Item>{t("chain.keep")}</List.Item>
        </List>
        <InlineStack gap="300">
          <a className="Polaris-Link" href="/verifier/verifier.html" download>
            {t("chain.page")}
          </a>
          <a className="Polaris-Link" href="/verifier/verify.mjs" download>
            {t("chain.script")}
          </a>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Outcome({ checked, timeZone }: { checked: CheckedAudit; timeZone: string }) {
  const { t } = useTranslation("audit");
  const { t: word } = useTranslation("verifier");
  const format = useFormat(timeZone);
  const { flaws, more, disagreeing, unqueued, events, last } = checked;
  const isSound = flaws.length + disagreeing.length + unqueued === 0;
  const told = { number: format.number(events), count: events, head: last.hash.slice(0, 12) };
  if (isSound) {
    return (
      <Banner tone="success" title={t("chain.sound", told)}>
        <Moment at={checked.at} timeZone={timeZone} />
      </Banner>
    );
  }
  return (
    <Banner tone="critical" title={t("chain.broken", told)}>
      <List>
        {flaws.map((flaw) => (
          <List.Item key={JSON.stringify(flaw)}>{word(`flaw.${flaw.kind}`, { ...flaw })}</List.Item>
        ))}
        {more > 0 ? <List.Item>{t("chain.more", { number: format.number(more) })}</List.Item> : null}
        {disagreeing.map((sequence) => (
          <List.Item key={sequence}>{t("chain.disagrees", { number: format.number(sequence) })}</List.Item>
        ))}
        {unqueued > 0 ? (
          <List.Item>{t("chain.unqueued", { number: format.number(unqueued) })}</List.Item>
        ) : null}
      </List>
    </Banner>
  );
}
