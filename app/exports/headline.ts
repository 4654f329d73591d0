import type { ExportedEntry } from "#app/domain/journal/exported-entry.ts";
import { oneLine, shortened } from "#app/domain/one-line.ts";

const LABELS_MAX = 3;

/** What an entry is about, in a few words: "Write-off, Damaged, Lost". */
export function headlineOf({ causeKind, reversal, lines }: ExportedEntry): string {
  const kind = causeKind === "valuation" ? "Late valuation" : reversal ? "Reversal" : "Write-off";
  const labels = [...new Set(lines.map(({ reasonLabel }) => reasonLabel))].slice(0, LABELS_MAX);
  return [kind, ...labels.map((label) => shortened(oneLine(label), 60)).filter(Boolean)].join(", ");
}
