import { useTranslation } from "react-i18next";
import type { Preview } from "#app/components/use-preview.ts";
import { isWholeQuantity, reasonOf } from "#app/domain/draft/command-content.ts";
import type { Draft, DraftLine } from "./draft.ts";

type Known = { draft: Draft; preview: Preview; questions: number };

type Summary = {
  units: number;
  hint: string;
  /** The first line that stands in the way, where it is one. */
  wrong: DraftLine | null;
};

/** How many units, and in one sentence why it cannot be written off yet. */
export function useSummary({ draft, preview, questions }: Known): Summary {
  const { t } = useTranslation("new");
  const units = draft.lines.reduce(
    (sum, { quantity }) => sum + (isWholeQuantity(quantity) ? Number(quantity) : 0),
    0,
  );
  return { units, hint: hint(), wrong: wrong() ?? null };

  function wrong(): DraftLine | undefined {
    // While no line has a reason, one for all of them is nearer.
    const hasReasons = draft.lines.some((line) => reasonOf(draft, line));
    const isUntold = (line: DraftLine) =>
      !isWholeQuantity(line.quantity) || (hasReasons && !reasonOf(draft, line));
    const untold = draft.lines.find(isUntold);
    if (untold) return untold;
    const position = preview.refusal?.problems.find(({ at }) => at?.[0] === "lines")?.at?.[1];
    return typeof position === "number" ? draft.lines[position] : undefined;
  }

  function hint(): string {
    if (draft.lines.length === 0) return t("summary.needsLine");
    if (draft.lines.some((line) => !isWholeQuantity(line.quantity))) return t("summary.needsQuantity");
    if (draft.lines.some((line) => !reasonOf(draft, line))) return t("summary.needsReason");
    if (preview.refusal?.unanswered) return t("summary.unanswered");
    if (preview.refusal) return t("summary.refused", { count: preview.refusal.problems.length });
    if (preview.asking) return t("summary.asking");
    return questions > 0 ? t("summary.questions", { count: questions }) : t("summary.ready");
  }
}
