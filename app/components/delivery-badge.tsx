import { Badge, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DeliveryState, Drift } from "#app/domain/book/delivery.ts";

const look = {
  waiting: { tone: "attention", progress: "incomplete" },
  sent: { tone: "attention", progress: "partiallyComplete" },
  confirmed: { tone: "success", progress: "complete" },
  rejected: { tone: "critical", progress: "incomplete" },
  "by-hand": { tone: "info", progress: "complete" },
} as const;

/** Where a delivery is on its way into a book, and what somebody did to it there. */
export function DeliveryBadge({ state, drift }: { state: DeliveryState; drift: Drift | null }) {
  const { t } = useTranslation("deliveries");
  return (
    <InlineStack gap="100">
      <Badge
        tone={look[state].tone}
        progress={look[state].progress}
        toneAndProgressLabelOverride={t("state.label")}
      >
        {t(`state.${state}`)}
      </Badge>
      {drift ? (
        <Badge tone="warning" toneAndProgressLabelOverride={t("drift.label")}>
          {t(`drift.${drift}.badge`)}
        </Badge>
      ) : null}
    </InlineStack>
  );
}
