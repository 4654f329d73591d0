import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { Answer } from "./answered.ts";

export type Act = {
  send(path: string, command: object): void;
  busy: boolean;
  refusal: Refused | null;
  /** What was said of exactly this command; of a changed one nothing is known yet. */
  refusalOf(command: object | null): Refused | null;
};

export type Refused = Extract<Answer, { ok: false }>;

/** Sends a command to the door of its state change. `whenDone` runs once for each confirmed effect. */
export function useAct<T>(whenDone: (value: T) => void, key?: string): Act {
  const fetcher = useFetcher<Answer<T>>(key ? { key } : {});
  const told = useRef<unknown>(null);
  const sent = useRef<string | null>(null);
  // Once the page has been read again: leaving earlier would break off that reading.
  const answer = fetcher.state === "idle" ? (fetcher.data ?? null) : null;
  useEffect(() => {
    if (!answer?.ok || told.current === answer) return;
    told.current = answer;
    whenDone(answer.value);
  }, [answer, whenDone]);
  const refusal = answer && !answer.ok ? answer : null;
  return {
    send(path, command) {
      sent.current = JSON.stringify(command);
      fetcher.submit(sent.current, { method: "post", action: path, encType: "application/json" });
    },
    busy: fetcher.state !== "idle",
    refusal,
    refusalOf: (command) => (refusal && JSON.stringify(command) === sent.current ? refusal : null),
  };
}
