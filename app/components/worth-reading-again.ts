import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/** A preview changes nothing, and after a reversal the page is left for the document that was made. */
export function worthReadingAgain(change: ShouldRevalidateFunctionArgs): boolean {
  return /\/(preview|reversal)$/.test(change.formAction ?? "") ? false : change.defaultShouldRevalidate;
}
