import { count, t } from "../../shared/src/text.ts";
import type { Sending } from "./use-sending.ts";
import type { View, ViewLine } from "./wire.ts";

type Props = { stage: Extract<Sending, { view: View }>; of: "writeOff" | "reversal" };

export function OutcomeBanner({ stage, of }: Props) {
  const line = stage.view.lines[0];
  if (!line) return null;
  const words = wordsFor(line, stage.view);
  if (stage.at === "following") {
    return (
      <s-banner heading={t(`outcome.${of}.workingHeading`)} tone="info">
        <s-stack direction="inline" gap="small-200" alignItems="center">
          {!stage.slow && <s-spinner accessibilityLabel={t(`outcome.${of}.workingHeading`)} />}
          <s-text>{t(stage.slow ? `outcome.${of}.slow` : `outcome.${of}.working`, words)}</s-text>
        </s-stack>
      </s-banner>
    );
  }
  switch (line.fate) {
    case "applied":
      return (
        <s-banner heading={t(`outcome.${of}.doneHeading`, words)} tone="success">
          {t(`outcome.${of}.done`, words)}
        </s-banner>
      );
    case "refused":
      return (
        <s-banner heading={t(`outcome.${of}.refusedHeading`)} tone="critical">
          <s-stack direction="block" gap="small-200">
            {line.refusal && <s-text>{line.refusal.message}</s-text>}
            <s-text>{t(`outcome.${of}.refused`, words)}</s-text>
          </s-stack>
        </s-banner>
      );
    case "unknown":
    case "working":
      return (
        <s-banner heading={t(`outcome.${of}.unknownHeading`)} tone="warning">
          {t(`outcome.${of}.unknown`, words)}
        </s-banner>
      );
  }
}

function wordsFor(line: ViewLine, view: View): Record<string, string> {
  return {
    quantity: count(line.quantity),
    location: line.locationName,
    before: line.before === null ? "?" : count(line.before),
    after: line.after === null ? "?" : count(line.after),
    number: view.number,
  };
}
