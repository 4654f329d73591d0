import { Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/use-format.ts";
import { ShowWrong } from "./show-wrong.tsx";
import type { SummaryProps } from "./summary-card.tsx";
import { useSummary } from "./use-summary.ts";

/** Where the cards stand below each other, the way on is in reach of the thumb and not below all of them. */
export function SummaryFoot({ draft, preview, questions, asks, onWriteOff }: SummaryProps) {
  const { t } = useTranslation("new");
  const format = useFormat("UTC");
  const { units, hint, wrong } = useSummary({ draft, preview, questions });
  const { plan } = preview;
  const value = plan && !plan.costHidden ? plan.totals.value : null;
  return (
    <div className="lossbook-foot lossbook-way-on">
      <div className="lossbook-grow">
        <Text as="p" variant="bodySm" tone={preview.refusal ? "critical" : "subdued"}>
          {plan && value && questions === 0 && !preview.asking ? format.money(value) : hint}
        </Text>
        <ShowWrong line={wrong} />
      </div>
      <Button variant="primary" size="large" disabled={!plan} onClick={onWriteOff}>
        {t(asks ? "summary.ask" : "summary.action", { count: units })}
      </Button>
    </div>
  );
}
