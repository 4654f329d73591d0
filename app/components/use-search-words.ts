import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

/** What is typed shows at once; the address follows when the typing pauses. */
export function useSearchWords(current: string, commit: (words: string) => void) {
  const [words, setWords] = useState(current);
  const latest = useRef(commit);
  latest.current = commit;
  useEffect(() => {
    if (words === current) return;
    const timer = setTimeout(() => latest.current(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words, current]);
  return { words, type: setWords };
}
