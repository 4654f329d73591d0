import { useEffect, useState } from "preact/hooks";
import { ask } from "../../shared/src/backend.ts";
import type { Problem } from "../../shared/src/wire.ts";
import type { Preview, WriteOffCommand } from "./wire.ts";

export type Shown =
  | { at: "none" }
  | { at: "asking" }
  /** `questions` are what a person has to read before it may happen. */
  | { at: "shown"; preview: Preview; questions: Problem[] }
  | { at: "refused"; problems: Problem[] }
  | { at: "lost" };

const typingPauseMs = 250;

/** What would happen: asked again whenever the content changes; an answer to older content is dropped. */
export function usePreview(content: string | null, command: () => WriteOffCommand) {
  const [shown, setShown] = useState<{ content: string | null; is: Shown }>({
    content: null,
    is: { at: "none" },
  });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: content stands for the command
  useEffect(() => {
    if (content === null) return setShown({ content, is: { at: "none" } });
    let isCurrent = true;
    setShown({ content, is: { at: "asking" } });
    const timer = setTimeout(async () => {
      const answer = await ask<{ preview: Preview; problems: Problem[] }>(
        "/api/write-offs/preview",
        command(),
      );
      if (!isCurrent) return;
      if (answer.kind === "ok") {
        const { preview, problems } = answer.body;
        setShown({ content, is: { at: "shown", preview, questions: problems } });
      } else if (answer.kind === "refused") {
        setShown({ content, is: { at: "refused", problems: answer.problems } });
      } else setShown({ content, is: { at: "lost" } });
    }, typingPauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [content, round]);

  const isStale = shown.content !== content;
  const now: Shown = isStale ? { at: content === null ? "none" : "asking" } : shown.is;
  return { shown: now, askAgain: () => setRound((count) => count + 1) };
}
