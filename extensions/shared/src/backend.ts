import type { Problem } from "./wire.ts";

export type Answer<T> =
  | { kind: "ok"; status: number; body: T }
  | { kind: "refused"; status: number; problems: Problem[] }
  /** No answer that can be read: what was sent may or may not have arrived. */
  | { kind: "lost" };

/**
 * Shopify resolves the path against the app's own address and adds the person's ID token. A server that broke
 * down (500) may have done its work before: only sending the same again tells. 503 is its plain "not now".
 */
export async function ask<T>(path: string, body?: unknown): Promise<Answer<T>> {
  let response: Response;
  let text: string;
  try {
    response = await send(path, body);
    if (response.status === 401) response = await send(path, body, await shopify.auth.idToken());
    text = await response.text();
  } catch {
    return { kind: "lost" };
  }
  const content = parse(text);
  if (content === undefined) return noSense(response.status);
  if (response.ok) return { kind: "ok", status: response.status, body: content as T };
  const problems = (content as { problems?: Problem[] } | null)?.problems;
  const isBroken = response.status >= 500 && response.status !== 503;
  if (isBroken || !Array.isArray(problems) || problems.length === 0) return noSense(response.status);
  return { kind: "refused", status: response.status, problems };
}

/** The app forgets a session that ended at Shopify; the next ID token begins a new one. */
function send(path: string, body: unknown, idToken?: string | null): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (idToken) headers.Authorization = `Bearer ${idToken}`;
  if (body === undefined) return fetch(path, { headers });
  headers["Content-Type"] = "application/json";
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noSense(status: number): Answer<never> {
  if (status !== 401 && status !== 403) return { kind: "lost" };
  const message = shopify.i18n.translate("problem.signedOut");
  return { kind: "refused", status, problems: [{ code: "signed-out", message }] };
}
