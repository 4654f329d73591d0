import { type ClientLoaderFunctionArgs, isRouteErrorResponse, useLocation } from "@remix-run/react";
import { useEffect } from "react";

const shown = new Map<string, object>();

const pageOf = (address: string) => new URL(address, location.origin).pathname;

/** Remembers what a page shows, so that `kept` has it when reading it again gets no answer. */
export function useKept(data: object, frame?: string): void {
  const { pathname } = useLocation();
  const place = frame ?? pathname;
  useEffect(() => {
    shown.set(place, data);
    return () => {
      shown.delete(place);
    };
  }, [place, data]);
}

/**
 * A page that is read again stays on the screen when no answer comes, with all that was typed into it;
 * the frame around it says so. A page that is opened has nothing to keep: it says that it cannot be shown.
 */
export async function kept(args: ClientLoaderFunctionArgs): Promise<unknown> {
  return keptAs(pageOf(args.request.url), args);
}

export async function keptAs(place: string, args: ClientLoaderFunctionArgs): Promise<unknown> {
  try {
    return await args.serverLoader();
  } catch (error) {
    const before = shown.get(place);
    if (!before || args.request.signal.aborted || isAnswer(error)) throw error;
    return { ...before, lost: true };
  }
}

/** Somebody did answer: with a way to go, or with a refusal that the page has to show. */
function isAnswer(error: unknown): boolean {
  if (isRouteErrorResponse(error)) return error.status < 500;
  return error instanceof Response && error.status < 500;
}
