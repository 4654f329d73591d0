import { useRef } from "react";
import { v7 } from "uuid";

/**
 * The id is wished for here and kept while the content stays the same, so that sending again after a lost answer
 * is the same document and not a second one. Other content is another wish.
 */
export function useDocumentId(): (content: unknown) => string {
  const held = useRef<{ content: string; id: string } | null>(null);
  return (content) => {
    const text = JSON.stringify(content);
    if (held.current?.content !== text) held.current = { content: text, id: v7() };
    return held.current.id;
  };
}
