import type { ClientActionFunctionArgs } from "@remix-run/react";
import type { Problem } from "#app/domain/problem.ts";

/** What a door's action says to its page. `unanswered`: nobody knows whether the app heard the question. */
export type Answer<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; problems: Problem[]; unanswered?: boolean };

/**
 * Keeps the form on the screen when the connection or the server fails: asking again sends the same thing
 * with the same id, which never happens twice.
 */
export function answered({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  return orUnanswered(() => serverAction());
}

export async function orUnanswered(ask: () => Promise<unknown>): Promise<unknown> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Response) throw error;
    const unanswered: Answer = { ok: false, problems: [], unanswered: true };
    return unanswered;
  }
}
