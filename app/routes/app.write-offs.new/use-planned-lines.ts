import { useMemo, useRef } from "react";
import type { PlanLineView, PlanView } from "#app/queries/plan-view.ts";
import type { DraftLine } from "./draft.ts";

type Known = { line: DraftLine; planned: PlanLineView };

/**
 * What the last plan said of each line, for as long as the line stands as it was then: while one line is
 * typed in, the others neither lose their numbers nor are drawn anew.
 */
export function usePlannedLines(lines: DraftLine[], plan: PlanView | null): Map<string, PlanLineView> {
  const known = useRef(new Map<string, Known>());
  return useMemo(() => {
    const before = known.current;
    const now = new Map<string, Known>();
    for (const [position, line] of lines.entries()) {
      const last = before.get(line.key);
      const planned = plan?.lines[position];
      if (planned) now.set(line.key, { line, planned: sameOr(planned, last?.planned) });
      else if (!plan && last?.line === line) now.set(line.key, last);
    }
    known.current = now;
    return new Map([...now].map(([key, { planned }]) => [key, planned]));
  }, [lines, plan]);
}

/** An answer that says the same is the same, or every line would be drawn anew with every answer. */
function sameOr(planned: PlanLineView, last: PlanLineView | undefined): PlanLineView {
  return last && JSON.stringify(last) === JSON.stringify(planned) ? last : planned;
}
