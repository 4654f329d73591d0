import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import { orUnanswered } from "./answered.ts";

/** A search that fails is said in its place; it does not take the page with the form away. */
export function heard({ serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> {
  return orUnanswered(() => serverLoader());
}
