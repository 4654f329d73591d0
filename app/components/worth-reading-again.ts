import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/**
 * A preview changes nothing; after a reversal the page is left for the document that was made, and when a
 * sign-in begins, for the vendor's.
 */
export function worthReadingAgain(change: ShouldRevalidateFunctionArgs): boolean {
  const isLeft = /\/(preview|reversal|sign-in)$/.test(change.formAction ?? "");
  return isLeft ? false : change.defaultShouldRevalidate;
}
