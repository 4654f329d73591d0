import type { Missing } from "../../shared/src/draft.ts";
import { count, money, t } from "../../shared/src/text.ts";
import type { Shown } from "./use-preview.ts";

type Props = { shown: Shown; missing: Missing[]; seesCost: boolean; onAskAgain: () => void };

export function PreviewLine({ shown, missing, seesCost, onAskAgain }: Props) {
  switch (shown.at) {
    case "none":
      return <s-text color="subdued">{t(`preview.missing.${firstOf(missing)}`)}</s-text>;
    case "refused":
      return null;
    case "asking":
      return (
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-spinner accessibilityLabel={t("preview.busy")} />
          <s-text color="subdued">{t("preview.busy")}</s-text>
        </s-stack>
      );
    case "lost":
      return (
        <s-banner heading={t("preview.lostHeading")} tone="warning">
          <s-stack direction="block" gap="small-200">
            <s-text>{t("preview.lost")}</s-text>
            <s-button onClick={onAskAgain}>{t("again")}</s-button>
          </s-stack>
        </s-banner>
      );
    case "shown": {
      const line = shown.preview.lines[0];
      if (!line) return null;
      const numbers = {
        quantity: count(line.quantity),
        before: count(line.before),
        after: count(line.after),
      };
      return (
        <s-box padding="base" background="subdued" borderRadius="base">
          <s-stack direction="block" gap="small-200">
            <s-text type="strong" fontVariantNumeric="tabular-nums">
              {t("preview.line", numbers)}
            </s-text>
            {seesCost && line.value && !line.needsValue && (
              <s-text color="subdued">{t("preview.value", { value: money(line.value) })}</s-text>
            )}
            {seesCost && line.needsValue && <s-text color="subdued">{t("preview.needsValue")}</s-text>}
          </s-stack>
        </s-box>
      );
    }
  }
}

/** One thing at a time, in the order of the form. */
function firstOf(missing: Missing[]): Missing {
  const order: Missing[] = ["variant", "location", "quantity", "more-than-available", "reason", "note"];
  return order.find((each) => missing.includes(each)) ?? "reason";
}
