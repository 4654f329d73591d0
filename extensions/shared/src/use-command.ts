import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { sendUntilAnswered } from "./send-until-answered.ts";
import type { Problem } from "./wire.ts";

/** Where a command is on its way: every stage is what we know, never what we hope. */
export type Commanded<T> =
  | { at: "idle" }
  | { at: "sending"; again: boolean }
  /** Several tries went unanswered: it may or may not have happened. The same may be sent again. */
  | { at: "lost" }
  | { at: "refused"; problems: Problem[] }
  | { at: "done"; value: T };

export function useCommand<T>(path: string) {
  const [stage, setStage] = useState<Commanded<T>>({ at: "idle" });
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  const send = useCallback(
    async (command: object) => {
      setStage({ at: "sending", again: false });
      const answer = await sendUntilAnswered<T>(path, command, () => {
        if (isOpen.current) setStage({ at: "sending", again: true });
        return isOpen.current;
      });
      if (!isOpen.current) return;
      if (answer.kind === "ok") setStage({ at: "done", value: answer.body });
      else if (answer.kind === "lost") setStage({ at: "lost" });
      else setStage({ at: "refused", problems: answer.problems });
    },
    [path],
  );
  const reset = useCallback(() => setStage({ at: "idle" }), []);
  return { stage, send, reset };
}
