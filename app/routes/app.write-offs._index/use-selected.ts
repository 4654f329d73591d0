import { useEffect, useState } from "react";
import type { Answer } from "#app/components/answered.ts";
import { useSend } from "#app/components/use-send.ts";
import type { Selection } from "#app/queries/selection.ts";

export type Wish = { ids: string[] } | { query: string };

/** What is chosen, in numbers, as the server sees it at the moment the dialog opens. */
export function useSelected(wish: Wish): Answer<Selection> | null {
  const send = useSend<Selection>();
  const [answer, setAnswer] = useState<Answer<Selection> | null>(null);
  const asked = JSON.stringify(wish);
  useEffect(() => {
    let open = true;
    void send("/app/write-offs/selection", JSON.parse(asked)).then((told) => {
      if (open) setAnswer(told);
    });
    return () => {
      open = false;
    };
  }, [asked, send]);
  return answer;
}
