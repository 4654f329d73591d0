import { useSearchParams } from "@remix-run/react";

export type Changes = Record<string, string | undefined>;

/**
 * Every filter stands in the address, so that a view can be sent to a colleague; an empty one is gone.
 * Another filter begins on the first page.
 */
export function useFilterChange(): (changes: Changes) => void {
  const [params, setParams] = useSearchParams();
  return (changes) => {
    const changed = new URLSearchParams(params);
    changed.delete("cursor");
    for (const [name, value] of Object.entries(changes)) {
      if (value) changed.set(name, value);
      else changed.delete(name);
    }
    setParams(changed, { replace: true, preventScrollReset: true });
  };
}
