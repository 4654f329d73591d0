import { useSearchParams } from "@remix-run/react";

export type Changes = Record<string, string | undefined>;

/** What the list is narrowed by stands in the address and nowhere else. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  return {
    /** Another filter begins on the first page. */
    change(changes: Changes) {
      const changed = new URLSearchParams(params);
      changed.delete("cursor");
      for (const [name, value] of Object.entries(changes)) {
        if (value) changed.set(name, value);
        else changed.delete(name);
      }
      setParams(changed, { replace: true, preventScrollReset: true });
    },
    open(query: string) {
      setParams(new URLSearchParams(query), { preventScrollReset: true });
    },
  };
}
