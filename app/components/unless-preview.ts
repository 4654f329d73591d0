import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/** A preview changes nothing, so nothing on the page is read again for it. */
export function unlessPreview({
  formAction,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return formAction?.endsWith("/preview") ? false : defaultShouldRevalidate;
}
