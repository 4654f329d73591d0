import { useRevalidator } from "@remix-run/react";
import { useRef, useState } from "react";
import type { Problem } from "#app/domain/problem.ts";
import { useSend } from "./use-send.ts";

/** `url`: where it can be looked at. */
export type Wanted = { id: string; name: string; url: string; path: string; command: object };

/** No problems: done. None named: nobody answered. `asked`: a second person is. `outside`: not as wished. */
export type Outcome = Pick<Wanted, "id" | "name" | "url"> & {
  problems: Problem[] | null;
  asked: boolean;
  outside: Problem[];
};

export type OneByOne = {
  state: "asking" | "working" | "over";
  outcomes: Outcome[];
  run(wanted: Wanted[]): void;
  stop(): void;
};

const NO_ANSWER: Problem[] = [];

/**
 * Each is a wish of its own through its own door, one after the other: what was stopped half way, or not
 * answered, can be sent again and nothing happens twice. The page is read again once, when it is over.
 */
export function useOneByOne(): OneByOne {
  const send = useSend<{ requested?: string | null; outside?: Problem[] }>();
  const { revalidate } = useRevalidator();
  const [outcomes, setOutcomes] = useState<Outcome[]>([]);
  const [state, setState] = useState<OneByOne["state"]>("asking");
  const stopped = useRef(false);

  async function runAll(wanted: Wanted[]) {
    setState("working");
    stopped.current = false;
    for (const { id, name, url, path, command } of wanted) {
      if (stopped.current) break;
      const told = await send(path, command);
      const problems = told.ok ? null : told.unanswered ? NO_ANSWER : told.problems;
      const asked = told.ok && (told.value.requested ?? null) !== null;
      const outside = told.ok ? (told.value.outside ?? []) : [];
      setOutcomes((before) => [...before, { id, name, url, problems, asked, outside }]);
    }
    setState("over");
    revalidate();
  }

  return {
    state,
    outcomes,
    run: (wanted) => void runAll(wanted),
    stop() {
      stopped.current = true;
    },
  };
}
