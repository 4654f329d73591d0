import type { ClientLoaderFunctionArgs } from "@remix-run/react";
import type { Answer } from "./answered.ts";

/** A search that fails is said in its place; it does not take the page with the form away. */
export async function heard({ serverLoader }: ClientLoaderFunctionArgs): Promise<unknown> {
  try {
    return await serverLoader();
  } catch (error) {
    if (error instanceof Response) throw error;
    const unanswered: Answer = { ok: false, problems: [], unanswered: true };
    return unanswered;
  }
}
