import { useNavigate } from "@remix-run/react";
import { useCallback } from "react";
import { v7 } from "uuid";
import { type Refused, useAct } from "#app/components/use-act.ts";

/** The same goods for the same reasons in a new form, to be looked over and written off again. */
export function useAgain(documentId: string): { again(): void; busy: boolean; refusal: Refused | null } {
  const navigate = useNavigate();
  const act = useAct<{ id: string }>(
    useCallback(({ id }) => navigate(`/app/write-offs/new?draft=${id}`), [navigate]),
    "again",
  );
  return {
    again: () => act.send("/app/drafts/beginnings", { id: v7(), documentId }),
    busy: act.busy,
    refusal: act.refusal,
  };
}
