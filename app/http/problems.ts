import type { Problem, ProblemCode } from "#app/domain/problem.ts";
import { reasonInWords, sentence } from "#app/i18n.ts";

export type WireProblem = {
  code: ProblemCode;
  at?: (string | number)[];
  facts?: Problem["facts"];
  message: string;
};

/** Whatever is not named here was understood and cannot be done: 422. */
const STATUS: Partial<Record<ProblemCode, number>> = {
  "bad-method": 405,
  "bad-content-type": 415,
  "bad-json": 400,
  "body-too-large": 413,
  "bad-field": 400,
  "bad-id": 400,
  "bad-quantity": 400,
  "bad-amount": 400,
  "bad-date": 400,
  "text-too-long": 400,
  "no-lines": 400,
  "too-many-lines": 400,
  "no-token": 401,
  "bad-token": 401,
  "signed-out": 401,
  "may-not-write-off": 403,
  "may-not-see-cost": 403,
  "not-your-role": 403,
  "not-your-location": 403,
  "own-request": 403,
  "own-role": 403,
  "request-moved-on": 409,
  "request-photos-changed": 409,
  "request-incident-changed": 409,
  "request-unread": 409,
  "request-decided": 409,
  "words-needed": 400,
  "too-many-links": 409,
  "bad-link": 404,
  "link-over": 410,
  "permission-denied": 403,
  "owner-only": 403,
  "plan-needed": 402,
  uninstalled: 403,
  "no-feed-token": 401,
  "bad-feed-token": 401,
  "feed-token-expired": 401,
  "feed-token-revoked": 401,
  "not-in-scope": 403,
  "bad-cursor": 400,
  "too-many-requests": 429,
  "streams-busy": 503,
  "download-over": 410,
  "not-found": 404,
  "id-taken": 409,
  "already-valued": 409,
  "already-resolved": 409,
  "already-acknowledged": 409,
  "candidate-taken": 409,
  "changed-meanwhile": 409,
  "closed-already": 409,
  "label-taken": 409,
  "shopify-busy": 503,
  "shopify-unreachable": 503,
  "book-not-offered": 404,
  "book-currency": 409,
  "book-unreachable": 503,
  "book-signed-out": 409,
  "book-not-ready": 409,
  "sign-in-over": 409,
  "stock-booked-elsewhere": 409,
  "delivery-moved-on": 409,
  "still-in-the-book": 409,
  "too-many-hooks": 409,
  "incident-closed": 409,
  "hook-over": 409,
  "file-too-large": 413,
  "file-kind": 415,
  "too-many-files": 409,
  "file-erased": 410,
  "already-withdrawn": 409,
  "already-erased": 409,
  "our-mistake": 500,
};

/** One status for all of them; where they differ, what they share is that it cannot be done. */
export function statusOf(problems: Problem[]): number {
  const statuses = new Set(problems.map(({ code }) => STATUS[code] ?? 422));
  const [only = 422] = statuses;
  return statuses.size === 1 ? only : 422;
}

export function toWireProblem(problem: Problem): WireProblem {
  const shown = Object.entries(problem.facts ?? {}).map(([name, fact]) => {
    const isName = (name === "reason" || name === "label") && typeof fact === "string";
    return [name, isName ? reasonInWords(fact) : fact];
  });
  return { ...problem, message: sentence(`problems:${problem.code}`, Object.fromEntries(shown)) };
}
