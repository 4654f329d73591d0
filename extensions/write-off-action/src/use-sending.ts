import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask } from "../../shared/src/backend.ts";
import { pause, sendUntilAnswered } from "../../shared/src/send-until-answered.ts";
import type { Problem } from "../../shared/src/wire.ts";
import type { Requested, ReversalCommand, Submitted, View, WriteOffCommand } from "./wire.ts";

/** Where a command is on its way: every stage is what we know, never what we hope. */
export type Sending =
  | { at: "idle" }
  | { at: "sending"; again: boolean }
  /** Several tries went unanswered: it may or may not have happened. The same command may be sent again. */
  | { at: "lost" }
  | { at: "refused"; problems: Problem[] }
  /** Somebody else decides about it; nothing has happened to the stock. */
  | { at: "requested"; request: Requested }
  | { at: "following"; view: View; slow: boolean }
  | { at: "settled"; view: View };

const followDelaysMs = [500, 800, 1200, 1600];
const followSlowMs = 2500;
const followAttemptsMax = 30;

/** Sends a command until it is answered, then follows its document until Shopify's answer is known. */
export function useSending(path: string) {
  const [stage, setStage] = useState<Sending>({ at: "idle" });
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);

  const show = useCallback((next: Sending) => {
    if (isOpen.current) setStage(next);
  }, []);

  const follow = useCallback(
    async (first: View) => {
      let view = first;
      for (let count = 0; isOpen.current; count++) {
        if (isSettled(view)) return show({ at: "settled", view });
        if (count >= followAttemptsMax) return show({ at: "following", view, slow: true });
        show({ at: "following", view, slow: false });
        await pause(followDelaysMs[count] ?? followSlowMs);
        const answer = await ask<{ writeOff: View }>(`/api/write-offs/${view.id}`);
        if (answer.kind === "ok") view = answer.body.writeOff;
      }
    },
    [show],
  );

  const send = useCallback(
    async (command: WriteOffCommand | ReversalCommand) => {
      show({ at: "sending", again: false });
      const answer = await sendUntilAnswered<Submitted>(path, command, () => {
        show({ at: "sending", again: true });
        return isOpen.current;
      });
      if (answer.kind === "lost") return show({ at: "lost" });
      if (answer.kind === "refused") return show({ at: "refused", problems: answer.problems });
      if ("outcome" in answer.body) return show({ at: "requested", request: answer.body.request });
      await follow(answer.body.writeOff);
    },
    [path, show, follow],
  );

  const reset = useCallback(() => show({ at: "idle" }), [show]);
  return { stage, send, follow, reset };
}

/** Unknown is settled too: waiting longer will not make it known, a person has to look. */
function isSettled(view: View): boolean {
  return view.state !== "working" || view.lines.every((line) => line.fate !== "working");
}
