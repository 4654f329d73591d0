import type { ShouldRevalidateFunction } from "@remix-run/react";

/** The form stays as it is while a person fills it in; another form is another reading, or another photo. */
export const staysAsTyped: ShouldRevalidateFunction = (change) => {
  const { currentUrl, nextUrl, formMethod, formAction, actionResult } = change;
  const isKept = nextUrl.searchParams.has("draft") || nextUrl.searchParams.has("request");
  if (formAction?.startsWith("/app/evidence")) return isKept && actionResult?.unanswered !== true;
  const [now, next] = [currentUrl, nextUrl].map((url) => url.searchParams.get("draft"));
  // Read again at the same address: somebody asked for it after no answer had come.
  return !formMethod && now !== null && (now !== next || currentUrl.href === nextUrl.href);
};
