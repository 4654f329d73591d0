import type { ShouldRevalidateFunction } from "@remix-run/react";

/** The form stays as it is while a person fills it in; another form is another reading, or another photo. */
export const staysAsTyped: ShouldRevalidateFunction = ({ currentUrl, nextUrl, formMethod, formAction }) => {
  const isKept = nextUrl.searchParams.has("draft") || nextUrl.searchParams.has("request");
  if (formAction?.startsWith("/app/evidence")) return isKept;
  const [now, next] = [currentUrl, nextUrl].map((url) => url.searchParams.get("draft"));
  return !formMethod && now !== null && now !== next;
};
