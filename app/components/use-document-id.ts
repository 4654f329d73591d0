import { useMemo } from "react";
import { v7 } from "uuid";

export type DocumentIds = {
  /** The id to send this content under. */
  idOf(content: unknown): string;
  /** From now on this content has its id for good, and other content gets another. */
  keep(content: unknown): void;
};

/**
 * The id is wished for here. Content that was sent once keeps its id for as long as the form is open: sent
 * again after a lost answer it is the same document, also when it was changed and changed back in between.
 */
export function useDocumentId(): DocumentIds {
  return useMemo(() => {
    const sent = new Map<string, string>();
    let unused = v7();
    const idOf = (content: unknown) => sent.get(JSON.stringify(content)) ?? unused;
    return {
      idOf,
      keep(content) {
        const id = idOf(content);
        sent.set(JSON.stringify(content), id);
        if (id === unused) unused = v7();
      },
    };
  }, []);
}
