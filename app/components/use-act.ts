import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Answer } from "./answered.ts";

export type Act<T> = {
  send(path: string, command: object): void;
  busy: boolean;
  answer: Answer<T> | null;
  refusal: Extract<Answer<T>, { ok: false }> | null;
};

/** Sends a command to the door of its state change. `whenDone` runs once for each confirmed effect. */
export function useAct<T>(whenDone: (value: T) => void, key?: string): Act<T> {
  const fetcher = useFetcher<Answer<T>>(key ? { key } : {});
  const told = useRef<unknown>(null);
  // Once the page has been read again: leaving earlier would break off that reading.
  const answer = fetcher.state === "idle" ? (fetcher.data ?? null) : null;
  useEffect(() => {
    if (!answer?.ok || told.current === answer) return;
    told.current = answer;
    whenDone(answer.value);
  }, [answer, whenDone]);
  return {
    send: (path, command) =>
      fetcher.submit(JSON.stringify(command), { method: "post", action: path, encType: "application/json" }),
    busy: fetcher.state !== "idle",
    answer,
    refusal: answer && !answer.ok ? answer : null,
  };
}
