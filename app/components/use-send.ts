import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import type { Answer } from "./answered.ts";

/** Sends a command and waits for its answer, one after the other: for what is done to many, one by one. */
export function useSend<T>(): (path: string, command: object) => Promise<Answer<T>> {
  const fetcher = useFetcher<Answer<T>>();
  const waiting = useRef<((answer: Answer<T>) => void) | null>(null);
  const told = useRef<unknown>(null);
  const { state, data } = fetcher;
  useEffect(() => {
    if (state !== "idle" || !data || told.current === data) return;
    told.current = data;
    const done = waiting.current;
    waiting.current = null;
    done?.(data as Answer<T>);
  }, [state, data]);
  const latest = useRef(fetcher.submit);
  latest.current = fetcher.submit;
  return useCallback(
    (path, command) =>
      new Promise((resolve) => {
        waiting.current = resolve;
        const options = { method: "post", action: path, encType: "application/json" } as const;
        latest.current(JSON.stringify(command), options);
      }),
    [],
  );
}
