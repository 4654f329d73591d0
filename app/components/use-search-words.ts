import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

/**
 * What is typed shows at once; the address follows when the typing pauses. When somebody else changes the
 * address, say by clearing all filters, the field follows it.
 */
export function useSearchWords(current: string, commit: (words: string) => void) {
  const [words, setWords] = useState(current);
  const [seen, setSeen] = useState(current);
  const [committed, setCommitted] = useState(current);
  if (current !== seen) {
    setSeen(current);
    if (current !== committed) setWords(current);
    setCommitted(current);
  }
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => {
    if (words === current) return;
    const timer = setTimeout(() => {
      setCommitted(words);
      latest.current(words);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, current]);
  return { words, type: setWords };
}
