import { useState } from "react";
import { v7 } from "uuid";
import type { FormPage } from "#app/queries/form-page.ts";

/**
 * The id a form goes by: of the kept one, or of its own. Read again with what it kept itself it is still the
 * same form, and what is typed or on its way meanwhile stays; anything else that was read is another one.
 */
export function useFormId(page: FormPage): string {
  const [own, setOwn] = useState(() => ({ page, id: idOf(page) }));
  // What no answer came to is shown as it was, and is no other form.
  if (own.page === page || (page as { lost?: boolean }).lost) return own.id;
  const now = { page, id: idOf(page) };
  setOwn(now);
  return now.id;
}

function idOf({ kept }: FormPage): string {
  return kept?.id ?? v7();
}
