import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Fate } from "#app/queries/write-off-view.ts";

const tones = { working: "attention", applied: "success", refused: "critical", unknown: "warning" } as const;

export function FateBadge({ fate }: { fate: Fate }) {
  const { t } = useTranslation("words");
  return (
    <Badge tone={tones[fate]} toneAndProgressLabelOverride={t("fate.label")}>
      {t(`fate.${fate}`)}
    </Badge>
  );
}
