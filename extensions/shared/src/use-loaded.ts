import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ask } from "./backend.ts";
import type { Problem } from "./wire.ts";

export type Loaded<T> =
  | { at: "loading"; slow: boolean }
  | { at: "lost" }
  | { at: "refused"; problems: Problem[] }
  | { at: "ready"; value: T };

const slowAfterMs = 4000;

/** What the app says at an address; `again` asks anew and shows it, `refresh` only shows the news. */
export function useLoaded<T>(path: string) {
  const [loaded, setLoaded] = useState<Loaded<T>>({ at: "loading", slow: false });
  const round = useRef(0);

  const refresh = useCallback(async () => {
    round.current += 1;
    const mine = round.current;
    const answer = await ask<T>(path);
    if (mine !== round.current) return;
    if (answer.kind === "ok") setLoaded({ at: "ready", value: answer.body });
    else {
      const trouble: Loaded<T> =
        answer.kind === "lost" ? { at: "lost" } : { at: "refused", problems: answer.problems };
      setLoaded((before) => (before.at === "ready" ? before : trouble));
    }
  }, [path]);

  const again = useCallback(() => {
    setLoaded({ at: "loading", slow: false });
    void refresh();
  }, [refresh]);

  useEffect(() => {
    again();
    return () => {
      round.current += 1;
    };
  }, [again]);

  const isLoading = loaded.at === "loading";
  useEffect(() => {
    if (!isLoading) return;
    const timer = setTimeout(() => {
      setLoaded((before) => (before.at === "loading" ? { at: "loading", slow: true } : before));
    }, slowAfterMs);
    return () => clearTimeout(timer);
  }, [isLoading]);

  return { loaded, again, refresh };
}
