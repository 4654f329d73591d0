import { oneLine } from "../one-line.ts";
import type { Problem } from "../problem.ts";
import type { DocumentKind } from "../write-off/kind.ts";
import type { Reason } from "./reason.ts";

type Wish = { reasonId: string; note?: string | undefined };
/** Whether a photo or a file hangs on the document to come. */
type Proof = { hasEvidence: boolean };
type FieldProblem = { field: "reasonId" | "note"; problem: Problem };

/** Whether a reason may be used here, and whether it has what it asks for; all that is wrong at once. */
export function checkReason(
  reason: Reason | undefined,
  wish: Wish,
  kind: DocumentKind,
  { hasEvidence }: Proof = { hasEvidence: false },
): FieldProblem[] {
  if (!reason)
    return [{ field: "reasonId", problem: { code: "unknown-reason", facts: { reason: wish.reasonId } } }];
  const facts = { reason: reason.label };
  const problems: FieldProblem[] = [];
  if (reason.archived) problems.push({ field: "reasonId", problem: { code: "archived-reason", facts } });
  if (!reason.kinds.includes(kind))
    problems.push({ field: "reasonId", problem: { code: "reason-not-for-kind", facts } });
  if (problems.length > 0) return problems;
  if (reason.needsNote && !oneLine(wish.note ?? ""))
    problems.push({ field: "note", problem: { code: "note-needed", facts } });
  if (reason.needsEvidence && !hasEvidence)
    problems.push({ field: "reasonId", problem: { code: "evidence-needed", facts } });
  return problems;
}
