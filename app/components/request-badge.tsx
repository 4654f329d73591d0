import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { RequestState } from "#app/domain/approval/request.ts";

const TONES = {
  waiting: "attention",
  "sent-back": "warning",
  approved: "success",
  rejected: "critical",
  withdrawn: undefined,
} as const;

export function RequestBadge({ state }: { state: RequestState }) {
  const { t } = useTranslation("requests");
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>;
}
