import { useCallback } from "react";
import { type Refused, useAct } from "./use-act.ts";

export type SignIn = { begin(kind: string): void; busy: boolean; refusal: Refused | null };

/** A vendor's consent page shows itself in no frame, so the way there leads out of the admin's. */
export function useSignIn(): SignIn {
  const act = useAct<{ state: string }>(
    useCallback(({ state }) => {
      open(new URL(`/books/start?state=${encodeURIComponent(state)}`, location.origin), "_top");
    }, []),
  );
  return {
    begin: (kind) => act.send("/app/books/sign-in", { kind }),
    busy: act.busy,
    refusal: act.refusal,
  };
}
