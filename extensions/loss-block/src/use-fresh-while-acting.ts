import { useCallback, useEffect, useRef } from "preact/hooks";

const everyMs = 4000;
const timesMax = 30;

/**
 * Shopify does not tell a block when an action beside it has ended: for two minutes after it was opened the
 * block asks by itself. Where nothing has changed, the answer is a few bytes.
 */
export function useFreshWhileActing(refresh: () => Promise<void>): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useCallback(() => {
    clearTimeout(timer.current);
    const next = (left: number) => {
      timer.current = setTimeout(() => {
        void refresh();
        if (left > 1) next(left - 1);
      }, everyMs);
    };
    next(timesMax);
  }, [refresh]);
}
