import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DocumentState } from "#app/queries/write-off-view.ts";

const look = {
  working: { tone: "attention", progress: "partiallyComplete" },
  done: { tone: "success", progress: "complete" },
  "partly-done": { tone: "warning", progress: "partiallyComplete" },
  refused: { tone: "critical", progress: "incomplete" },
} as const;

/** Says in words what its colour hints at. */
export function StateBadge({ state }: { state: DocumentState }) {
  const { t } = useTranslation("words");
  return (
    <Badge
      tone={look[state].tone}
      progress={look[state].progress}
      toneAndProgressLabelOverride={t("state.label")}
    >
      {t(`state.${state}`)}
    </Badge>
  );
}
