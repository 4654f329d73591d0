import { useFetcher, useSearchParams, useSubmit } from "@remix-run/react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Answer } from "#app/components/answered.ts";
import type { Problem } from "#app/domain/problem.ts";
import type { Saved } from "#app/use-cases/draft/save-draft.ts";

const PAUSE_MS = 600;
const AGAIN_MS = 4_000;
const DOOR = "/app/drafts/forms";

export type Autosave = {
  state: "nothing" | "saving" | "saved" | "failed" | "refused" | "elsewhere" | "over";
  /** Why it cannot be kept, where asking again would not help. */
  problems: Problem[];
  /** Nothing is saved while it is being sent, and nothing after it has become a document. */
  stop(): void;
  goOn(): void;
};

type Kept = {
  id: string;
  revision: number;
  content: { lines: unknown[] };
  /** What was asked for is kept as a request already. */
  isAsked?: boolean;
  /** It begins with something that nobody has kept yet. */
  isUnsaved?: boolean;
};

/**
 * Keeps the form while it is filled in, and says so in the address: whoever leaves and comes back, or reads
 * the page again, finds it as it was. What was typed last is sent off also when the page is left.
 */
export function useAutosave({ id, revision, content, isAsked = false, isUnsaved = false }: Kept): Autosave {
  const fetcher = useFetcher<Answer<Saved>>();
  const submit = useSubmit();
  const [params, setParams] = useSearchParams();
  const wanted = useMemo(() => JSON.stringify(content), [content]);
  const [kept, setKept] = useState({ text: isUnsaved ? "" : wanted, revision });
  const [sent, setSent] = useState<string | null>(null);
  const over = useRef(false);
  const { data, state } = fetcher;
  const refused = state === "idle" && data?.ok === false ? data : null;
  const isOver = state === "idle" && data?.ok === true && data.value.over !== undefined;
  const elsewhere = refused?.problems.some(({ code }) => code === "changed-meanwhile") ?? false;
  const began = kept.revision > 0 || content.lines.length > 0;
  const dirty = !isAsked && began && wanted !== kept.text;

  const isLeft = elsewhere || isOver;
  const latest = useRef({ fetcher, submit, dirty, wanted, revision: kept.revision, isLeft });
  latest.current = { fetcher, submit, dirty, wanted, revision: kept.revision, isLeft };

  useEffect(() => {
    if (state !== "idle" || !data?.ok || data.value.over || sent === null) return;
    setKept({ text: sent, revision: data.value.revision });
    setSent(null);
  }, [state, data, sent]);

  const waits = dirty && sent === null && !isLeft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins again with everything that is typed
  useEffect(() => {
    if (!waits || over.current) return;
    const timer = setTimeout(send, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [waits, wanted]);

  useEffect(() => {
    if (!refused || elsewhere || over.current) return;
    // What was heard and refused would be refused again, until something else stands there.
    if (!refused.unanswered && wanted === sent) return;
    const timer = setTimeout(() => setSent(null), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [refused, elsewhere, wanted, sent]);

  const named = params.get("draft") === id;
  const saved = kept.revision > 0;
  useEffect(() => {
    if (!saved || named) return;
    setParams({ draft: id }, { replace: true, preventScrollReset: true });
  }, [saved, named, id, setParams]);

  // The last words of whoever leaves: this outlives the page.
  useEffect(
    () => () => {
      const last = latest.current;
      if (!last.dirty || over.current || last.isLeft) return;
      last.submit(bodyOf(id, last), { ...way, navigate: false, fetcherKey: `leaving ${id}` });
    },
    [id],
  );

  function send() {
    if (over.current) return;
    const last = latest.current;
    setSent(last.wanted);
    last.fetcher.submit(bodyOf(id, last), way);
  }

  return {
    problems: refused && !elsewhere ? refused.problems : [],
    state: isOver
      ? "over"
      : elsewhere
        ? "elsewhere"
        : refused
          ? refused.unanswered
            ? "failed"
            : "refused"
          : dirty || sent
            ? "saving"
            : saved
              ? "saved"
              : "nothing",
    stop() {
      over.current = true;
    },
    goOn() {
      over.current = false;
    },
  };
}

const way = { method: "post", action: DOOR, encType: "application/json" } as const;

function bodyOf(id: string, last: { wanted: string; revision: number }): string {
  return JSON.stringify({ id, revision: last.revision, content: JSON.parse(last.wanted) });
}
