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
  let heard: Heard;
  try {
    heard = await send(path, body);
    if (heard.status === 401) heard = await send(path, body, await shopify.auth.idToken());
  } catch {
    return { kind: "lost" };
  }
  const { status } = heard;
  const content = parse(heard.text);
  if (content === undefined) return noSense(status);
  if (status < 300) return { kind: "ok", status, body: content as T };
  const problems = (content as { problems?: Problem[] } | null)?.problems;
  const isBroken = status >= 500 && status !== 503;
  if (isBroken || !Array.isArray(problems) || problems.length === 0) return noSense(status);
  return { kind: "refused", status, problems };
}

type Heard = { status: number; text: string };

/** A connection that hangs is given up like one that broke; a photo may take its time. */
const answerMsMax = 25_000;
const uploadMsMax = 120_000;

/** The app forgets a session that ended at Shopify; the next ID token begins a new one. */
async function send(path: string, body: unknown, idToken?: string | null): Promise<Heard> {
  const giveUp = new AbortController();
  const isForm = body instanceof FormData;
  const timer = setTimeout(() => giveUp.abort(), isForm ? uploadMsMax : answerMsMax);
  const headers: Record<string, string> = { Accept: "application/json" };
  if (idToken) headers.Authorization = `Bearer ${idToken}`;
  if (body !== undefined && !isForm) headers["Content-Type"] = "application/json";
  const sent = body === undefined ? {} : { method: "POST", body: isForm ? body : JSON.stringify(body) };
  try {
    const response = await fetch(path, { ...sent, headers, signal: giveUp.signal });
    return { status: response.status, text: await response.text() };
  } finally {
    clearTimeout(timer);
  }
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
