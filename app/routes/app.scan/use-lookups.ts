import { useFetcher } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { Answer } from "#app/components/answered.ts";
import type { CodeLookup } from "#app/queries/code-lookup.ts";
import type { VariantView } from "#app/queries/found-variant.ts";

export type Wanted = { code: string; quantity: number | null; number: number | null };
type Told = (wanted: Wanted, variants: VariantView[] | null) => void;

export type Lookups = {
  waiting: number;
  ask(wanted: Wanted): void;
  /** From now on this code means this item, for as long as the page is open. */
  link(code: string, variant: VariantView): void;
};

/**
 * A scanner is faster than any answer: codes are looked up one after another in the order they came, and a
 * code that was looked up once needs no asking again. `null` tells that no answer came.
 */
export function useLookups(told: Told): Lookups {
  const fetcher = useFetcher<Answer<CodeLookup>>();
  const known = useRef(new Map<string, VariantView[]>());
  const queue = useRef<Wanted[]>([]);
  const asked = useRef<Wanted | null>(null);
  const latest = useRef(told);
  latest.current = told;
  const [waiting, setWaiting] = useState(0);
  const { data, state } = fetcher;

  function next(): void {
    while (asked.current === null) {
      const wanted = queue.current.shift();
      setWaiting(queue.current.length + (wanted ? 1 : 0));
      if (!wanted) return;
      const hits = known.current.get(wanted.code.toLowerCase());
      if (hits) latest.current(wanted, hits);
      else {
        asked.current = wanted;
        const options = { method: "post", action: "/app/scan/codes", encType: "application/json" } as const;
        fetcher.submit(JSON.stringify({ code: wanted.code }), options);
      }
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is taken once, when it is there
  useEffect(() => {
    const wanted = asked.current;
    if (state !== "idle" || !wanted || !data) return;
    if (data.ok && data.value.code !== wanted.code) return;
    asked.current = null;
    const variants = data.ok ? data.value.variants : null;
    if (variants && variants.length > 0) known.current.set(wanted.code.toLowerCase(), variants);
    latest.current(wanted, variants);
    next();
  }, [state, data]);

  return {
    waiting,
    ask(wanted) {
      queue.current.push(wanted);
      next();
    },
    link(code, variant) {
      known.current.set(code.toLowerCase(), [variant]);
    },
  };
}
