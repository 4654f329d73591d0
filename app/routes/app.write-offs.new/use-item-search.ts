import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { Answer } from "#app/components/answered.ts";
import type { VariantView } from "#app/queries/found-variant.ts";
import type { ItemSearch } from "#app/queries/item-search.ts";

const PAUSE_MS = 200;

export type Search = {
  typed: string;
  words: string;
  /** The answer to exactly what stands in the field, never what was found for the words before. */
  hits: VariantView[] | null;
  busy: boolean;
  failure: Extract<Answer, { ok: false }> | null;
  type(text: string): void;
  /**
   * A scanner ends with Enter before any answer is there: the hits are handed over as soon as they come,
   * unless something else was typed meanwhile.
   */
  whenFound(take: (hits: VariantView[]) => void): void;
};

export function useItemSearch(): Search {
  const fetcher = useFetcher<Answer<ItemSearch>>();
  const [typed, setTyped] = useState("");
  const asked = useRef("");
  const waiting = useRef<((hits: VariantView[]) => void) | null>(null);
  const words = typed.trim();
  const answer = fetcher.data?.ok ? fetcher.data.value : null;
  // The router asks the last question again with every change; of that nobody waits for an answer.
  const failed = words !== "" && fetcher.state === "idle" && fetcher.data?.ok === false;
  const hits = words !== "" && answer?.words === words ? answer.variants : null;

  function ask() {
    if (asked.current === words || words === "") return;
    asked.current = words;
    fetcher.load(`/app/write-offs/new/items?q=${encodeURIComponent(words)}`);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: asks when the words rest, whoever else changed
  useEffect(() => {
    const timer = setTimeout(ask, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  useEffect(() => {
    const take = waiting.current;
    if (!hits || !take) return;
    waiting.current = null;
    take(hits);
  }, [hits]);

  return {
    typed,
    words,
    hits,
    busy: fetcher.state !== "idle",
    failure: failed && fetcher.data?.ok === false ? fetcher.data : null,
    type(text) {
      waiting.current = null;
      if (text.trim() === "") asked.current = "";
      setTyped(text);
    },
    whenFound(take) {
      if (words === "") return;
      if (hits) return take(hits);
      waiting.current = take;
      ask();
    },
  };
}
