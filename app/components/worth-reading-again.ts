import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/**
 * A preview, a scanned code or a look at the shelf changes nothing, and a form that is kept nothing others
 * see; after a reversal the page is left for its document, and when a sign-in begins, for the vendor's.
 */
export function worthReadingAgain(change: ShouldRevalidateFunctionArgs): boolean {
  const isLeft = /\/(preview|reversal|sign-in|stock-check|codes|forms)$/.test(change.formAction ?? "");
  return isLeft ? false : change.defaultShouldRevalidate;
}
