import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { BookSummary } from "#app/queries/book-list.ts";

const TONES = {
  connected: "success",
  paused: "attention",
  "setting-up": "info",
  "signed-out": "critical",
  disconnected: undefined,
} as const;

/** Says in words what its colour hints at. */
export function BookStateBadge({ book }: { book: BookSummary }) {
  const { t } = useTranslation("books");
  const state = book.state === "connected" && book.isPaused ? "paused" : book.state;
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>;
}
