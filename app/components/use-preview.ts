import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { PlanView } from "#app/queries/plan-view.ts";
import type { Answer } from "./answered.ts";

export type Preview = {
  /** What would happen, if it was asked for exactly what stands in the form now. */
  plan: PlanView | null;
  refusal: Extract<Answer, { ok: false }> | null;
  asking: boolean;
  /** What was said is out of date: the same question once more. */
  again(): void;
};

const PAUSE_MS = 350;
const AGAIN_MS = 4_000;

/** Asks the server what a command would do, whenever it has changed and rested; without an answer, again. */
export function usePreview(path: string, command: object | null): Preview {
  const fetcher = useFetcher<Answer<PlanView>>();
  const wanted = useMemo(() => (command ? JSON.stringify(command) : null), [command]);
  const [asked, setAsked] = useState<string | null>(null);
  const { submit } = fetcher;
  const latest = useRef(submit);
  latest.current = submit;

  useEffect(() => {
    if (wanted === null || wanted === asked) return;
    const timer = setTimeout(() => {
      setAsked(wanted);
      latest.current(wanted, { method: "post", action: path, encType: "application/json" });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted, asked, path]);

  const unanswered =
    fetcher.state === "idle" && fetcher.data?.ok === false && fetcher.data.unanswered === true;
  useEffect(() => {
    if (!unanswered) return;
    const timer = setTimeout(() => setAsked(null), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [unanswered]);

  const again = useCallback(() => setAsked(null), []);
  const settled = wanted !== null && wanted === asked && fetcher.state === "idle";
  const answer = settled ? fetcher.data : undefined;
  return {
    plan: answer?.ok ? answer.value : null,
    refusal: answer && !answer.ok ? answer : null,
    asking: wanted !== null && !settled,
    again,
  };
}
