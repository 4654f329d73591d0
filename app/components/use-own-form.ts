import { useMemo } from "react";
import type { WriteOffForm } from "#app/queries/write-off-form.ts";
import { useOwnWords } from "./use-own-words.ts";

/** What a form offers, with the reasons we named in the reader's language. */
export function useOwnForm(form: WriteOffForm): WriteOffForm {
  const own = useOwnWords();
  return useMemo(() => {
    const reasons = form.reasons.map((reason) => ({ ...reason, label: own.reason(reason.label) }));
    return { ...form, reasons };
  }, [form, own]);
}
