import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Amount } from "#app/components/amount.tsx";
import { useProblemWords } from "#app/components/problem-words.ts";
import type { Preview } from "#app/components/use-preview.ts";
import type { Draft } from "./draft.ts";
import type { ProblemsAt } from "./problems-at.ts";
import { ShowWrong } from "./show-wrong.tsx";
import { useSummary } from "./use-summary.ts";

export type SummaryProps = {
  draft: Draft;
  preview: Preview;
  /** How many things are asked in the last step. */
  questions: number;
  /** Who may not write off asks for it. */
  asks: boolean;
  onWriteOff(): void;
};

type Props = SummaryProps & { problems: ProblemsAt };

/** Totals, and in one sentence why it cannot be written off yet. */
export function SummaryCard({ draft, preview, problems, questions, asks, onWriteOff }: Props) {
  const { t } = useTranslation("new");
  const problem = useProblemWords();
  const { plan } = preview;
  const { units, hint, wrong } = useSummary({ draft, preview, questions });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("summary.title")}
        </Text>
        <Row label={t("summary.lines")}>{String(draft.lines.length)}</Row>
        <Row label={t("summary.units")}>{String(units)}</Row>
        {plan && !plan.costHidden ? (
          <Row label={t("summary.value")}>
            {plan.totals.value ? (
              <Amount money={plan.totals.value} />
            ) : (
              t("summary.needsValue", { count: plan.totals.needsValue })
            )}
          </Row>
        ) : null}
        <Box minHeight="40px">
          <div role="status" aria-live="polite">
            <Text as="p" tone={preview.refusal ? "critical" : "subdued"}>
              {hint}
              {plan && !preview.asking && questions === 0 ? (
                <span className="lossbook-keys"> {t("summary.keys")}</span>
              ) : null}
            </Text>
            {problems.elsewhere.map((one) => (
              <Text as="p" tone="critical" key={one.code}>
                {problem(one)}
              </Text>
            ))}
          </div>
          <div className="lossbook-wide">
            <ShowWrong line={wrong} />
          </div>
        </Box>
        <div className="lossbook-wide">
          <Button variant="primary" size="large" fullWidth disabled={!plan} onClick={onWriteOff}>
            {t(asks ? "summary.ask" : "summary.action", { count: units })}
          </Button>
        </div>
      </BlockStack>
    </Card>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <InlineStack align="space-between" gap="200">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span" fontWeight="semibold">
        {children}
      </Text>
    </InlineStack>
  );
}
